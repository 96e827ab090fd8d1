"""What the house offers to citizens: each procedure with its papers, fee, term and steps, in plain words."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cases.budget import budgets_of
from cases.folding import fold
from cases.procedure import active_procedure
from cases.queries.boards import procedures
from cases.queries.shapes import ProcedureLine
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


def offer_of(session: Session, clock: Clock, slug: str) -> Offer:
    """One of them. Raises `ProcedureNotActive`."""
    _, procedure = active_procedure(session, slug, today(clock))
    line = next(line for line in procedures(session, clock) if line.slug == slug)
    sheet = procedure.sheet
    return Offer(
        line, sheet.field_name, sheet.component, sheet.fee.when, sheet.fee.basis, budgets_of(procedure)[0].way,
        tuple(each.name for each in sheet.result if each.kind == "granted" and each.name),
    )  # fmt: skip
