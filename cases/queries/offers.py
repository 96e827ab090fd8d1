"""What the house offers to citizens: each procedure with its papers, fee, term and steps, in plain words."""

from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy.orm import Session

from cases.budget import budgets_of
from cases.folding import fold
from cases.procedure import active_procedure
from cases.queries.boards import procedures
from cases.queries.paging import bounded, place_cursor, read_place
from cases.queries.shapes import Page, ProcedureLine
from cases.sheet import Component
from ground.clock import Clock, today


@dataclass(frozen=True, slots=True)
class Offer:
    """One procedure: the line all lists have, its papers with what they need to be, when the fee is paid, its steps
    with their terms (empty where the drawing gives none).
    """

    line: ProcedureLine
    field_name: str
    papers: tuple[Component, ...]
    fee_when: str
    fee_basis: str
    steps: tuple[tuple[str, str], ...]
    results: tuple[str, ...]


def offers(session: Session, clock: Clock, text: str = "") -> tuple[ProcedureLine, ...]:
    """The procedures in force whose name or code has every word of `text`, typed with or without marks."""
    words = fold(text).split()
    return tuple(
        line for line in procedures(session, clock) if all(word in fold(f"{line.name} {line.code}") for word in words)
    )


@dataclass(frozen=True, slots=True)
class OfferSearch:
    """Which offers are wanted, in which order; `cursor` is the `next` of the page before."""

    text: str = ""
    field: str = ""
    level: str = ""
    sort: str = "name"
    cursor: str = ""
    limit: int = 50


def search_offers(session: Session, clock: Clock, wanted: OfferSearch) -> Page[ProcedureLine]:
    """A page of the procedures in force. Raises `CursorNotReadable`."""
    found = [
        line
        for line in offers(session, clock, wanted.text)
        if wanted.field in ("", line.field) and wanted.level in ("", line.level)
    ]
    word = attrgetter(wanted.sort.removeprefix("-"))
    found.sort(key=lambda line: (fold(word(line)), line.definition_id), reverse=wanted.sort.startswith("-"))
    begin, limit = 0, bounded(wanted.limit)
    if wanted.cursor:
        last = read_place(wanted.cursor, is_instant=False)[1]
        begin = 1 + next((place for place, line in enumerate(found) if line.definition_id == last), len(found))
    lines = tuple(found[begin : begin + limit])
    is_last = begin + limit >= len(found)
    return Page(lines, "" if is_last else place_cursor(word(lines[-1]), lines[-1].definition_id))


def offer_of(session: Session, clock: Clock, slug: str) -> Offer:
    """One of them. Raises `ProcedureNotActive`."""
    _, procedure = active_procedure(session, slug, today(clock))
    line = next(line for line in procedures(session, clock) if line.slug == slug)
    sheet = procedure.sheet
    return Offer(
        line, sheet.field_name, sheet.component, sheet.fee.when, sheet.fee.basis, budgets_of(procedure)[0].way,
        tuple(each.name for each in sheet.result if each.kind == "granted" and each.name),
    )  # fmt: skip
