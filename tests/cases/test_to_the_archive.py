"""A closed dossier is kept as long as its procedure says, held where the law says, and goes to the archive on lists."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
from lxml import etree
from pypdfium2 import PdfDocument
from sqlalchemy import select
from sqlalchemy.orm import Session

from cases import archivelists, holds
from cases.archive import archive
from cases.archivelists import ArchiveListNotFound, DossierHeld, ListNotPossible, OwnArchiveList
from cases.handling import withdraw
from cases.people import DossierNotFound, RoleMissing
from cases.rulepacks import pack_on
from cases.slips import slip_for
from cases.tables import ArchiveLine, ArchiveList, Officer, RoleHolding, Unit
from ground.clock import Clock
from ground.database import reading, transaction
from tests.cases.desk import Desk

YEAR = 2026


@pytest.fixture
def closed(desk: Desk) -> str:
    """A dossier that has come to its end; Cúc keeps the archive."""
    code = desk.receive()
    desk.do("binh", withdraw, code, "Không còn nhu cầu.")
    desk.work()
    with transaction(desk.database) as session:
        cuc = desk.officer(session, "cuc")
        session.add(RoleHolding(officer_id=cuc.id, unit_id=cuc.unit_id, role="luu_tru"))
    return code


def proposed(desk: Desk, codes: Sequence[str], by: str = "hanh") -> str:
    def propose(session: Session, clock: Clock, officer: Officer) -> str:
        unit = session.get_one(Unit, officer.unit_id)
        return archivelists.propose(session, clock, officer, unit, YEAR, codes).id

    made = desk.do(by, propose)
    desk.work()
    return made


def due(desk: Desk) -> dict[str, bool]:
    """By code of what is still to go to the archive, whether it is held."""

    def look(session: Session, clock: Clock, officer: Officer) -> dict[str, bool]:
        unit = archivelists.unit_for(session, clock, officer)
        return {line.code: line.held is not None for line in archivelists.due(session, clock, officer, unit, YEAR)}

    return desk.see("hanh", look)


def test_years_count_from_the_end_of_the_year_in_which_the_work_ended() -> None:
    rules = pack_on(date(2026, 8, 25)).retention
    assert rules.keep_until("2.000134", date(2026, 8, 25)) == date(2046, 12, 31)
    assert rules.keep_until("MH.000011", date(2026, 8, 25)) is None
    assert rules.of("MH.000011").words == "Vĩnh viễn"
    assert rules.hand_over_by(date(2026, 8, 25)) == date(2027, 8, 25)


def test_a_list_is_made_by_one_and_taken_over_by_another(desk: Desk, closed: str) -> None:
    assert due(desk) == {closed: False}
    list_id = proposed(desk, [closed])
    assert due(desk) == {}
    assert "archive_listed" in desk.names(closed)
    with pytest.raises(ListNotPossible):
        proposed(desk, [closed])
    with transaction(desk.database) as session:
        hanh = desk.officer(session, "hanh")
        session.add(RoleHolding(officer_id=hanh.id, unit_id=hanh.unit_id, role="luu_tru"))
    with pytest.raises(OwnArchiveList):
        desk.do("hanh", archivelists.decide, list_id, True)
    with pytest.raises(ArchiveListNotFound):
        desk.do("en", archivelists.decide, list_id, True)
    desk.do("cuc", archivelists.decide, list_id, True)
    assert "archive_accepted" in desk.names(closed)
    with reading(desk.database) as session:
        row = session.get_one(ArchiveList, list_id)
        (line,) = session.scalars(select(ArchiveLine))
        assert (row.state, row.decided_by, row.number) == ("accepted", "cuc", "01/MLHS")
        assert (line.kept_for, line.keep_until_on, line.is_live) == ("20y", date(2046, 12, 31), True)
        page = desk.tools.vault.read(
            str(slip_for(session, desk.clock, desk.officer(session, "cuc"), row.slip_id).digest)
        )
    assert closed in "".join(PdfDocument(page)[0].get_textpage().get_text_bounded().split())


def test_a_list_sent_back_leaves_its_dossiers_free_again(desk: Desk, closed: str) -> None:
    list_id = proposed(desk, [closed])
    with pytest.raises(archivelists.ArchiveRemarkMissing):
        desk.do("cuc", archivelists.decide, list_id, False)
    desk.do("cuc", archivelists.decide, list_id, False, "Thiếu phiếu kiểm soát.")
    assert due(desk) == {closed: False}
    proposed(desk, [closed])


def test_what_is_held_is_not_handed_over_until_the_hold_is_lifted(desk: Desk, closed: str) -> None:
    list_id = proposed(desk, [closed])
    desk.do("giang", holds.put_hold, closed, "Đang có khiếu nại.")
    with pytest.raises(DossierHeld):
        desk.do("cuc", archivelists.decide, list_id, True)
    desk.do("cuc", archivelists.decide, list_id, False, "Hồ sơ đang bị giữ.")
    assert due(desk) == {closed: True}
    with pytest.raises(DossierHeld):
        proposed(desk, [closed])
    with pytest.raises(holds.HeldAlready):
        desk.do("giang", holds.put_hold, closed, "Lần nữa.")
    with pytest.raises(holds.HoldGroundMissing):
        desk.do("giang", holds.lift_hold, closed, " ")
    desk.do("giang", holds.lift_hold, closed, "Khiếu nại đã giải quyết.")
    assert due(desk) == {closed: False}
    assert [name for name in desk.names(closed) if name.startswith("hold_")] == ["hold_put", "hold_lifted"]


def test_only_who_keeps_files_or_leads_may_hold_them(desk: Desk, closed: str) -> None:
    with pytest.raises(RoleMissing):
        desk.do("chi", holds.put_hold, closed, "x")
    with pytest.raises(DossierNotFound):
        desk.do("en", holds.put_hold, closed, "x")


def test_the_package_says_how_long_it_is_kept_and_how_each_paper_came_to_be(desk: Desk, closed: str) -> None:
    with zipfile.ZipFile(io.BytesIO(desk.see("binh", archive, closed, desk.tools.vault))) as package:
        metadata = etree.fromstring(package.read("metadata.xml"))
    assert (metadata.findtext("Maintenance"), metadata.findtext("Rights")) == ("20 năm", "Hạn chế")
    assert "31/12/2046" in str(metadata.findtext("Description"))
    for each in metadata.iter("TaiLieu"):
        assert (each.findtext("ConfidenceLevel"), each.findtext("Mode")) == ("Gốc điện tử", "Hạn chế")
