"""How much of what is still in force is digitised, by procedure, against the target of the day.

A result counts as digitised when its copy is approved, with its metadata, and signed (indicator K1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from cases.digitising.backlog import ProcedureNotKnown
from cases.digitising.rules import Target, target, targets
from cases.digitising.scanning import units_of
from cases.people import SUPERVISOR
from cases.procedure import procedure_of
from cases.reach import reach_of
from cases.tables import BacklogList, BacklogRow, Officer, Scan
from engine.definitions import in_force
from ground.clock import Clock, today
from ground.errors import Problem


@dataclass(frozen=True, slots=True)
class Cover:
    """One procedure: results in force on the lists, those digitised, those that wait for an officer's word."""

    slug: str
    name: str
    in_force: int
    digitised: int
    waiting: int

    @property
    def share(self) -> float:
        """0 to 1; 1 where nothing is in force."""
        return self.digitised / self.in_force if self.in_force else 1.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every procedure with results in force, all of them together, and the targets."""

    lines: Sequence[Cover]
    whole: Cover
    target: Target | None
    targets: Sequence[Target]


def coverage(session: Session, clock: Clock, officer: Officer) -> Coverage:
    """Of the units he scans for or supervises."""
    reach = reach_of(session, officer, clock)
    units = units_of(reach) | reach.units(SUPERVISOR)
    on = today(clock)
    is_done = and_(Scan.state == "approved", Scan.signed_digest.is_not(None))
    # The same result on two lists is one result: it is told by its procedure and number.
    results = (
        select(
            BacklogRow.procedure, BacklogRow.number,
            func.max(case((is_done, 2), (Scan.state.in_(("reading", "waiting")), 1), else_=0)).label("stage"),
        )
        .join(BacklogList, BacklogList.id == BacklogRow.list_id)
        .outerjoin(Scan, Scan.id == BacklogRow.scan_id)
        .where(
            BacklogList.unit_id.in_(units), BacklogRow.number != "", BacklogRow.procedure != "",
            BacklogRow.code != ProcedureNotKnown.code,
            or_(BacklogRow.valid_until_on.is_(None), BacklogRow.valid_until_on >= on),
        )
        .group_by(BacklogRow.procedure, BacklogRow.number)
        .subquery()
    )  # fmt: skip
    counted = session.execute(
        select(
            results.c.procedure, func.count(), func.sum(case((results.c.stage == 2, 1), else_=0)),
            func.sum(case((results.c.stage == 1, 1), else_=0)),
        ).group_by(results.c.procedure)
    )  # fmt: skip
    names = _names(session, clock)
    lines = [Cover(slug, names.get(slug, slug), *map(int, counts)) for slug, *counts in counted]
    lines.sort(key=lambda line: (line.share, line.name))
    whole = Cover(
        "", "", *(sum(getattr(line, part) for line in lines) for part in ("in_force", "digitised", "waiting"))
    )
    return Coverage(lines, whole, target(on), targets())


def _names(session: Session, clock: Clock) -> dict[str, str]:
    names = {}
    for definition in in_force(session, today(clock)):
        try:
            procedure = procedure_of(session, definition.id)
        except Problem:  # a bare drawing, for trial runs only
            continue
        names[procedure.slug] = procedure.sheet.name
    return names
