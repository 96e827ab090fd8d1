"""What has no step of its own is done through plain forms: offered to whom it may concern, refused in words."""

import re
from collections.abc import Callable

import pytest

from ground.messages import has_translation
from tests.cast import MACHINES
from tests.web.conftest import Visitor, application
from web.acts import ACTS
from web.deeds import DEEDS, LABELS

Visit = Callable[[str], Visitor]
Work = Callable[[], None]


@pytest.fixture
def code(visit: Visit, machine_work: Work) -> str:
    """A dossier that is being handled."""
    binh = visit("binh")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    return code


def test_every_form_is_carried_out_and_every_word_of_it_is_translated() -> None:
    assert {deed.name for deed in DEEDS} == set(ACTS)
    assert not [label for label in LABELS if not has_translation(label)]


def test_the_head_stops_the_clock_and_lets_it_go_on(visit: Visit, code: str) -> None:
    dung = visit("dung")
    page = dung.text(f"/dossiers/{code}/acts")
    assert "Tạm dừng tính thời hạn" in page
    assert "Thu phí, lệ phí" not in page
    answer = dung.post(f"/dossiers/{code}/acts/pause", {"ground": "other_agency", "evidence": "Công văn 12"})
    assert answer.headers["Location"] == f"/dossiers/{code}"
    refused = dung.post(f"/dossiers/{code}/acts/pause", {"ground": "council", "evidence": "x"})
    assert refused.status_code == 409
    page = refused.get_data(as_text=True)
    assert "đang tạm dừng" in page
    # What was typed stands where it was typed.
    assert re.search(r"<details open><summary>Tạm dừng tính thời hạn.*?>x</textarea>", page, re.DOTALL)
    assert dung.post(f"/dossiers/{code}/acts/resumption").status_code == 303


def test_the_unit_asked_answers_and_sees_the_question_only(visit: Visit, code: str) -> None:
    asked = {"unit": "G10.20", "content": "Có đủ điều kiện y tế không?", "silence": "wait"}
    assert visit("chi").post(f"/dossiers/{code}/acts/consultation", asked).status_code == 303
    en = visit("en")
    page = en.text("/opinions")
    assert "Có đủ điều kiện y tế không?" in page
    assert code not in page
    assert en.get(f"/dossiers/{code}/acts").status_code == 404
    address = page.split('action="/opinions/')[1].split('"')[0]
    unsaid = en.post(f"/opinions/{address}", {"opinion": "", "answer": "Đủ."})
    assert (unsaid.status_code, ">Đủ.</textarea>" in unsaid.get_data(as_text=True)) == (422, True)
    assert en.post(f"/opinions/{address}", {"opinion": "agreed", "answer": "Đủ."}).status_code == 303
    assert "Có đủ điều kiện y tế không?" not in en.text("/opinions")


def test_the_head_of_the_agency_signs_the_apology_with_a_date_in_vietnam(visit: Visit, code: str) -> None:
    giang = visit("giang")
    fields = {"reason": "Chờ ý kiến.", "new_due_at": "2026-09-10T09:30"}
    assert giang.post(f"/dossiers/{code}/acts/apology", fields | {"new_due_at": "mai"}).status_code == 422
    assert giang.post(f"/dossiers/{code}/acts/apology", fields).status_code == 303
    assert giang.post(f"/dossiers/{code}/acts/apology", fields).status_code == 409
    assert giang.get("/board/signs").status_code == 200


def test_a_paper_is_ordered_and_an_unknown_act_is_not_found(visit: Visit, code: str) -> None:
    chi = visit("chi")
    assert chi.post(f"/dossiers/{code}/acts/control", {"paper_size": "A5"}).status_code == 303
    assert "PKS" in chi.text(f"/dossiers/{code}")
    assert chi.post(f"/dossiers/{code}/acts/everything").status_code == 404


def test_the_counter_writes_down_who_hands_it_in_and_how_the_result_is_wanted(visit: Visit) -> None:
    binh = visit("binh")
    how = {"i.return_way": "post", "i.identified_by": "chip", "i.sets": "2", "s.full_name": "Trần Văn Phúc"}
    refused = binh.post(f"/counter/{MACHINES}/dossiers", application(**how))
    assert refused.status_code == 422
    assert "giấy tờ ủy quyền" in refused.get_data(as_text=True)
    code = binh.receive(**how | {"s.authority": "Giấy ủy quyền số 5"})
    history = binh.text(f"/dossiers/{code}")
    assert code in history
