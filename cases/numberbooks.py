"""The number books of results: unique a kind, unit and year, every gap explained (Decree 30/2020 art. 15)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.counting import next_serial
from cases.people import require_in
from cases.tables import Dossier, NumberBook, NumberNote, Officer, Result, Unit
from engine import journal
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid

CLERK = "van_thu"


class NumberReasonMissing(Invalid):
    """A number that stands on no result needs its reason. Write what it was for."""

    code = "number_reason_missing"


class NumberInUse(Conflict):
    """The number {serial} stands on a result: withdraw the result by a decision of its own, its number stays."""

    code = "number_in_use"


class NumberNotGiven(Invalid):
    """The number {serial} has not been given in this book."""

    code = "number_not_given"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number of a book: the dossier whose result bears it, or why none does. `kind`: issued, reserved, cancelled,
    or missing, which nobody has explained.
    """

    serial: int
    kind: str
    number: str
    code: str
    reason: str
    at: datetime | None


def reserve_number(session: Session, clock: Clock, officer: Officer, book: str, reason: str) -> NumberNote:
    """Take the next number of a book for a paper that is made outside; the clerk of the unit does it, with a reason."""
    unit = _unit(session, clock, officer)
    if not reason.strip():
        raise NumberReasonMissing
    year = today(clock).year
    note = NumberNote(
        unit_id=unit.id, book=book, year=year, serial=next_serial(session, unit.id, book, year), kind="reserved",
        reason=reason.strip(), by=officer.name, at=clock.now(),
    )  # fmt: skip
    session.add(note)
    session.flush()
    facts = {"book": book, "year": year, "serial": note.serial, "reason": note.reason}
    journal.append(session, clock, f"numbers:{unit.id}", "number_reserved", f"{book}:{year}", officer.name, facts)
    return note


def cancel_number(
    session: Session, clock: Clock, officer: Officer, book: str, year: int, serial: int, reason: str
) -> NumberNote:
    """Say that a number given outside of any result will bear no paper. It is never given again.

    Raises `NumberReasonMissing`, `NumberNotGiven` and `NumberInUse`.
    """
    unit = _unit(session, clock, officer)
    if not reason.strip():
        raise NumberReasonMissing
    last = session.get(NumberBook, (unit.id, book, year), with_for_update=True)
    if last is None or not 1 <= serial <= last.last:
        raise NumberNotGiven(serial=serial)
    if any(line.serial == serial and line.kind == "issued" for line in book_of(session, clock, officer, book, year)):
        raise NumberInUse(serial=serial)
    note = session.get(NumberNote, (unit.id, book, year, serial)) or NumberNote(
        unit_id=unit.id, book=book, year=year, serial=serial
    )
    note.kind, note.reason, note.by, note.at = "cancelled", reason.strip(), officer.name, clock.now()
    session.add(note)
    session.flush()
    facts = {"book": book, "year": year, "serial": serial, "reason": note.reason}
    journal.append(session, clock, f"numbers:{unit.id}", "number_cancelled", f"{book}:{year}", officer.name, facts)
    return note


def book_of(session: Session, clock: Clock, officer: Officer, book: str, year: int) -> list[NumberLine]:
    """Every number of a book from 1 to the last given, none left out."""
    unit = _unit(session, clock, officer)
    last = session.get(NumberBook, (unit.id, book, year))
    issued = {
        result.serial: (result, code)
        for result, code in session.execute(
            select(Result, Dossier.code)
            .join(Dossier, Dossier.id == Result.dossier_id)
            .where(Result.unit_id == unit.id, Result.book == book, Result.year == year)
        )
    }
    notes = {
        note.serial: note
        for note in session.scalars(
            select(NumberNote).where(NumberNote.unit_id == unit.id, NumberNote.book == book, NumberNote.year == year)
        )
    }
    return [_line(serial, issued, notes) for serial in range(1, (last.last if last else 0) + 1)]


def _line(serial: int, issued: dict[int | None, tuple[Result, str]], notes: dict[int, NumberNote]) -> NumberLine:
    if serial in issued:
        result, code = issued[serial]
        return NumberLine(serial, "issued", result.number or "", code, "", result.numbered_at)
    if serial in notes:
        note = notes[serial]
        return NumberLine(serial, note.kind, "", "", note.reason, note.at)
    return NumberLine(serial, "missing", "", "", "", None)


def _unit(session: Session, clock: Clock, officer: Officer) -> Unit:
    require_in(session, clock, officer, CLERK, officer.unit_id)
    return session.get_one(Unit, officer.unit_id)
