"""Officers come, get roles and leave: an administrator does it, in his own units, and it is told."""

import pytest
from sqlalchemy import select

from cases.handling import claim
from cases.people import LogInRefused, RoleMissing, log_in, roles_of
from cases.queries.administration import changes, officer_sheet, officers
from cases.staff import (
    HomeUnitUnknown,
    LastAdministrator,
    OfficerExists,
    OfficerNotFound,
    Officership,
    OfficerWrong,
    change_officer,
    dismiss,
    end_sessions,
    engage,
    give_role,
    renew_password,
    restore,
    take_role,
)
from cases.tables import Officer, RoleHolding, StepTerm, WebSession
from engine.journal import verify
from ground.database import reading, transaction
from tests.cases.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PHUC = Officership("Trần Văn Phúc", "G09.20", "Chuyên viên", "phuc@example.vn")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Khoa administers the ministry and everything below it."""
    with transaction(desk.database) as session:
        khoa = desk.officer(session, "khoa")
        session.add(RoleHolding(officer_id=khoa.id, unit_id=khoa.unit_id, role="quan_tri"))
    return desk


def may_log_in(desk: Desk, name: str, password: str) -> bool:
    try:
        with transaction(desk.database) as session:
            log_in(session, desk.clock, name, password)
    except LogInRefused:
        return False
    return True


def test_a_new_officer_logs_in_with_the_password_shown_once(office: Desk) -> None:
    engaged = office.do("khoa", engage, "phuc", PHUC, ("chuyen_vien",))
    assert may_log_in(office, "phuc", engaged.password)
    with reading(office.database) as session:
        assert roles_of(session, office.officer(session, "phuc"), office.clock) == {"chuyen_vien"}


def test_a_house_without_an_administrator_gets_its_first_one_by_whoever_keeps_the_machine(desk: Desk) -> None:
    with transaction(desk.database) as session:
        engage(session, desk.clock, None, "quy", PHUC, ("quan_tri",))
    with transaction(desk.database) as session, pytest.raises(RoleMissing):
        engage(session, desk.clock, None, "phuc", PHUC)


def test_nobody_but_an_administrator_engages(office: Desk) -> None:
    with pytest.raises(RoleMissing):
        office.do("giang", engage, "phuc", PHUC)


@pytest.mark.parametrize(
    ("name", "about", "error"),
    [
        ("chi", PHUC, OfficerExists), ("Phúc", PHUC, OfficerWrong), ("phuc", Officership(" ", "G09.20"), OfficerWrong),
        ("phuc", Officership("Phúc", "G99"), HomeUnitUnknown), ("phuc", Officership("P", "G22.01"), HomeUnitUnknown),
        ("phuc", Officership("Phúc", "G09.20", email="none"), OfficerWrong),
    ],
)  # fmt: skip
def test_an_officer_that_cannot_be_is_refused(
    office: Desk, name: str, about: Officership, error: type[Exception]
) -> None:
    with pytest.raises(error):
        office.do("khoa", engage, name, about)


def test_an_administrator_reaches_his_own_units_only(office: Desk) -> None:
    for act in (dismiss, restore, renew_password, end_sessions):
        with pytest.raises(OfficerNotFound):
            office.do("khoa", act, "en")
    with pytest.raises(HomeUnitUnknown):
        office.do("khoa", give_role, "chi", "quan_tri", "G22.01")
    assert "en" not in {line.name for line in office.see("khoa", officers)}


def test_a_role_is_given_and_taken_back(office: Desk) -> None:
    office.do("khoa", give_role, "chi", "van_thu", "G09.20")
    assert ("van_thu", "G09.20") in office.see("khoa", officer_sheet, "chi").line.roles
    assert office.do("khoa", take_role, "chi", "van_thu", "G09.20")
    assert not office.do("khoa", take_role, "chi", "van_thu", "G09.20")
    assert ("van_thu", "G09.20") not in office.see("khoa", officer_sheet, "chi").line.roles


def test_the_last_administrator_stays(office: Desk) -> None:
    with pytest.raises(LastAdministrator):
        office.do("khoa", dismiss, "khoa")
    with pytest.raises(LastAdministrator):
        office.do("khoa", take_role, "khoa", "quan_tri", "G09")
    office.do("khoa", give_role, "lam", "quan_tri", "G09.20")
    assert office.do("khoa", take_role, "khoa", "quan_tri", "G09")


def test_who_leaves_is_logged_out_and_his_steps_go_back_and_he_may_return(office: Desk) -> None:
    password = office.do("khoa", renew_password, "chi")
    assert may_log_in(office, "chi", password)
    code = office.receive()
    office.walk(code, "tham_dinh")
    task = office.task(code, "tham_dinh")
    if task.assignee is None:
        office.do("chi", claim, task.id, task.version)
    assert office.do("khoa", dismiss, "chi") == 1
    assert not may_log_in(office, "chi", password)
    with reading(office.database) as session:
        assert session.scalars(select(WebSession)).all() == []
        held = select(StepTerm).where(StepTerm.assignee == "chi", StepTerm.state != "closed")
        assert session.scalars(held).all() == []
    assert office.task(code, "tham_dinh").assignee is None
    office.do("khoa", restore, "chi")
    assert may_log_in(office, "chi", password)


def test_a_new_password_ends_the_old_one_and_its_sessions(office: Desk) -> None:
    old = office.do("khoa", renew_password, "chi")
    assert may_log_in(office, "chi", old)
    new = office.do("khoa", renew_password, "chi")
    assert not may_log_in(office, "chi", old)
    assert may_log_in(office, "chi", new)
    assert office.do("khoa", end_sessions, "chi") == 1


def test_every_change_says_who_and_what_before_and_after(office: Desk) -> None:
    office.do("khoa", engage, "phuc", PHUC)
    office.do("khoa", change_officer, "phuc", Officership("Trần Văn Phúc", "G09", "Phó phòng", PHUC.email))
    told = office.see("khoa", lambda session, clock, officer: list(changes(session, clock, officer, subject="phuc")))
    assert [(change.actor, change.name) for change in told] == [
        ("khoa", "officer_changed"), ("khoa", "officer_engaged"),
    ]  # fmt: skip
    assert (told[0].before, told[0].after) == (
        {"unit": "G09.20", "title": "Chuyên viên"}, {"unit": "G09", "title": "Phó phòng"},
    )  # fmt: skip
    with reading(office.database) as session:
        assert verify(session) == []
        assert session.scalar(select(Officer.title).where(Officer.name == "phuc")) == "Phó phòng"


def test_officers_are_found_without_marks(office: Desk) -> None:
    office.do("khoa", engage, "phuc", PHUC)
    assert [line.name for line in office.see("khoa", officers, "tran phuc")] == ["phuc"]
