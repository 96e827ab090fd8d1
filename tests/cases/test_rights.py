"""Fetch is authorise: a stranger's object does not exist."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cases.handling import claim, complete_step, hand_over, release
from cases.people import DossierNotFound, TaskNotFound
from cases.queries import deadline_of, dossier_page, inbox, journal_of, search_dossiers, task_page
from cases.queries.shapes import Criteria, Filters
from cases.tables import RoleHolding, Substitution, Unit
from ground.database import reading, transaction
from tests.cases.desk import Desk


@pytest.mark.parametrize("look", [dossier_page, deadline_of])
@pytest.mark.parametrize("stranger", ["en", "lam", "khoa"])
def test_a_dossier_of_others_is_not_found(desk: Desk, look: Callable[..., Any], stranger: str) -> None:
    code = desk.receive()
    with pytest.raises(DossierNotFound):
        desk.see(stranger, look, code)


def test_nor_are_its_journal_and_its_line_in_a_search(desk: Desk) -> None:
    code = desk.receive()
    with reading(desk.database) as session, pytest.raises(DossierNotFound):
        journal_of(session, desk.clock, desk.officer(session, "en"), code)
    assert desk.see("en", search_dossiers, Criteria()).rows == ()
    assert len(desk.see("chi", search_dossiers, Criteria()).rows) == 1


@pytest.mark.parametrize("stranger", ["en", "chi", "khoa", "lam"])
def test_a_step_of_another_role_or_unit_is_not_found(desk: Desk, stranger: str) -> None:
    task = desk.task(desk.receive(), "kiem_tra")
    with pytest.raises(TaskNotFound):
        desk.see(stranger, task_page, task.id)
    for deed in (claim, release):
        with pytest.raises(TaskNotFound):
            desk.do(stranger, deed, task.id, task.version)
    with pytest.raises(TaskNotFound):
        desk.do(stranger, complete_step, task.id, task.version, {"outcome": "accepted"})
    with pytest.raises(TaskNotFound):
        desk.do(stranger, hand_over, task.id, task.version, "binh", "")
    assert desk.see(stranger, inbox, Filters()).rows == ()


def test_a_role_in_a_unit_reaches_everything_below_it(desk: Desk) -> None:
    code = desk.receive()
    with transaction(desk.database) as session:
        above = session.query(Unit).filter_by(code="G09").one()
        session.add(RoleHolding(officer_id=desk.officer(session, "lam").id, unit_id=above.id, role="bo_phan_mot_cua"))
    assert desk.see("lam", dossier_page, code).code == code
    assert len(desk.see("lam", inbox, Filters()).rows) == 1


def test_a_substitute_holds_the_roles_for_a_while(desk: Desk) -> None:
    code = desk.receive()
    with transaction(desk.database) as session:
        away = desk.clock.now() + timedelta(days=1)
        session.add(
            Substitution(
                officer_id=desk.officer(session, "binh").id,
                substitute_id=desk.officer(session, "cuc").id,
                from_at=away,
                until_at=away + timedelta(days=2),
            )
        )
    assert desk.see("cuc", inbox, Filters()).rows == ()
    desk.clock.advance(timedelta(days=2))
    assert [row.code for row in desk.see("cuc", inbox, Filters()).rows] == [code]
    desk.clock.advance(timedelta(days=2))
    assert desk.see("cuc", inbox, Filters()).rows == ()


def test_the_supervisor_sees_what_is_late_below_him_and_nothing_else(desk: Desk) -> None:
    code = desk.receive()
    desk.pass_time("1wd")
    late = Filters(whose="all", queue="late")
    assert [row.code for row in desk.see("khoa", inbox, late).rows] == [code]
    assert desk.see("en", inbox, late).rows == ()
