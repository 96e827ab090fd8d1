"""A legal document leads to everything that rests on it; once replaced, whoever draws is warned."""

from collections.abc import Callable

from sqlalchemy import Engine, select

from cases.procedure import check_bundle, shipped_bundles
from engine.tables import Entry
from ground.database import reading
from tests.cast import ROOT
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
OLD, NEW = "/laws/44-2016-nd-cp", "44/2026/NĐ-CP"
MACHINES = next(bundle for bundle in shipped_bundles([ROOT / "processes", ROOT / "forms"]) if "khai_bao" in bundle.slug)


def test_a_document_leads_to_what_rests_on_it(visit: Visit) -> None:
    lam = visit("lam")
    assert 'href="/laws/44-2016-nd-cp"' in lam.text("/laws")
    page = lam.text(OLD)
    assert "44/2016/NĐ-CP" in page
    assert "thời hạn của thủ tục" in page
    assert "/studio/approvals/" in page
    assert lam.get("/laws/1-1900-nd-cp").status_code == 404


def test_a_replaced_document_warns_whoever_draws_until_the_mark_is_taken_back(
    visit: Visit, quick_database: Engine
) -> None:
    lam = visit("lam")
    assert lam.post(f"{OLD}/replacement", {"newer": f"Nghị định {NEW}", "from_on": "2026-10-01"}).status_code == 303
    with reading(quick_database) as session:
        warned = [each for each in check_bundle(MACHINES.files, session) if each.rule == "law_replaced"]
        assert session.scalars(select(Entry.name).where(Entry.chain == "laws")).all() == ["law_replaced"]
    assert warned
    assert all(each.severity == "warning" for each in warned)
    assert f"được {NEW} thay thế từ ngày 01/10/2026" in warned[0].message["vi"]
    assert "44/2016/NĐ-CP từ ngày 01/10/2026" in lam.text("/laws/44-2026-nd-cp")
    assert lam.post(f"{OLD}/keeping").status_code == 303
    with reading(quick_database) as session:
        assert not [each for each in check_bundle(MACHINES.files, session) if each.rule == "law_replaced"]


def test_a_document_is_replaced_by_another_one_that_is_named_from_a_day_on(visit: Visit) -> None:
    lam = visit("lam")
    for newer, day in (("một nghị định nào đó", "2026-10-01"), ("44/2016/NĐ-CP", "2026-10-01"), (NEW, "mai")):
        assert lam.post(f"{OLD}/replacement", {"newer": newer, "from_on": day}).status_code == 422
