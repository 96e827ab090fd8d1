"""A designer looks at every template with example values before somebody signs a paper made of it."""

import pytest

from cases.papertrials import TemplateUnknown, order_trial, shelf_of, templates, trial_of, values_of
from cases.people import RoleMissing
from cases.procedure import shipped_bundles
from cases.studio.designs import begin
from cases.tables import PaperTrial
from documents.reading import pressed, words_of
from ground.database import reading
from tests.cases.desk import Desk
from tests.cast import MACHINES, ROOT


def drawn(desk: Desk, slug: str, template: str, changes: dict[str, str]) -> PaperTrial:
    """The trial after the machine's work."""
    trial = desk.do("lam", order_trial, slug, template, changes)
    desk.work()
    with reading(desk.database) as session:
        return trial_of(session, desk.officer(session, "lam"), trial.id)


def test_every_template_in_force_is_listed_and_has_example_texts(desk: Desk) -> None:
    shelves = desk.see("lam", templates)
    assert [line.template for line in shelves[0].lines][:3] == ["receipt", "supplement", "refusal"]
    (procedure,) = (shelf for shelf in shelves if shelf.slug == "khai_bao_thiet_bi")
    assert {line.kind for line in procedure.lines} == {"granted", "refused"}
    assert all(desk.see("lam", values_of, line.slug, line.template) for line in (*shelves[0].lines, *procedure.lines))


def test_a_trial_is_drawn_with_the_texts_set_and_marked_on_the_page(desk: Desk) -> None:
    name = "Công ty <b>Rất Dài</b> & Con"
    slip = drawn(desk, "slips", "receipt", {"applicant.full_name": name, "papers.0.name": "Giấy lạ"})
    assert slip.digest is not None
    said = pressed(words_of(desk.tools.vault.read(slip.digest)))
    assert all(pressed(words) in said for words in (name, "Giấy lạ", "XEM THỬ – DỮ LIỆU VÍ DỤ"))
    assert slip.changes == {"applicant.full_name": name, "papers.0.name": "Giấy lạ"}


def test_a_result_whose_answer_is_missing_says_so(desk: Desk) -> None:
    (kind, *_) = next(shelf for shelf in desk.see("lam", templates) if shelf.slug == "khai_bao_thiet_bi").lines
    good = drawn(desk, kind.slug, kind.template, {})
    assert (bool(good.digest), good.fault) == (True, "")
    answers = [place for place in desk.see("lam", values_of, kind.slug, kind.template) if place.startswith("answers.")]
    bad = drawn(desk, kind.slug, kind.template, dict.fromkeys(answers, ""))
    assert (bad.digest, "Không in được" in bad.fault) == (None, True)


def test_a_template_of_a_draft_is_drawn_as_it_was_saved_last(desk: Desk) -> None:
    bundle = next(each for each in shipped_bundles([ROOT / "processes", ROOT / "forms"]) if each.slug == MACHINES)
    page = f"{MACHINES}.tu_choi.html"
    text, end, rest = bundle.files[page].rpartition(b"{% endblock %}")
    files = {**bundle.files, page: text + "<p>Câu mới thêm.</p>".encode() + end + rest}
    design = desk.do("lam", begin, MACHINES, MACHINES, files)
    assert [line.template for line in desk.see("lam", shelf_of, design.id).lines] == ["giay_xac_nhan", "tu_choi"]
    paper = drawn(desk, design.id, "tu_choi", {})
    assert paper.digest is not None, paper.fault
    assert pressed("Câu mới thêm.") in pressed(words_of(desk.tools.vault.read(paper.digest)))


def test_only_who_designs_looks_and_only_at_his_own(desk: Desk) -> None:
    with pytest.raises(RoleMissing):
        desk.see("binh", templates)
    with pytest.raises(RoleMissing):
        desk.do("binh", order_trial, "slips", "receipt", {})
    with pytest.raises(TemplateUnknown):
        desk.do("lam", order_trial, "slips", "base", {})
    trial = drawn(desk, "slips", "refusal", {})
    with reading(desk.database) as session, pytest.raises(TemplateUnknown):
        trial_of(session, desk.officer(session, "giang"), trial.id)
