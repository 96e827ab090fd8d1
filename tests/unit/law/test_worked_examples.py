"""The worked examples of 2026: what the office promises on the receipt, hour by hour."""

import os
import time
from datetime import UTC, datetime

import pytest

from cases.calendars import calendar_named
from cases.deadlines import Cutoff, Life, clock_start, due_at, parse_term
from cases.explanation import explain
from ground.clock import VIETNAM


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


EXAMPLES = [
    ("2026-08-25T09:30", "10wd", "2026-09-11T09:30"),  # 31/8 and 1-2/9 are off
    ("2026-08-21T10:00", "2wd", "2026-08-24T10:00"),  # Saturday 22/8 is worked
    ("2026-08-28T15:30", "4wh", "2026-09-03T10:30"),
    ("2026-02-13T15:00", "8wh", "2026-02-23T15:00"),  # Tết lies between
    ("2026-04-23T14:00", "5wd", "2026-05-05T14:00"),  # 27/4, 30/4 and 1/5 are off
    ("2026-03-02T09:00", "60cd", "2026-05-04T17:00"),  # day 60 is a holiday: the end of the next working day
    ("2026-01-08T10:00", "1wd", "2026-01-09T10:00"),
    ("2026-01-09T10:00", "1wd", "2026-01-10T10:00"),  # Saturday 10/1 makes up for Friday 2/1
    ("2025-12-31T16:00", "2wd", "2026-01-06T16:00"),  # 1/1 off, 2/1 swapped off, then the weekend
    ("2026-08-23T22:00", "8wh", "2026-08-24T17:00"),  # Sunday night starts on Monday morning
    ("2026-08-25T12:30", "1wd", "2026-08-26T13:00"),  # lunch is not working time
    ("2026-08-25T18:30", "1wd", "2026-08-27T08:00"),  # after hours counts from the next morning
    ("2026-08-31T09:00", "1wh", "2026-09-03T09:00"),  # handed in on a day off
    ("2026-08-22T16:00", "2wh", "2026-08-24T09:00"),  # from the worked Saturday into Monday
    ("2026-01-30T10:00", "1mo", "2026-03-02T17:00"),  # no 30 February: 28/2 is a Saturday, so Monday
    ("2026-01-15T10:00", "3mo", "2026-04-15T17:00"),
    ("2026-02-01T10:00", "15cd", "2026-02-23T17:00"),  # 17 February is Tết, as is the whole week
    ("2026-08-25T09:30", "sameday", "2026-08-25T17:00"),
    ("2026-08-25T16:59", "1wh", "2026-08-26T08:59"),
    ("2026-08-24T08:00", "1wd", "2026-08-25T08:00"),
    ("2026-08-24T17:00", "1wd", "2026-08-25T17:00"),
    ("2026-08-24T13:00", "4wh", "2026-08-24T17:00"),  # ends at the closing, not at the next opening
    ("2026-12-31T10:00", "1wd", "2027-01-04T10:00"),
    ("2024-04-26T10:00", "2wd", "2024-05-03T10:00"),  # 29/4 swapped off, 30/4 and 1/5 holidays
    ("2024-05-03T10:00", "1wd", "2024-05-04T10:00"),  # and Saturday 4/5 worked instead
    ("2026-04-29T10:00", "1wd", "2026-05-04T10:00"),  # Thursday 30/4 and Friday 1/5 are off, then the weekend
]


@pytest.mark.parametrize(("accepted", "term", "due"), EXAMPLES)
def test_the_receipt_promises_the_lawful_hour(accepted: str, term: str, due: str) -> None:
    assert due_at(calendar_named(), parse_term(term), local(accepted)) == local(due)


# Received at 18:00 UTC on the 24th: that is one in the morning of the 25th in Hà Nội.
LATE_EVENING = Life(
    accepted_at=datetime(2026, 8, 24, 18, tzinfo=UTC), clock_at=local("2026-08-25T08:00"),
    due_at=local("2026-08-27T08:00"), term=parse_term("2wd"),
)  # fmt: skip


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Ho_Chi_Minh"])
def test_the_zone_of_the_server_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        for accepted, term, due in EXAMPLES:
            assert due_at(calendar_named(), parse_term(term), local(accepted)) == local(due)
            # The same instant as the database gives it back, in UTC.
            assert due_at(calendar_named(), parse_term(term), local(accepted).astimezone(UTC)) == local(due)
        days = explain(calendar_named(), LATE_EVENING)
        assert [line.on.day for line in days if line.is_counted] == [26, 27]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_provinces_afternoon_is_shorter() -> None:
    # 07:00-11:30 and 13:30-17:00: half past three leaves an hour and a half, then the morning after.
    assert due_at(calendar_named("tinh"), parse_term("4wh"), local("2026-08-28T15:30")) == local("2026-09-03T09:30")


@pytest.mark.parametrize(
    ("cutoff", "received", "starts"),
    [
        (Cutoff("none"), "2026-08-25T15:01", "2026-08-25T15:01"),
        (Cutoff("at"), "2026-08-25T15:00", "2026-08-25T15:00"),
        (Cutoff("at"), "2026-08-25T15:01", "2026-08-26T08:00"),
        (Cutoff("at"), "2026-08-28T15:01", "2026-09-03T08:00"),  # on the eve of a holiday
        (Cutoff("last_hour"), "2026-08-25T16:00", "2026-08-25T16:00"),
        (Cutoff("last_hour"), "2026-08-25T16:01", "2026-08-26T08:00"),
        (Cutoff("none"), "2026-08-25T17:30", "2026-08-26T08:00"),
    ],
)
def test_a_receipt_past_the_cutoff_starts_on_the_next_working_day(cutoff: Cutoff, received: str, starts: str) -> None:
    assert clock_start(calendar_named(), local(received), cutoff) == local(starts)
