"""Who stands in holds the roles for a while, in the procedures named; units end and hang below their successors."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cases.handling import complete_step
from cases.intake import UnitEnded
from cases.people import DossierNotFound, RoleMissing, TaskNotFound, holders_of, roles_of
from cases.queries import Criteria, Filters, dossier_page, inbox, journal_of, search_dossiers
from cases.queries.chains import is_whole
from cases.tables import Officer, RoleHolding, Substitution, Unit
from cases.units import SubstitutionWrong, UnitInCircle, end_unit, stand_in
from ground.database import reading, transaction
from tests.cases.desk import Desk

MACHINES, PERMITS = "khai_bao_thiet_bi", "giay_phep_lao_dong"


def away(desk: Desk, absent: str, substitute: str, procedures: list[str]) -> None:
    now = desk.clock.now()
    with reading(desk.database) as session:
        substitute_id = desk.officer(session, substitute).id
    row = Substitution(
        substitute_id=substitute_id, from_at=now, until_at=now + timedelta(days=3), procedures=procedures
    )
    desk.do(absent, stand_in, absent, row)


def test_a_substitution_holds_in_the_procedures_it_names_and_in_no_other(desk: Desk) -> None:
    code = desk.receive()
    away(desk, "binh", "en", [PERMITS])
    assert desk.see("en", inbox, Filters()).rows == ()
    with pytest.raises(DossierNotFound):
        desk.see("en", dossier_page, code)
    task = desk.task(code, "kiem_tra")
    with pytest.raises(TaskNotFound):
        desk.do("en", complete_step, task.id, task.version, {"outcome": "accepted"})
    away(desk, "binh", "en", [MACHINES])
    assert [row.code for row in desk.see("en", inbox, Filters()).rows] == [code]
    assert desk.see("en", dossier_page, code).code == code
    assert [row.code for row in desk.see("en", search_dossiers, Criteria()).rows] == [code]
    assert desk.see("en", journal_of, code)
    assert desk.see("en", is_whole, code)
    desk.do("en", complete_step, task.id, task.version, {"outcome": "accepted"})


def test_it_ends_by_itself_and_is_counted_wherever_holders_are(desk: Desk) -> None:
    away(desk, "dung", "cuc", [])
    unit_id = desk.dossier(desk.receive()).unit_id
    with reading(desk.database) as session:
        holders = holders_of(session, "lanh_dao_phong", unit_id, desk.clock)
        assert [each.name for each in holders] == ["cuc", "dung"]
        assert "lanh_dao_phong" in roles_of(session, desk.officer(session, "cuc"), desk.clock)
        desk.clock.advance(timedelta(days=4))
        assert "lanh_dao_phong" not in roles_of(session, desk.officer(session, "cuc"), desk.clock)
        assert [each.name for each in holders_of(session, "lanh_dao_phong", unit_id, desk.clock)] == ["dung"]


def test_nobody_sends_a_colleague_away_or_stands_in_for_himself(desk: Desk) -> None:
    now = desk.clock.now()
    with reading(desk.database) as session:
        own = desk.officer(session, "binh").id
    row = {"substitute_id": own, "from_at": now, "until_at": now + timedelta(1)}
    with pytest.raises(RoleMissing):
        desk.do("chi", stand_in, "dung", Substitution(**row))
    with pytest.raises(SubstitutionWrong):
        desk.do("binh", stand_in, "binh", Substitution(**row))


def test_a_unit_that_ended_receives_nothing_and_its_dossiers_go_on_below_its_successor(desk: Desk) -> None:
    code = desk.receive()
    with transaction(desk.database) as session:
        home = session.scalars(select(Unit).where(Unit.code == "G09.20")).one()
        heir = Unit(code="G09.21", name="Sở Nội vụ hợp nhất (minh họa)", parent_id=home.parent_id)
        session.add(heir)
        session.flush()
        session.add(RoleHolding(officer_id=desk.officer(session, "khoa").id, unit_id=heir.id, role="quan_tri"))
        session.add(RoleHolding(officer_id=desk.officer(session, "en").id, unit_id=heir.id, role="bo_phan_mot_cua"))
    with pytest.raises(RoleMissing):
        desk.do("binh", end_unit, "G09.20", date(2026, 8, 25), "G09.21")
    with pytest.raises(UnitInCircle):
        desk.do("khoa", end_unit, "G09", date(2026, 8, 25), "G09.21")
    desk.do("khoa", end_unit, "G09.20", date(2026, 8, 25), "G09.21")
    desk.receive()
    desk.clock.advance(timedelta(days=1))
    with pytest.raises(UnitEnded):
        desk.receive()
    page = desk.see("en", dossier_page, code)
    assert page.unit == "Sở Nội vụ (minh họa)"
    with reading(desk.database) as session:
        assert session.scalars(select(Officer.name).where(Officer.name == "en")).one()
