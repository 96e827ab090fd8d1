"""Dates, times and durations follow the calendar and the clocks of the zones."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.feel.asking import value

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
NEAR = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MOMENTS = st.integers(-631_152_000, 5_680_281_600).map(lambda at: datetime.fromtimestamp(at, UTC).replace(tzinfo=None))


def text(written: str, **context: Any) -> Any:
    return value(f"string({written})", context)


@given(DAYS, DAYS)
def test_days_between_two_dates_are_those_of_the_calendar(start: date, end: date) -> None:
    assert value("(b - a).days", {"a": start, "b": end}) == (end - start).days


@given(NEAR, st.integers(-20000, 20000))
def test_a_date_so_many_days_later_is_that_of_the_calendar(start: date, days: int) -> None:
    assert text('a + duration("P1D") * n', a=start, n=days) == (start + timedelta(days=days)).isoformat()


@given(DAYS)
def test_the_weekday_is_that_of_the_calendar(day: date) -> None:
    assert value("a.weekday", {"a": day}) == day.isoweekday()


@given(DAYS)
def test_the_week_of_the_year_is_that_of_iso(day: date) -> None:
    assert value("week of year(a)", {"a": day}) == day.isocalendar().week


@given(DAYS)
def test_the_day_of_the_year_is_counted_from_new_year(day: date) -> None:
    assert value("day of year(a)", {"a": day}) == day.timetuple().tm_yday


@given(NEAR, st.integers(-600, 600))
def test_months_are_added_and_end_at_the_end_of_a_shorter_month(start: date, months: int) -> None:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    expected = date(year, month + 1, min(start.day, length))
    assert text('a + duration("P1M") * n', a=start, n=months) == expected.isoformat()


@given(MOMENTS, st.sampled_from(["Europe/Paris", "Asia/Ho_Chi_Minh", "America/New_York", "Australia/Lord_Howe"]))
def test_an_instant_is_the_same_in_every_zone(moment: datetime, zone: str) -> None:
    shown = moment.replace(tzinfo=ZoneInfo(zone))
    local = shown.replace(tzinfo=None).isoformat()
    if shown.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat() != local:
        return  # the clocks went forward: this time was never shown
    assert value("date and time(a) = b", {"a": f"{local}@{zone}", "b": shown.astimezone(UTC)}) is True


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('date("2026-01-31") + duration("P1M")', "2026-02-28"),
        ('date("2024-02-29") - duration("P1Y")', "2023-02-28"),
        ('date("2026-08-25") + duration("PT36H")', "2026-08-26"),
        ('date and time("2026-08-25T23:30:00") + duration("PT1H")', "2026-08-26T00:30:00"),
        ('time("23:30:00+07:00") + duration("PT1H")', "00:30:00+07:00"),
        ('@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H"', "2026-03-29T03:30:00@Europe/Paris"),
        ('@"2026-08-25T09:00:00@Asia/Ho_Chi_Minh" - @"2026-08-25T09:00:00Z"', "-PT7H"),
        ('@"P1Y" + @"P2M"', "P1Y2M"),
        ('@"P1D" * 1.5', "P1DT12H"),
        ('@"P1Y" / 2', "P6M"),
        ('@"P1Y" / @"P1M"', "12"),
        ('@"PT1H" - @"PT90M"', "-PT30M"),
        ("today()", "2026-08-25"),
        ("now()", "2026-08-25T09:30:00@Asia/Ho_Chi_Minh"),
        ('years and months duration(date("2024-02-29"), date("2026-02-28"))', "P1Y11M"),
        ('date("-999999999-01-01")', "-999999999-01-01"),
        ('date("2026-08-25") - date and time("2026-08-24T00:00:00Z")', "P1D"),
        ("date(2026, 8, 25)", "2026-08-25"),
        ("time(9, 30, 15.25)", "09:30:15.25"),
        ('time(9, 30, 0, duration("PT7H"))', "09:30:00+07:00"),
        ('date and time(date("2026-08-25"), time("09:30:00Z"))', "2026-08-25T09:30:00Z"),
    ],
)
def test_times_add_up(written: str, expected: str) -> None:
    assert text(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("now().hour", 9),
        ("now().weekday", 2),
        ('now().time offset = duration("PT7H")', True),
        ("now().timezone", "Asia/Ho_Chi_Minh"),
        ('day of week(date("2026-08-25"))', "Tuesday"),
        ('month of year(date("2026-08-25"))', "August"),
        ('duration("P3DT4H5M6.5S").seconds', 6),
        ('duration("-P1Y2M").months', -2),
        ('time("10:30:00").time offset', None),
    ],
)
def test_parts_are_read_by_name(written: str, expected: object) -> None:
    assert value(written) == expected


@pytest.mark.parametrize("written", ["now() - local", "now() < local"])
def test_a_time_without_a_zone_is_not_mixed_with_one_that_has_one(written: str) -> None:
    assert value(written.replace("local", '@"2026-08-25T09:30:00"')) is None


@pytest.mark.parametrize(
    "written",
    [
        'date("2026-02-29")', 'date("26-02-01")', 'date("2026-8-25")', 'time("24:00:01")', 'time("9:30:00")',
        'date and time("2026-08-25T09:30")', 'duration("P1Y2D")', 'duration("P")', 'duration("1D")',
        'time("09:30:00@Sao Hỏa")', "date(2026, 13, 1)", "time(25, 0, 0)", 'date("2026-08-25T09:30:00")',
    ],
)  # fmt: skip
def test_what_is_no_date_or_time_is_null(written: str) -> None:
    assert value(written) is None


def test_seconds_keep_their_fractions() -> None:
    assert text('@"10:00:00.123456789"') == "10:00:00.123456789"


def test_a_python_moment_comes_in_with_its_offset() -> None:
    moment = datetime(2026, 8, 25, 2, 30, tzinfo=UTC)
    assert value("m = now()", {"m": moment}) is True
    assert value("(now() - m).seconds", {"m": moment}) == Decimal(0)


def test_utc_may_be_written_small() -> None:
    assert value('time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC")') is True
    assert value('date and time("2026-08-25T02:30:00z") = date and time("2026-08-25T09:30:00+07:00")') is True
