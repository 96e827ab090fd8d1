"""The only reader of the time. Instants are aware and in UTC; the door shows them in Vietnam's zone."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Anything that can say which instant it is now (aware, UTC)."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock, moved by `shift` (zero but for demonstrations and rehearsals)."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        self.shift = shift

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift  # noqa: TID251 - the one place that may ask the machine


class FixedClock:
    """A clock that stands still until told to move: for tests, scenarios and the seeding of past lives."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware instant")
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def move_to(self, at: datetime) -> None:
        """Stand at this instant from now on."""
        self.at = at.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Stand this much later from now on."""
        self.at += step


def today(clock: Clock) -> date:
    """The calendar day in Vietnam."""
    return clock.now().astimezone(VIETNAM).date()
