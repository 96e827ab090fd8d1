"""Who stands in holds the roles for a while, in the procedures named; units end and hang below their successors."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cases.authority import authority_of, words_of
from cases.handling import complete_step
from cases.intake import UnitEnded
from cases.people import DossierNotFound, RoleMissing, TaskNotFound, holders_of, roles_of
from cases.queries import Criteria, Filters, dossier_page, inbox, journal_of, search_dossiers
from cases.queries.chains import is_whole
from cases.tables import Officer, RoleHolding, Substitution, Unit
from cases.units import (
    Absence,
    AuthorityWrong,
    Grant,
    SubstitutionWrong,
    UnitInCircle,
    end_substitution,
    end_unit,
    grant_authority,
    stand_in,
)
from ground.database import reading, transaction
from tests.cases.desk import Desk

MACHINES, PERMITS = "khai_bao_thiet_bi", "giay_phep_lao_dong"


def away(desk: Desk, absent: str, substitute: str, procedures: tuple[str, ...]) -> None:
    now = desk.clock.now()
    desk.do(absent, stand_in, Absence(absent, substitute, now, now + timedelta(days=3), procedures))


def test_a_substitution_holds_in_the_procedures_it_names_and_in_no_other(desk: Desk) -> None:
    code = desk.receive()
    away(desk, "binh", "en", (PERMITS,))
    assert desk.see("en", inbox, Filters()).rows == ()
    with pytest.raises(DossierNotFound):
        desk.see("en", dossier_page, code)
    task = desk.task(code, "kiem_tra")
    with pytest.raises(TaskNotFound):
        desk.do("en", complete_step, task.id, task.version, {"outcome": "accepted"})
    away(desk, "binh", "en", (MACHINES,))
    assert [row.code for row in desk.see("en", inbox, Filters()).rows] == [code]
    assert desk.see("en", dossier_page, code).code == code
    assert [row.code for row in desk.see("en", search_dossiers, Criteria()).rows] == [code]
    assert desk.see("en", journal_of, code)
    assert desk.see("en", is_whole, code)
    desk.do("en", complete_step, task.id, task.version, {"outcome": "accepted"})


def test_it_ends_by_itself_and_is_counted_wherever_holders_are(desk: Desk) -> None:
    away(desk, "dung", "cuc", ())
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
    with pytest.raises(RoleMissing):
        desk.do("chi", stand_in, Absence("dung", "chi", now, now + timedelta(1)))
    for substitute, until in (("binh", now + timedelta(1)), ("nobody", now + timedelta(1)), ("cuc", now)):
        with pytest.raises(SubstitutionWrong):
            desk.do("binh", stand_in, Absence("binh", substitute, now, until))


def test_an_officer_of_two_counters_says_at_which_he_receives(desk: Desk) -> None:
    with transaction(desk.database) as session:
        second = Unit(code="G09.30", name="Ban Tôn giáo (minh họa)")
        session.add(second)
        session.flush()
        session.add(RoleHolding(officer_id=desk.officer(session, "binh").id, unit_id=second.id, role="bo_phan_mot_cua"))
    code = desk.receive(counter="G09.30", handling_unit="G09.20")
    page = desk.see("binh", dossier_page, code)
    assert (page.unit, page.handling_unit) == ("Ban Tôn giáo (minh họa)", "Sở Nội vụ (minh họa)")
    assert desk.see("chi", dossier_page, code).code == code
    with pytest.raises(RoleMissing):
        desk.receive(counter="G22.01")


def test_authority_to_sign_is_granted_on_a_basis_by_an_administrator(desk: Desk) -> None:
    with transaction(desk.database) as session:
        home = session.scalars(select(Unit).where(Unit.code == "G09.20")).one()
        session.add(RoleHolding(officer_id=desk.officer(session, "khoa").id, unit_id=home.id, role="quan_tri"))
    grant = Grant("giang", "G09.20", "TUQ", "Giám đốc", "Văn bản ủy quyền số 3", date(2026, 1, 1))
    with pytest.raises(RoleMissing):
        desk.do("giang", grant_authority, grant)
    for wrong in ({"form": "XX"}, {"basis": " "}, {"head_title": ""}, {"officer": "x"}, {"until_on": date(2025, 1, 1)}):
        with pytest.raises(AuthorityWrong):
            desk.do("khoa", grant_authority, replace(grant, **wrong))
    desk.do("khoa", grant_authority, grant)
    with reading(desk.database) as session:
        found = authority_of(session, "giang", home.id, MACHINES, date(2026, 8, 25))
        assert words_of(found) == "TUQ. GIÁM ĐỐC"


def test_a_unit_that_ended_receives_nothing_and_its_dossiers_go_on_below_its_successor(desk: Desk) -> None:
    code = desk.receive()
    with transaction(desk.database) as session:
        home = session.scalars(select(Unit).where(Unit.code == "G09.20")).one()
        heir = Unit(code="G09.21", name="Sở Nội vụ hợp nhất (minh họa)", parent_id=home.parent_id)
        session.add(heir)
        session.flush()
        khoa = desk.officer(session, "khoa")
        session.add(RoleHolding(officer_id=khoa.id, unit_id=khoa.unit_id, role="quan_tri"))
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


def test_a_substitution_that_was_a_mistake_ends_now(desk: Desk) -> None:
    now = desk.clock.now()
    absence = Absence("dung", "chi", now, now + timedelta(days=9), reason="Nghỉ phép")
    row = desk.do("dung", stand_in, absence)
    with pytest.raises(RoleMissing):
        desk.do("chi", end_substitution, row.id)
    desk.clock.move_to(now + timedelta(hours=1))
    assert desk.do("dung", end_substitution, row.id).until_at == desk.clock.now()
    with pytest.raises(SubstitutionWrong):
        desk.do("dung", end_substitution, row.id)


def test_a_substitution_to_come_is_taken_back(desk: Desk) -> None:
    now = desk.clock.now()
    row = desk.do("dung", stand_in, Absence("dung", "chi", now + timedelta(days=1), now + timedelta(days=9)))
    desk.do("dung", end_substitution, row.id)
    with reading(desk.database) as session:
        assert session.get(Substitution, row.id) is None
