"""Terms, pauses, restarts, and the one judgement of late."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.calendar import Week
from cases.calendars import calendar_named
from cases.calendars.pages import read_week
from cases.deadlines import (
    Life,
    PauseBackwards,
    PausesOverlap,
    Stop,
    Term,
    TermNotReadable,
    TermWithoutDate,
    after_pause,
    apology_at,
    check_pauses,
    dated,
    due_after,
    due_at,
    due_state,
    latest_start,
    parse_term,
    share_of,
    stretches,
)
from ground.clock import VIETNAM
from tests.unit.law import naive
from tests.unit.law.test_calendar import instants
from tests.unit.law.test_worked_examples import local

OFFICE = calendar_named()
PROVINCE = calendar_named("tinh")
# The hours change on a day, and Saturday morning is worked from then on.
SATURDAYS = read_week([["07:30-11:30", "13:00-16:30"]] * 5 + [["08:00-11:00"], []], "Saturdays")
CHANGING = replace(OFFICE, weeks=(*OFFICE.weeks, Week(date(2023, 7, 3), SATURDAYS)))
ACCEPTED = local("2026-08-25T09:30")
TEN = parse_term("10wd")
DUE = due_at(OFFICE, TEN, ACCEPTED)
terms = st.builds(Term, st.integers(1, 40), st.sampled_from(["wd", "wh", "cd", "mo"]))


def life(**facts: object) -> Life:
    usual = {"accepted_at": ACCEPTED, "clock_at": ACCEPTED, "due_at": DUE, "original_due_at": DUE, "term": TEN}
    return Life(**usual | facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["10wd", "4wh", "60cd", "3mo", "sameday", "20wd+7wd", "5wd+7wd+12cd", "open", "text:giờ hành chính"]
)
def test_a_term_reads_as_it_is_written(text: str) -> None:
    assert str(parse_term(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "wd",
        "0wd",
        "-1wd",
        "P10D",
        "1.5wd",
        "10 wd",
        "10WD",
        "10000wd",
        "sameday ",
        "10wd+",
        "+7wd",
        "10wd+open",
        "text:",
        "10wd + 7wd",
    ],
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
    assert apology_at(OFFICE, local("2026-09-03T09:30"), parse_term("1wd")) == local("2026-08-28T09:30")


def test_three_quarters_of_a_step_are_working_time() -> None:
    start = local("2026-08-28T15:00")
    assert share_of(OFFICE, start, due_at(OFFICE, parse_term("8wh"), start), 0.75) == local("2026-09-03T12:00")


def test_phases_follow_one_another() -> None:
    # Twenty working days at the department, then seven at the people's committee: 27 in all.
    term = parse_term("20wd+7wd")
    assert due_at(OFFICE, term, ACCEPTED) == due_at(OFFICE, parse_term("27wd"), ACCEPTED)
    first, second = stretches(OFFICE, term, ACCEPTED)
    assert (first.end, second.start) == (local("2026-09-25T09:30"), local("2026-09-25T09:30"))
    assert term.words() == "27 ngày làm việc (20 + 7)"
    assert parse_term("5wd+12cd").words() == "5 ngày làm việc + 12 ngày"


def test_phases_may_be_of_different_units() -> None:
    # Five working days to Tuesday 1 September's turn, twelve calendar days to a Sunday: the end of Monday.
    assert due_at(OFFICE, parse_term("5wd+12cd"), local("2026-08-24T10:00")) == local("2026-09-15T17:00")


def test_a_phase_is_made_longer_by_the_suspension_that_began_in_it() -> None:
    stop = Stop("suspend", local("2026-08-27T10:00"), local("2026-09-03T10:00"))
    term = parse_term("2wd+5wd")
    assert due_after(OFFICE, term, ACCEPTED, [stop]) == due_at(OFFICE, parse_term("9wd"), ACCEPTED)


def test_two_suspensions_are_both_taken_out() -> None:
    stops = [
        Stop("suspend", local("2026-08-26T10:00"), local("2026-08-27T10:00")),
        Stop("suspend", local("2026-08-28T10:00"), local("2026-09-04T10:00")),
    ]
    assert due_after(OFFICE, TEN, ACCEPTED, stops) == due_at(OFFICE, parse_term("13wd"), ACCEPTED)


def test_a_suspension_in_calendar_days_is_rolled_over_once() -> None:
    # Five days from Monday 7/9 end on Saturday 12/9; a day of waiting makes it Sunday: the end of Monday, not Tuesday.
    stop = Stop("suspend", local("2026-09-09T10:00"), local("2026-09-10T10:00"))
    assert due_after(OFFICE, parse_term("5cd"), local("2026-09-07T10:00"), [stop]) == local("2026-09-14T17:00")


def test_a_pause_ends_at_its_maximum_whoever_forgets_it() -> None:
    stop = Stop("suspend", local("2026-08-27T10:00"), at_most_until_at=local("2026-09-03T10:00"))
    waiting = life(stops=[stop])
    assert due_state(OFFICE, waiting, local("2026-09-03T09:59")).state == "paused"
    later = due_state(OFFICE, waiting, local("2026-09-04T08:00"))
    assert (later.state, later.due_at) == ("in_time", local("2026-09-15T09:30"))
    assert due_state(OFFICE, waiting, local("2026-09-15T09:31")).is_late


def test_an_open_or_worded_term_has_no_date() -> None:
    for text in ("open", "text:trong thời gian thông báo tuyển dụng"):
        with pytest.raises(TermWithoutDate):
            due_at(OFFICE, parse_term(text), ACCEPTED)
        assert dated(text) == ""
    assert parse_term("text:giờ hành chính").words() == "giờ hành chính"


def test_a_restart_does_not_hide_that_the_date_had_passed() -> None:
    # Asked on 14/9, after the date had passed; answered and well within the new term: late all the same.
    stop = Stop("restart", local("2026-09-14T10:00"), local("2026-09-16T10:00"))
    again = life(clock_at=stop.until_at, due_at=local("2026-09-30T10:00"), stops=[stop], supplement_count=1)
    assert due_state(OFFICE, again, local("2026-09-17T08:00")).is_late
    timely = Stop("restart", local("2026-09-11T09:00"), local("2026-09-16T10:00"))
    again = life(clock_at=stop.until_at, due_at=local("2026-09-30T10:00"), stops=[timely], supplement_count=1)
    assert not due_state(OFFICE, again, local("2026-09-17T08:00")).is_late


def test_a_pause_backwards_and_two_at_once_are_refused() -> None:
    first = Stop("suspend", local("2026-08-27T10:00"), local("2026-08-28T10:00"))
    with pytest.raises(PauseBackwards):
        check_pauses([Stop("suspend", local("2026-08-28T10:00"), local("2026-08-27T10:00"))])
    with pytest.raises(PausesOverlap):
        check_pauses([first, Stop("suspend", local("2026-08-28T09:00"), local("2026-08-31T10:00"))])
    with pytest.raises(PausesOverlap):
        check_pauses([Stop("suspend", local("2026-08-27T10:00")), Stop("restart", local("2026-08-28T09:00"))])
    check_pauses([first, Stop("suspend", local("2026-08-28T10:00"))])


@given(instants, terms)
def test_a_term_counted_back_is_the_latest_start_that_keeps_it(at: datetime, term: Term) -> None:
    latest = latest_start(OFFICE, term, at)
    assert due_at(OFFICE, term, latest) <= at
    assert due_at(OFFICE, term, OFFICE.open_at(latest + timedelta(minutes=1))) > OFFICE.worked_until(at)


@given(instants, terms)
def test_a_term_added_and_counted_back_returns(at: datetime, term: Term) -> None:
    start = OFFICE.open_at(at)
    back = latest_start(OFFICE, term, due_at(OFFICE, term, start))
    if term.unit in ("wd", "wh"):
        assert OFFICE.time_between(start, back) == timedelta(0)
    else:
        # In calendar time every start of a day has one end: the latest of them is found.
        assert back >= start
        assert due_at(OFFICE, term, back) == due_at(OFFICE, term, start)


far_instants = st.builds(
    lambda on, minute: datetime.combine(on, time(minute // 60, minute % 60), VIETNAM),
    st.dates(date(2000, 1, 3), date(2050, 6, 30)),
    st.integers(0, 24 * 60 - 1),
)


@given(st.sampled_from([OFFICE, PROVINCE, CHANGING]), far_instants, terms)
def test_a_due_date_is_where_somebody_gets_who_walks_day_by_day(calendar, at: datetime, term: Term) -> None:  # type: ignore[no-untyped-def]
    assert due_at(calendar, term, at) == naive.due(calendar, term.amount, term.unit, at)


@given(instants, st.integers(1, 15), st.integers(1, 15), st.sampled_from(["wd", "wh", "cd"]))
def test_phases_end_where_walking_them_one_after_another_ends(at: datetime, one: int, other: int, unit: str) -> None:
    walked = naive.due(OFFICE, other, unit, naive.due(OFFICE, one, "wd", at))
    assert due_at(OFFICE, Term(one, "wd", then=Term(other, unit)), at) == walked
