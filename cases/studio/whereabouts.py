"""Where a procedure runs: how many dossiers are on each version, at which shapes they stand, and which they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from cases.bundle import Procedure
from cases.people import ADMINISTRATOR, DESIGNER, reach_of, require_role, visible
from cases.procedure import procedure_of
from cases.steering import in_reach
from cases.studio.fates import Place, name_of
from cases.studio.painting import counts
from cases.studio.rolling import LIVE, Version, version_of
from cases.tables import Dossier, Officer, Unit
from engine.definitions import active_of
from engine.model import Kind
from engine.tables import Definition, Incident, Instance, Job, Subscription, Task, Timer
from engine.triggers import Listener
from ground.clock import Clock, today
from ground.errors import NotFound

MOST = 200


@dataclass(frozen=True, slots=True)
class Populated:
    """One version and how many dossiers run on it; `is_in_force`: new ones take it today."""

    version: Version
    dossiers: int
    trials: int
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One version's drawings by process with the figures on their shapes, and the same as a list."""

    drawings: Mapping[str, str]
    counts: Mapping[str, Mapping[str, int]]
    places: tuple[tuple[Place, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One dossier at a place: `may_open` what its reader may open of it: its dossier, its run, or nothing."""

    code: str
    instance_id: str
    state: str
    unit: str
    due_at: datetime | None
    may_open: str


def populations(session: Session, clock: Clock, officer: Officer, slug: str) -> tuple[Populated, ...]:
    """Every version that was ever approved, newest first. Raises `RoleMissing`, `NotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    approved = (Definition.key == slug, Definition.state != "draft")
    rows = session.scalars(select(Definition).where(*approved).order_by(Definition.version.desc())).all()
    if not rows:
        raise NotFound
    ids = [row.id for row in rows]
    running = select(Instance.definition_id, func.count(Dossier.id), func.count())
    counted = session.execute(
        running.outerjoin(Dossier, Dossier.instance_id == Instance.id)
        .where(Instance.definition_id.in_(ids), Instance.state.in_(LIVE))
        .group_by(Instance.definition_id)
    )
    known = {row[0]: (row[1], row[2] - row[1]) for row in counted}
    force = force_of(session, clock, slug)
    return tuple(
        Populated(version_of(session, clock, officer, each), *known.get(each, (0, 0)), is_in_force=each == force)
        for each in ids
    )  # fmt: skip


def force_of(session: Session, clock: Clock, slug: str) -> str:
    """The version new dossiers take today; empty when there is none."""
    row = active_of(session, slug, today(clock))
    return row.id if row is not None else ""


def whereabouts(session: Session, clock: Clock, officer: Officer, definition_id: str) -> Whereabouts:
    """Where what runs on a version stands. Raises `RoleMissing`, `VersionUnknown`, `BundleNotReadable`."""
    version_of(session, clock, officer, definition_id)
    procedure = procedure_of(session, definition_id)
    standing = _places(session, procedure, definition_id)
    figures = counts(procedure, standing.values())
    found: dict[Place, int] = {}
    for places in standing.values():
        for place in places:
            found[place] = found.get(place, 0) + 1
    ordered = sorted(procedure.processes, key=lambda name: (name != procedure.slug, name))
    drawings = {
        name: procedure.processes[name].name or name for name in ordered if name in figures or name == ordered[0]
    }
    return Whereabouts(drawings, figures, tuple(sorted(found.items(), key=lambda each: (-each[1], each[0].name))))


def _places(session: Session, procedure: Procedure, definition_id: str) -> dict[str, set[Place]]:
    """The places of each live instance of a version."""
    standing: dict[str, set[Place]] = {}
    for row in session.execute(_standing(Instance.definition_id == definition_id)):
        place = _place(procedure, row.process, row.element, row.kind)
        if place is not None:
            standing.setdefault(row.instance_id, set()).add(place)
    return standing


def _standing(*which: ColumnElement[bool]) -> Select[tuple[str, str, str, str]]:
    """What live instances wait for: instance, process (of steps only), element and kind."""
    open_steps = select(
        Task.instance_id, Task.process.label("process"), Task.element, literal("task").label("kind")
    ).where(Task.state.in_(("open", "claimed")))
    others = (
        (Timer.instance_id, Timer.element, "timer", Timer.state == "waiting"),
        (Subscription.instance_id, Subscription.element, "message", Subscription.id.is_not(None)),
        (Listener.instance_id, Listener.element, "signal", Listener.id.is_not(None)),
        (
            Job.instance_id,
            Job.element,
            "job",
            Job.token.is_not(None) & Job.state.in_(("waiting", "running", "incident")),
        ),
        (Incident.instance_id, Incident.element, "stalled", Incident.token.is_not(None) & Incident.solved_at.is_(None)),
    )
    waits = union_all(
        open_steps,
        *(select(of, literal(""), element, literal(kind)).where(is_open) for of, element, kind, is_open in others),
    ).subquery()
    live = Instance.state.in_(LIVE)
    asked = select(waits.c.instance_id, waits.c.process, waits.c.element, waits.c.kind)
    return asked.join(Instance, Instance.id == waits.c.instance_id).where(live, *which)


def _place(procedure: Procedure, process: str, element: str, kind: str) -> Place | None:
    """The element in its drawing; None for what merely hangs on a step, or is drawn in another version's part."""
    where = process or next((each.id for each in procedure.processes.values() if element in each.elements), "")
    drawn = procedure.element(where, element)
    if drawn is None or drawn.kind in (Kind.BOUNDARY, Kind.START):
        return None
    return Place(where, element, name_of(procedure, element), kind)


def dossiers_at(
    session: Session, clock: Clock, officer: Officer, definition_id: str, process: str = "", element: str = ""
) -> tuple[tuple[Found, ...], int]:
    """The first dossiers of a version, or of one place of it, the officer may be told of, and how many."""
    version_of(session, clock, officer, definition_id)
    of_version = Instance.definition_id == definition_id
    wanted: Select[str] = select(Instance.id).where(of_version, Instance.state.in_(LIVE))
    if element:
        wanted = wanted.where(Instance.id.in_(_at(session, definition_id, process, element)))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    reach = reach_of(session, officer, clock)
    readable = set(
        session.scalars(select(Dossier.instance_id).where(Dossier.instance_id.in_(wanted), visible(reach, officer)))
    )
    shown = wanted.where(in_reach(reach)) if ADMINISTRATOR in reach else wanted.where(Instance.id.in_(readable))
    rows = session.execute(
        select(Instance, Dossier, Unit.name)
        .outerjoin(Dossier, Dossier.instance_id == Instance.id)
        .outerjoin(Unit, Unit.id == Dossier.handling_unit_id)
        .where(Instance.id.in_(shown))
        .order_by(Instance.started_at, Instance.id)
        .limit(MOST)
    )
    return tuple(_found(*row, readable) for row in rows), count


def _at(session: Session, definition_id: str, process: str, element: str) -> list[str]:
    procedure = procedure_of(session, definition_id)
    standing = _places(session, procedure, definition_id)
    return [each for each, places in standing.items() if counts(procedure, [places]).get(process, {}).get(element)]


def _found(instance: Instance, dossier: Dossier | None, unit: str | None, readable: set[str]) -> Found:
    if dossier is None:
        return Found(instance.business_key, instance.id, "", "", None, "run")
    may = "dossier" if instance.id in readable else "run"
    return Found(dossier.code, instance.id, dossier.state, unit or "", dossier.due_at, may)
