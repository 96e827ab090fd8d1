"""An earlier version comes back into force, one in force is let go of; what runs goes on, and nothing is deleted."""

from datetime import date, timedelta

import pytest

from engine.definitions import (
    AlreadyInForce,
    AlreadyRetired,
    DefinitionUnknown,
    NeverApproved,
    active_of,
    bring_back,
    retire,
)
from engine.queries import facts
from engine.tables import Definition
from ground.database import reading
from tests.engine.conftest import Hall
from tests.engine.test_validity import NEXT_WEEK, TODAY, approve, draft

TOMORROW = TODAY + timedelta(days=1)


def in_force(hall: Hall, day: date) -> int:
    """The number of the version in force on a day; 0 when there is none."""
    with reading(hall.database) as session:
        row = active_of(session, "thu_tuc", day)
        return row.version if row is not None else 0


def back(hall: Hall, definition: Definition, first: date) -> Definition:
    return hall.act(lambda s: bring_back(s, hall.clock, definition.id, "quy", first, "QĐ 13/2026"))


def gone(hall: Hall, definition: Definition, last: date) -> Definition:
    return hall.act(lambda s: retire(s, hall.clock, definition.id, "quy", last, "Luật mới"))


def test_an_earlier_version_takes_new_runs_again_and_those_under_way_stay(hall: Hall) -> None:
    old = approve(hall, draft(hall, "cu"))
    approve(hall, draft(hall, "moi"))
    running = hall.start("thu_tuc")
    back(hall, old, TODAY)
    later = hall.start("thu_tuc")
    assert (hall.open(running), hall.open(later)) == (["moi"], ["cu"])


def test_it_comes_back_on_its_day_and_the_other_holds_until_then(hall: Hall) -> None:
    old = approve(hall, draft(hall, "cu"))
    approve(hall, draft(hall, "moi"))
    back(hall, old, NEXT_WEEK)
    days = (TODAY, NEXT_WEEK - timedelta(days=1), NEXT_WEEK)
    assert [in_force(hall, day) for day in days] == [2, 2, 1]


def test_a_version_that_was_to_come_does_not_come_over_it(hall: Hall) -> None:
    old = approve(hall, draft(hall, "cu"))
    approve(hall, draft(hall, "moi"))
    approve(hall, draft(hall, "sau"), first=NEXT_WEEK)
    back(hall, old, TOMORROW)
    assert [in_force(hall, day) for day in (TODAY, TOMORROW, NEXT_WEEK)] == [2, 1, 1]


def test_what_is_in_force_already_or_was_never_approved_does_not_come_back(hall: Hall) -> None:
    one = approve(hall, draft(hall, "cu"))
    with pytest.raises(AlreadyInForce):
        back(hall, one, TODAY)
    waiting = draft(hall, "moi")
    with pytest.raises(NeverApproved):
        back(hall, waiting, TODAY)


def test_a_retired_version_takes_no_new_run_and_ends_its_own(hall: Hall) -> None:
    one = approve(hall, draft(hall, "cu"))
    running = hall.start("thu_tuc")
    gone(hall, one, TODAY - timedelta(days=1))
    with pytest.raises(DefinitionUnknown):
        hall.start("thu_tuc")
    assert hall.open(running) == ["cu"]
    with pytest.raises(AlreadyRetired):
        gone(hall, one, TODAY)


def test_a_last_day_is_the_last_on_which_runs_begin(hall: Hall) -> None:
    one = approve(hall, draft(hall, "cu"))
    gone(hall, one, TODAY)
    assert [in_force(hall, day) for day in (TODAY, TOMORROW)] == [1, 0]
    back(hall, one, TOMORROW)
    assert in_force(hall, TOMORROW) == 1


def test_the_journal_tells_who_let_it_go_and_why(hall: Hall) -> None:
    one = approve(hall, draft(hall, "cu"))
    gone(hall, one, TODAY)
    with reading(hall.database) as session:
        told = [fact for fact in facts(session, "definition:thu_tuc") if fact.name == "definition_retired"]
    assert [(fact.actor, (fact.payload or {})["reason"]) for fact in told] == [("quy", "Luật mới")]
