"""Terms, pauses, restarts, and the one judgement of late."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.calendars import calendar_named
from cases.deadlines import (
    Life,
    Stop,
    Term,
    TermNotReadable,
    after_pause,
    apology_at,
    due_at,
    due_state,
    parse_term,
    share_of,
)
from tests.unit.law.test_calendar import instants
from tests.unit.law.test_worked_examples import local

OFFICE = calendar_named()
ACCEPTED = local("2026-08-25T09:30")
TEN = parse_term("10wd")
DUE = due_at(OFFICE, TEN, ACCEPTED)
terms = st.builds(Term, st.integers(1, 40), st.sampled_from(["wd", "wh", "cd", "mo"]))


def life(**facts: object) -> Life:
    return Life(**{"accepted_at": ACCEPTED, "clock_at": ACCEPTED, "due_at": DUE} | facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["10wd", "4wh", "60cd", "3mo", "sameday"])
def test_a_term_reads_as_it_is_written(text: str) -> None:
    assert str(parse_term(text)) == text


@pytest.mark.parametrize(
    "text", ["", "10", "wd", "0wd", "-1wd", "P10D", "1.5wd", "10 wd", "10WD", "10000wd", "sameday "]
)
def test_anything_else_is_no_term(text: str) -> None:
    with pytest.raises(TermNotReadable):
        parse_term(text)


@given(instants, instants, terms)
def test_a_due_date_is_monotone_in_its_start(one: datetime, other: datetime, term: Term) -> None:
    first, last = sorted((one, other))
    assert due_at(OFFICE, term, first) <= due_at(OFFICE, term, last)


@given(instants, terms)
def test_a_longer_term_is_never_due_earlier(at: datetime, term: Term) -> None:
    assert due_at(OFFICE, term, at) <= due_at(OFFICE, Term(term.amount + 1, term.unit), at)


@given(instants, terms)
def test_a_due_date_lies_in_working_time(at: datetime, term: Term) -> None:
    due = due_at(OFFICE, term, at)
    assert OFFICE.open_at(due) == due


def test_a_restart_counts_the_whole_term_again() -> None:
    stop = Stop("restart", local("2026-08-27T10:00"), local("2026-09-03T10:00"))
    assert after_pause(OFFICE, TEN, DUE, stop) == local("2026-09-17T10:00")


def test_a_suspension_takes_out_its_working_days_only() -> None:
    # Asked Thursday 27/8, answered Thursday 3/9: Friday, and Thursday itself; the four days off lay in between anyway.
    stop = Stop("suspend", local("2026-08-27T10:00"), local("2026-09-03T10:00"))
    assert after_pause(OFFICE, TEN, DUE, stop) == local("2026-09-15T09:30")


def test_a_suspended_term_in_hours_gets_its_hours_back() -> None:
    term, start = parse_term("16wh"), local("2026-08-25T08:00")
    stop = Stop("suspend", local("2026-08-25T10:00"), local("2026-08-25T15:00"))
    assert after_pause(OFFICE, term, due_at(OFFICE, term, start), stop) == local("2026-08-27T12:00")


def test_a_supplement_before_acceptance_moves_nothing() -> None:
    stop = Stop("reception", local("2026-08-27T10:00"), local("2026-09-03T10:00"))
    assert after_pause(OFFICE, TEN, DUE, stop) == DUE


def test_a_dossier_not_accepted_has_no_date() -> None:
    assert due_state(OFFICE, Life(), ACCEPTED).state == "not_started"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-08-25T10:00", "in_time"),
        ("2026-09-10T09:00", "soon"),
        ("2026-09-11T09:30", "soon"),
        ("2026-09-11T09:31", "late"),
    ],
)
def test_an_open_dossier_is_judged_by_now(now: str, state: str) -> None:
    assert due_state(OFFICE, life(), local(now)).state == state


@pytest.mark.parametrize(
    ("ended", "state"),
    [("2026-09-10T16:00", "early"), ("2026-09-11T16:00", "on_time"), ("2026-09-14T08:00", "late")],
)
def test_an_ended_dossier_is_judged_by_days(ended: str, state: str) -> None:
    timing = due_state(OFFICE, life(finished_at=local(ended)), local("2026-12-01T08:00"))
    assert (timing.state, timing.is_open) == (state, False)


def test_the_day_of_fetching_the_result_does_not_count() -> None:
    ended = life(finished_at=local("2026-09-10T16:00"), returned_at=local("2026-10-30T09:00"))
    assert due_state(OFFICE, ended, local("2026-12-01T08:00")).state == "early"


def test_a_paused_dossier_does_not_grow_late() -> None:
    paused = life(stops=[Stop("restart", local("2026-08-27T10:00"))])
    assert due_state(OFFICE, paused, local("2026-12-01T08:00")).state == "paused"


def test_a_supplement_asked_too_late_does_not_hide_lateness() -> None:
    paused = life(stops=[Stop("restart", local("2026-09-14T10:00"))])
    assert due_state(OFFICE, paused, local("2026-09-15T08:00")).is_late


def test_a_second_supplement_makes_the_dossier_late() -> None:
    assert due_state(OFFICE, life(supplement_count=2), local("2026-08-26T08:00")).is_late
    assert not due_state(OFFICE, life(supplement_count=1), local("2026-08-26T08:00")).is_late


def test_the_remaining_time_is_working_time() -> None:
    timing = due_state(OFFICE, life(), local("2026-09-10T09:30"))
    assert timing.remaining == timedelta(hours=8)


def test_an_apology_is_due_one_working_day_before() -> None:
    assert apology_at(OFFICE, local("2026-09-03T09:30")) == local("2026-08-28T09:30")


def test_three_quarters_of_a_step_are_working_time() -> None:
    start = local("2026-08-28T15:00")
    assert share_of(OFFICE, start, due_at(OFFICE, parse_term("8wh"), start), 0.75) == local("2026-09-03T12:00")
