"""A timer works out when it is due as the token comes, from ISO text or FEEL; only its row fires it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.drawings import drawing, end, start, timer
from tests.unit.spiff.player import MORNING, Player


def _at(value: str, kind: str, **variables: Any) -> Player:
    return Player(drawing("p", start(), timer("t", value, kind), end(), flows=["start > t > end"]), **variables)


@pytest.mark.parametrize(
    ("value", "kind", "due_at"),
    [
        ("2026-09-01T17:00:00+07:00", "date", datetime(2026, 9, 1, 10, tzinfo=UTC)),
        ("2026-09-01T10:00:00Z", "date", datetime(2026, 9, 1, 10, tzinfo=UTC)),
        ('=date and time("2026-09-01T17:00:00@Asia/Ho_Chi_Minh")', "date", datetime(2026, 9, 1, 10, tzinfo=UTC)),
        ("=han", "date", datetime(2026, 9, 1, 10, tzinfo=UTC)),
        ("PT90M", "duration", MORNING + timedelta(minutes=90)),
        ("P1W2DT1H", "duration", MORNING + timedelta(days=9, hours=1)),
        ("P1M", "duration", datetime(2026, 9, 25, 2, tzinfo=UTC)),
        ("P6M6D", "duration", datetime(2027, 3, 3, 2, tzinfo=UTC)),
        ('=duration("P2D")', "duration", MORNING + timedelta(days=2)),
        ("R3/PT1H", "cycle", MORNING + timedelta(hours=1)),
        ("R/2026-09-01T00:00:00+07:00/P1D", "cycle", datetime(2026, 8, 31, 17, tzinfo=UTC)),
        ('="R2/" + "P1D"', "cycle", MORNING + timedelta(days=1)),
    ],
)
def test_it_is_due(value: str, kind: str, due_at: datetime) -> None:
    wait = _at(value, kind, han="2026-09-01T17:00:00+07:00").wait("t")
    assert (wait.kind, wait.due_at) == ("timer", due_at)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2026-09-01T17:00:00", "date"),
        ("2026-09-01", "date"),
        ("=unknown", "date"),
        ("=1 + 1", "date"),
        ("tomorrow", "date"),
        ("P", "duration"),
        ("PT", "duration"),
        ("2 days", "duration"),
        ("P99999999Y", "duration"),
        ("=unknown", "duration"),
        ("every day", "cycle"),
    ],
)
def test_what_names_no_instant_stalls(value: str, kind: str) -> None:
    wait = _at(value, kind).wait("t")
    assert (wait.kind, wait.code, wait.params["expression"]) == ("stalled", "expression_failed", value)


def test_a_corrected_variable_mends_it() -> None:
    an = _at("=han", "date").assign("t", han="2026-09-01T17:00:00+07:00").retry("t")
    assert an.wait("t").due_at == datetime(2026, 9, 1, 10, tzinfo=UTC)


def test_it_stays_due_whatever_happens_to_the_variable() -> None:
    an = _at("=han", "date", han="2026-09-01T17:00:00+07:00").assign("t", han="2030-01-01T00:00:00Z")
    assert an.wait("t").due_at == datetime(2026, 9, 1, 10, tzinfo=UTC)


def test_it_can_be_moved() -> None:
    an = _at("PT1H", "duration")
    an.run.reschedule(an.wait("t").token, datetime(2026, 12, 1, 7, tzinfo=timezone(timedelta(hours=7))))
    an.reload()
    assert an.wait("t").due_at == datetime(2026, 12, 1, tzinfo=UTC)


def test_it_cannot_be_moved_to_a_naive_instant() -> None:
    an = _at("PT1H", "duration")
    with pytest.raises(ValueError, match="aware"):
        an.run.reschedule(an.wait("t").token, datetime(2026, 12, 1))  # noqa: DTZ001


def test_fired_it_goes_on() -> None:
    assert _at("PT1H", "duration").fire("t").run.ended_in == "end"
