"""The books of a unit: its registers of dossiers received, and the books its documents are numbered in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import require_in
from cases.tables import NumberBook, Officer
from ground.clock import Clock

COUNTER, CLERK = "bo_phan_mot_cua", "van_thu"
REGISTER = "register:"


@dataclass(frozen=True, slots=True)
class Book:
    """A book of one year, and the last number given in it."""

    kind: str
    year: int
    last: int

    @property
    def volume(self) -> str:
        """How a dossier names its volume of the register."""
        return f"{self.kind}/{self.year}"


def registers(session: Session, clock: Clock, officer: Officer) -> tuple[Book, ...]:
    """The registers of the officer's counter, the newest year first. Raises `RoleMissing`."""
    require_in(session, clock, officer, COUNTER, officer.unit_id)
    return tuple(
        Book(book.kind.removeprefix(REGISTER), book.year, book.last) for book in _books(session, officer.unit_id)
        if book.kind.startswith(REGISTER)
    )  # fmt: skip


def number_books(session: Session, clock: Clock, officer: Officer) -> tuple[Book, ...]:
    """The number books of the officer's registry, the newest year first. Raises `RoleMissing`."""
    require_in(session, clock, officer, CLERK, officer.unit_id)
    return tuple(
        Book(book.kind, book.year, book.last) for book in _books(session, officer.unit_id)
        if ":" not in book.kind
    )  # fmt: skip


def _books(session: Session, unit_id: str) -> list[NumberBook]:
    every = select(NumberBook).where(NumberBook.unit_id == unit_id)
    return list(session.scalars(every.order_by(NumberBook.year.desc(), NumberBook.kind)))
