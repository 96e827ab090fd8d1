"""Open incidents found: by cause and by what they stand at, oldest or newest first."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from cases.crowds import incidents_within
from cases.queries.paging import bounded, cursor_of, read_cursor
from cases.queries.run_shapes import Trouble
from cases.queries.runs import trouble
from cases.queries.shapes import Page
from cases.tables import Officer
from engine.tables import Incident, Instance
from ground.clock import Clock


@dataclass(frozen=True, slots=True)
class IncidentSearch:
    """Which open incidents are wanted; `cursor` is the `next` of the page before."""

    code: str = ""
    element: str = ""
    instance_id: str = ""
    sort: str = "opened"
    cursor: str = ""
    limit: int = 50


def search_incidents(session: Session, clock: Clock, officer: Officer, wanted: IncidentSearch) -> Page[Trouble]:
    """Open incidents of the officer's units. Raises `CursorNotReadable`."""
    is_newest_first = wanted.sort.startswith("-")
    order = (Incident.opened_at, Incident.id)
    limit = bounded(wanted.limit)
    rows = session.execute(
        select(Incident, Instance.business_key)
        .outerjoin(Instance, Instance.id == Incident.instance_id)
        .where(Incident.solved_at.is_(None), incidents_within(session, clock, officer), *_conditions(wanted))
        .order_by(*((each.desc() for each in order) if is_newest_first else order))
        .limit(limit + 1)
    ).all()
    lines = tuple(trouble(incident, key or "") for incident, key in rows[:limit])
    return Page(lines, cursor_of(lines[-1].opened_at, lines[-1].id) if len(rows) > limit else "")


def _conditions(wanted: IncidentSearch) -> list[ColumnElement[bool]]:
    asked = {Incident.code: wanted.code, Incident.element: wanted.element, Incident.instance_id: wanted.instance_id}
    found = [column == worth for column, worth in asked.items() if worth]
    if wanted.cursor:
        at, last = read_cursor(wanted.cursor)
        beyond = (Incident.opened_at < at, Incident.id < last) if wanted.sort.startswith("-") else (
            Incident.opened_at > at, Incident.id > last
        )  # fmt: skip
        found.append(or_(beyond[0], and_(Incident.opened_at == at, beyond[1])))
    return found
