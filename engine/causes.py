"""Open incidents by their cause: forty processes that stand still for one reason are one line, and one batch."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.tables import Definition, Incident, Instance
from ground.canonical import canonical, digest

# What differs between two failures of one cause: ids, numbers, dates.
_PARTICULAR = re.compile(r"\b[0-9a-f]{32}\b|\d+")


@dataclass(frozen=True, slots=True)
class Cause:
    """What stands still for one reason: the code, the process and element, the failure's text without its particulars.

    `key` is empty for a job that belongs to no process. `id` is the same for the same cause on every machine.
    """

    code: str
    key: str
    element: str
    text: str
    count: int
    first_at: datetime
    last_at: datetime

    @property
    def id(self) -> str:
        return digest(canonical([self.code, self.key, self.element, self.text]))[:16]


def causes(session: Session, *which: ColumnElement[bool]) -> list[Cause]:
    """Why processes and jobs stand still now, the most frequent cause first; of the incidents that fulfil `which`."""
    text = func.coalesce(Incident.params["cause"].as_string(), "").label("text")
    rows = session.execute(
        select(
            Incident.code, func.coalesce(Definition.key, "").label("key"), Incident.element, text,
            func.count().label("count"), func.min(Incident.opened_at).label("first_at"),
            func.max(Incident.opened_at).label("last_at"),
        )
        .outerjoin(Instance, Instance.id == Incident.instance_id)
        .outerjoin(Definition, Definition.id == Instance.definition_id)
        .where(Incident.solved_at.is_(None), *which)
        .group_by(Incident.code, "key", Incident.element, "text")
    )  # fmt: skip
    return sorted(_folded(Cause(*row) for row in rows), key=lambda cause: (-cause.count, cause.first_at))


def _folded(lines: Iterable[Cause]) -> list[Cause]:
    by_cause: dict[tuple[str, str, str, str], Cause] = {}
    for line in lines:
        text = general(line.text)
        known = by_cause.setdefault((line.code, line.key, line.element, text), replace(line, text=text, count=0))
        by_cause[line.code, line.key, line.element, text] = replace(
            known, count=known.count + line.count, first_at=min(known.first_at, line.first_at),
            last_at=max(known.last_at, line.last_at),
        )  # fmt: skip
    return list(by_cause.values())


def general(text: str) -> str:
    """The text of a failure without what is particular to one of its occurrences."""
    return _PARTICULAR.sub("…", text)


def incidents_of(session: Session, cause: Cause, *which: ColumnElement[bool]) -> list[Incident]:
    """The open incidents of this cause, oldest first; of those that fulfil `which`."""
    rows = session.scalars(
        select(Incident)
        .outerjoin(Instance, Instance.id == Incident.instance_id)
        .outerjoin(Definition, Definition.id == Instance.definition_id)
        .where(
            Incident.solved_at.is_(None), Incident.code == cause.code, Incident.element == cause.element,
            func.coalesce(Definition.key, "") == cause.key, *which,
        )
        .order_by(Incident.opened_at, Incident.id)
    )  # fmt: skip
    return [row for row in rows if general(str(row.params.get("cause", ""))) == cause.text]


def instances_of(session: Session, cause: Cause, *which: ColumnElement[bool]) -> list[str]:
    """The processes that stand still for this cause, longest first: what a batch of retries is given."""
    found = incidents_of(session, cause, *which)
    return list(dict.fromkeys(row.instance_id for row in found if row.instance_id is not None))
