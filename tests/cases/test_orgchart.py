"""The tree of units: founded, changed, ended for a successor, taken up again; by who administers there."""

from datetime import date

import pytest

from cases.intake import UnitEnded
from cases.orgchart import UnitExists, UnitFacts, UnitLives, UnitWrong, change_unit, found_unit, take_up_again
from cases.queries.administration import changes, unit_tree
from cases.tables import RoleHolding
from cases.units import UnitInCircle, UnitNotFound, end_unit
from ground.database import transaction
from tests.cases.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NEW = UnitFacts("Cục Việc làm (minh họa)", "G09", "department")


@pytest.fixture
def office(desk: Desk) -> Desk:
    with transaction(desk.database) as session:
        khoa = desk.officer(session, "khoa")
        session.add(RoleHolding(officer_id=khoa.id, unit_id=khoa.unit_id, role="quan_tri"))
    return desk


def test_a_new_unit_stands_below_its_parent(office: Desk) -> None:
    office.do("khoa", found_unit, "G09.30", NEW)
    tree = {line.code: (line.depth, line.parent) for line in office.see("khoa", unit_tree)}
    assert tree == {"G09": (0, ""), "G09.20": (1, "G09"), "G09.30": (1, "G09")}


def test_a_code_is_given_once_and_written_in_one_way(office: Desk) -> None:
    for code, about, error in (
        ("G09.20", NEW, UnitExists), ("g9", NEW, UnitWrong), ("G09.31", UnitFacts(" ", "G09"), UnitWrong),
        ("G09.31", UnitFacts("X", "G22.01"), UnitNotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            office.do("khoa", found_unit, code, about)


def test_a_unit_never_hangs_below_itself(office: Desk) -> None:
    office.do("khoa", found_unit, "G09.20.01", UnitFacts("Phòng", "G09.20"))
    with pytest.raises(UnitInCircle):
        office.do("khoa", change_unit, "G09.20", UnitFacts("Sở", "G09.20.01"))


def test_a_unit_that_ends_keeps_its_dossiers_and_receives_nothing_new(office: Desk) -> None:
    office.do("khoa", found_unit, "G09.30", NEW)
    code = office.receive()
    office.do("khoa", end_unit, "G09.20", date(2026, 8, 24), "G09.30")
    with pytest.raises(UnitEnded):
        office.receive()
    office.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    assert office.dossier(code).state == "handling"


def test_an_end_that_was_a_mistake_is_taken_back(office: Desk) -> None:
    office.do("khoa", found_unit, "G09.30", NEW)
    with pytest.raises(UnitLives):
        office.do("khoa", take_up_again, "G09.20", "G09")
    office.do("khoa", end_unit, "G09.20", date(2026, 8, 24), "G09.30")
    office.do("khoa", take_up_again, "G09.20", "G09")
    assert office.receive()
    told = office.see("khoa", lambda session, clock, officer: list(changes(session, clock, officer, subject="G09.20")))
    assert [change.name for change in told] == ["unit_taken_up_again", "unit_ended"]
    assert told[1].after == {"until_on": "2026-08-24", "successor": "G09.30", "parent": "G09.30"}


def test_a_strangers_unit_does_not_exist(office: Desk) -> None:
    with pytest.raises(UnitNotFound):
        office.do("khoa", change_unit, "G22.01", NEW)
    with pytest.raises(UnitNotFound):
        office.do("khoa", end_unit, "G22.01", date(2026, 8, 24), "G09")
