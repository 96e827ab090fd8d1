"""Working time at this door: what a decision says, what it would move, how a calendar reads."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, field_validator

from api.schemas import Out
from api.schemas_in import Key, Strict
from cases.calendar import Calendar
from cases.calendars import Change, page_of
from cases.shifts import Outlook
from cases.worktime import Decided

Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Spans = Annotated[list[Annotated[str, StringConstraints(max_length=11)]], Field(max_length=6)]


class ChangeIn(Strict):
    """A day that is not like its weekday, one that is so again (`usual`), or other hours of the week from a day on.

    `hours` are the spans worked that day, as `08:00-12:00`; `week` those of the seven days, Monday first.
    """

    day_on: str
    kind: Literal["holiday", "substitute", "swap_off", "swap_work", "closure", "usual", "week"]
    name: Text
    basis: Text
    decided_on: str
    unit: Annotated[str, StringConstraints(max_length=50)] = ""
    hours: Spans = Field(default_factory=list)
    week: Annotated[list[Spans], Field(max_length=7)] = Field(default_factory=list)

    @field_validator("day_on", "decided_on")
    @classmethod
    def _is_day(cls, text: str) -> str:
        date.fromisoformat(text)
        return text

    def change(self) -> Change:
        """The same for the desk."""
        hours: tuple[Any, ...] = tuple(self.week) if self.kind == "week" else tuple(self.hours)
        day, decided = date.fromisoformat(self.day_on), date.fromisoformat(self.decided_on)
        return Change(day, self.kind, self.name, self.basis, decided, hours)


class DecisionIn(ChangeIn):
    """The same, put into force: `seen` comes from the preview; `decision` names the decision by which dates that
    come later move too.
    """

    seen: Annotated[str, StringConstraints(max_length=64)] = ""
    decision: Annotated[str, StringConstraints(max_length=200)] = ""


class ShiftOut(Out):
    """A dossier whose date would move, or has moved."""

    code: Key
    before: datetime
    after: datetime
    is_in_favour: bool


class PreviewOut(Out):
    """Every open dossier whose date would move; `seen` is to be sent back with the decision."""

    seen: str
    rows: tuple[ShiftOut, ...]

    @classmethod
    def of_outlook(cls, ahead: Outlook) -> "PreviewOut":
        """The public shape of what would come."""
        return cls(seen=ahead.digest, rows=tuple(ShiftOut.of(shift) for shift in ahead.shifts))


class DecidedOut(Out):
    """The dates that moved, and those that stay because they would have come later."""

    moved: list[ShiftOut]
    stayed: list[ShiftOut]

    @classmethod
    def of_decided(cls, decided: Decided) -> "DecidedOut":
        """The public shape of what was put into force."""
        return cls(moved=[ShiftOut.of(each) for each in decided.moved], stayed=[ShiftOut.of(e) for e in decided.stayed])


class WeekOut(Out):
    """The hours of the seven days from a day on, Monday first."""

    valid_from: date
    days: list[list[str]]
    basis: str


class SpecialDayOut(Out):
    """A day that is not like its weekday, the hours worked on it, and where that is written."""

    on: date
    kind: str
    name: str
    basis: str
    hours: list[str]


class CalendarOut(Out):
    """The working time of a unit. `name` is the key its dossiers keep."""

    name: str
    weeks: list[WeekOut]
    exceptions: list[SpecialDayOut]

    @classmethod
    def of_calendar(cls, calendar: Calendar) -> "CalendarOut":
        """The public shape of a calendar."""
        return cls.model_validate({"name": calendar.name, **page_of(calendar)})
