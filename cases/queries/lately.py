"""The dossiers an overview speaks of: the newest, so many at most, so that no overview grows with the years."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import load_only

from cases.tables import Dossier
from ground.clock import Clock

LATELY = timedelta(days=120)
MOST = 2000

# What is read of a dossier to tell how long it took and whether it was late, and no more of its many columns.
TIMED = load_only(
    Dossier.id, Dossier.procedure, Dossier.procedure_name, Dossier.calendar, Dossier.term, Dossier.supplement_count,
    Dossier.submitted_at, Dossier.accepted_at, Dossier.clock_at, Dossier.due_at, Dossier.original_due_at,
    Dossier.finished_at, Dossier.returned_at, Dossier.closed_at,
)  # fmt: skip


def beside(column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """A condition that is looked at beside the way, never the way itself: rows come in the order of another index,
    and its first ones are enough.
    """
    return func.coalesce(column, "").in_(sorted(values))


def of_units(units: Iterable[str]) -> ColumnElement[bool]:
    """Received or handled in one of these units; asked beside the day they came in."""
    units = sorted(units)
    return or_(beside(Dossier.unit_id, units), beside(Dossier.handling_unit_id, units))


def lately(clock: Clock, units: Iterable[str], procedure: str = "", most: int = MOST) -> Select[str]:
    """The ids of the newest dossiers of these units that came in lately, of one procedure when it is named."""
    asked = select(Dossier.id).where(Dossier.submitted_at > clock.now() - LATELY, of_units(units))
    if procedure:
        asked = asked.where(beside(Dossier.procedure, (procedure,)))
    return asked.order_by(Dossier.submitted_at.desc()).limit(most)
