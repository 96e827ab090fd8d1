"""The calendar counts like somebody who goes from day to day, only faster."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.calendars import calendar_named
from ground.clock import VIETNAM
from tests.unit.law import naive

OFFICE = calendar_named()
PROVINCE = calendar_named("tinh")
days = st.dates(date(2020, 1, 6), date(2030, 12, 20))
far_days = st.dates(date(2000, 1, 3), date(2050, 12, 20))
instants = st.builds(
    lambda on, minute: datetime.combine(on, time(minute // 60, minute % 60), VIETNAM), days, st.integers(0, 24 * 60 - 1)
)
calendars = st.sampled_from([OFFICE, PROVINCE])
minutes = st.integers(1, 60 * 8 * 40)


@given(far_days, st.integers(1, 250))
def test_working_days_are_found_like_day_by_day(on: date, count: int) -> None:
    assert OFFICE.working_day(on, count) == naive.add_days(OFFICE, on, count)
    assert OFFICE.working_day(on, -count) == naive.add_days(OFFICE, on, -count)


@given(days, days)
def test_days_between_is_what_was_added(first: date, last: date) -> None:
    first, last = sorted((first, last))
    counted = sum(naive.working(OFFICE, first + timedelta(n)) for n in range(1, (last - first).days + 1))
    assert OFFICE.days_between(first, last) == counted


@given(calendars, instants, instants)
def test_working_time_is_measured_like_minute_by_minute(calendar, first: datetime, last: datetime) -> None:  # type: ignore[no-untyped-def]
    first, last = sorted((first, min(last, first + timedelta(days=60)))) if first <= last else (last, last)
    assert calendar.time_between(first, last) == timedelta(minutes=naive.minutes_between(calendar, first, last))


@given(calendars, instants, minutes)
def test_time_added_is_time_between(calendar, at: datetime, amount: int) -> None:  # type: ignore[no-untyped-def]
    later = calendar.add_time(at, timedelta(minutes=amount))
    assert calendar.time_between(at, later) == timedelta(minutes=amount)


@given(calendars, instants, minutes)
def test_time_taken_back_leads_to_the_same_moment_of_work(calendar, at: datetime, amount: int) -> None:  # type: ignore[no-untyped-def]
    term = timedelta(minutes=amount)
    back = calendar.add_time(calendar.add_time(at, term), -term)
    assert calendar.time_between(at, back) == timedelta(0)
    assert calendar.open_at(back) == back


@given(instants, st.integers(1, 120))
def test_days_taken_back_lead_to_the_same_hour(at: datetime, count: int) -> None:
    start = OFFICE.open_at(at)
    assert OFFICE.add_days(OFFICE.add_days(start, count), -count) == start


@given(calendars, instants, instants, minutes)
def test_a_later_start_is_never_due_earlier(calendar, one: datetime, other: datetime, amount: int) -> None:  # type: ignore[no-untyped-def]
    first, last = sorted((one, other))
    assert calendar.add_time(first, timedelta(minutes=amount)) <= calendar.add_time(last, timedelta(minutes=amount))


@given(calendars, instants, minutes)
def test_nothing_is_due_outside_working_time(calendar, at: datetime, amount: int) -> None:  # type: ignore[no-untyped-def]
    later = calendar.add_time(at, timedelta(minutes=amount))
    assert any(span.opens <= later.time() <= span.closes for span in calendar.hours_of(later.date()))


def test_a_swapped_pair_is_in_the_calendar_with_its_ground() -> None:
    assert not OFFICE.is_working_day(date(2026, 8, 31))
    assert OFFICE.is_working_day(date(2026, 8, 22))
    swapped = OFFICE.exception_of(date(2026, 8, 31))
    assert swapped is not None
    assert swapped.kind == "swap_off"
    assert swapped.basis


def test_a_decision_not_yet_made_does_not_count() -> None:
    later = tuple(
        replace(each, decided_on=date(2026, 7, 1)) if each.kind.startswith("swap") else each
        for each in OFFICE.exceptions
    )
    before = replace(OFFICE, exceptions=later).as_known_on(date(2026, 6, 30))
    assert before.is_working_day(date(2026, 8, 31))
