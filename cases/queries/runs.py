"""Running processes as an operator sees them: a list, one with what may be done to it, and its history."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable
from cases.crowds import cause_for
from cases.dossier import WORDS
from cases.people import dossier_for, reach_of, visible
from cases.procedure import procedure_of
from cases.queries.naming import full_names
from cases.queries.paging import bounded, cursor_of, read_cursor
from cases.queries.run_shapes import (
    BackTo,
    DeedLine,
    HistoryPage,
    OtherVersion,
    PassingLine,
    Place,
    RunLine,
    RunPage,
    RunSearch,
    StayLine,
    Trouble,
    Value,
)
from cases.queries.shapes import Page
from cases.queries.telling import told
from cases.steering import in_reach, may_do, require
from cases.tables import Dossier, Officer
from engine import definitions
from engine.causes import Cause
from engine.history import SUSPENDED, Deed, Tale, tale
from engine.mending import earlier_steps
from engine.model import ACTIVITIES, Element, Kind, Process
from engine.queries import variables_of, waits_of
from engine.spiff import Wait
from engine.spiff.errors import FrontierNotReadable
from engine.tables import Definition, Incident, Instance
from ground.canonical import Json
from ground.clock import Clock

ACTS = ("suspend", "resume", "cancel", "correct", "move", "go_back", "retry", "migrate")
# The acts that fit the state of an instance.
FIT: Mapping[str, frozenset[str]] = {
    "running": frozenset(ACTS) - {"resume"},
    "suspended": frozenset(ACTS) - {"suspend"},
}
BROKEN = frozenset({"suspend", "resume", "cancel", "retry"})
ENTERED = ACTIVITIES | {Kind.END, Kind.CATCH, Kind.THROW, Kind.EXCLUSIVE}
STOPPING = {**SUSPENDED, "paused": "unpaused"}
# What a fact may say to somebody who may not read the dossier itself.
TECHNICAL = frozenset({"element", "name", "role", "reason", "code", "mapping", "due_at", "operation", "message", "act"})


def find_runs(session: Session, clock: Clock, officer: Officer, wanted: RunSearch) -> Page[RunLine]:
    """The runs of the officer's units and trial runs, newest first; nothing for who may not look at runs."""
    limit = bounded(wanted.limit)
    open_here = (Incident.instance_id == Instance.id, Incident.solved_at.is_(None))
    stuck = select(func.count()).where(*open_here).correlate(Instance).scalar_subquery()
    code = select(Dossier.code).where(Dossier.instance_id == Instance.id).correlate(Instance).scalar_subquery()
    rows = session.execute(
        select(Instance, Definition, code, stuck)
        .join(Definition, Definition.id == Instance.definition_id)
        # Asked of each run from the newest down, until enough are his: no list of all runs is made.
        .where(in_reach(reach_of(session, officer, clock)), *_conditions(wanted))
        .order_by(Instance.started_at.desc(), Instance.id.desc())
        .limit(limit + 1)
    ).all()
    lines = tuple(_line(*row) for row in rows[:limit])
    last = rows[limit - 1][0] if len(rows) > limit else None
    return Page(lines, cursor_of(last.started_at, last.id) if last is not None else "")


def _conditions(wanted: RunSearch) -> Iterator[ColumnElement[bool]]:
    if wanted.key:
        yield Definition.key == wanted.key
    if wanted.state:
        yield Instance.state == wanted.state
    if wanted.text:
        yield Instance.business_key.startswith(wanted.text, autoescape=True)
    if wanted.is_stuck:
        yield exists().where(Incident.instance_id == Instance.id, Incident.solved_at.is_(None))
    if wanted.cursor:
        at, row_id = read_cursor(wanted.cursor)
        yield or_(Instance.started_at < at, and_(Instance.started_at == at, Instance.id < row_id))


def _line(run: Instance, definition: Definition, code: str | None, stuck: int) -> RunLine:
    return RunLine(
        id=run.id, key=definition.key, name=definition.name, definition_version=definition.version, code=code or "",
        business_key=run.business_key, state=run.state, started_at=run.started_at, ended_at=run.ended_at,
        incidents=stuck,
    )  # fmt: skip


def run_page(session: Session, clock: Clock, officer: Officer, instance_id: str) -> RunPage:
    """One run. Raises `InstanceUnknown`, and `RoleMissing` for officers who only handle its dossier."""
    require(session, clock, officer, instance_id, "look")
    run = session.get_one(Instance, instance_id)
    definition = session.get_one(Definition, run.definition_id)
    dossier = session.scalar(select(Dossier).where(Dossier.instance_id == instance_id))
    readable = may_read(session, clock, officer, dossier)
    waits, variables, is_whole = _inside(session, clock, run)
    processes = drawings_of(session, run.definition_id)
    may = {act for act in FIT.get(run.state, ()) if may_do(session, clock, officer, instance_id, act)}
    return RunPage(
        id=run.id, version=run.version, key=definition.key, name=definition.name, definition_id=definition.id,
        definition_version=definition.version, business_key=run.business_key, code=dossier.code if dossier else "",
        dossier_state=dossier.state if dossier else "", state=run.state, started_at=run.started_at,
        started_by=run.started_by, ended_at=run.ended_at, ended_in=run.ended_in or "", is_whole=is_whole,
        is_readable=readable, places=tuple(_place(processes, wait) for wait in waits),
        variables=tuple(_value(name, value, readable) for name, value in sorted(variables.items())),
        incidents=troubles(session, Incident.instance_id == instance_id), back_to=_back_to(session, instance_id),
        versions=_versions(session, definition), may=frozenset(may if is_whole else may & BROKEN),
    )  # fmt: skip


def may_read(session: Session, clock: Clock, officer: Officer, dossier: Dossier | None) -> bool:
    """Whether the content of a run may be shown: a dossier's to its officers only, a trial run's to all who find it."""
    if dossier is None:
        return True
    seen = select(Dossier.id).where(Dossier.id == dossier.id, visible(reach_of(session, officer, clock), officer))
    return session.scalar(seen) is not None


def _inside(session: Session, clock: Clock, run: Instance) -> tuple[tuple[Wait, ...], dict[str, Json], bool]:
    if run.state not in FIT:
        return (), {}, True
    try:
        return waits_of(session, clock, run.id), variables_of(session, clock, run.id), True
    except FrontierNotReadable:
        return (), {}, False


def drawings_of(session: Session, definition_id: str) -> Mapping[str, Process]:
    """The processes of a version by their ids."""
    try:
        return procedure_of(session, definition_id).processes
    except BundleNotReadable:  # a bare drawing, for trial runs
        return {each.id: each for each in definitions.read_bundle(definitions.files_of(session, definition_id))}


def _place(processes: Mapping[str, Process], wait: Wait) -> Place:
    own = [process for process in (processes.get(wait.process),) if process is not None]
    targets = [(each.id, each.name or each.id) for process in own for each in _enterable(process)]
    for process in processes.values():
        if process not in own:
            name = process.name or process.id
            targets += [(f"{process.id}/{each.id}", f"{name}: {each.name or each.id}") for each in _enterable(process)]
    return Place(wait.token, wait.kind, wait.process, wait.element, wait.name or wait.element, tuple(targets))


def _enterable(process: Process) -> Iterator[Element]:
    return (each for each in process.elements.values() if each.kind in ENTERED)


def _value(name: str, value: Json, readable: bool) -> Value:
    kinds = {bool: "yes or no", int: "number", float: "number", str: "text", list: "list", dict: "group"}
    return Value(name, kinds.get(type(value), "empty"), value if readable else None)


def troubles(session: Session, *which: ColumnElement[bool]) -> tuple[Trouble, ...]:
    """Open incidents, oldest first."""
    rows = session.execute(
        select(Incident, Instance.business_key)
        .outerjoin(Instance, Instance.id == Incident.instance_id)
        .where(Incident.solved_at.is_(None), *which)
        .order_by(Incident.opened_at)
    )
    return tuple(trouble(incident, key or "") for incident, key in rows)


def trouble(incident: Incident, business_key: str) -> Trouble:
    """An incident as it is shown."""
    cause = str(incident.params.get("cause") or "")
    return Trouble(
        incident.id, incident.instance_id, incident.code, incident.element, cause, incident.opened_at, business_key
    )  # fmt: skip


def _back_to(session: Session, instance_id: str) -> tuple[BackTo, ...]:
    return tuple(
        BackTo(step.task_id, step.element, step.name, step.completed_at, step.completed_by)
        for step in earlier_steps(session, instance_id)
    )


def _versions(session: Session, definition: Definition) -> tuple[OtherVersion, ...]:
    others = (Definition.key == definition.key, Definition.id != definition.id, Definition.state != "draft")
    rows = session.scalars(select(Definition).where(*others).order_by(Definition.version.desc()))
    return tuple(OtherVersion(row.id, row.version, row.state) for row in rows)


def history_of(session: Session, clock: Clock, officer: Officer, instance_id: str) -> HistoryPage:
    """What the journal tells of a run: with a dossier's content for its officers only. Raises `InstanceUnknown`."""
    require(session, clock, officer, instance_id, "look")
    dossier = session.scalar(select(Dossier).where(Dossier.instance_id == instance_id))
    return _history(session, instance_id, dossier, may_read(session, clock, officer, dossier))


def dossier_history(session: Session, clock: Clock, officer: Officer, code: str) -> HistoryPage:
    """The same for a dossier its officer may see. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    return _history(session, dossier.instance_id, dossier, True)


def _history(session: Session, instance_id: str, dossier: Dossier | None, readable: bool) -> HistoryPage:
    story = tale(session, instance_id, STOPPING)
    names = _names(session, session.get_one(Instance, instance_id).definition_id)
    people = full_names(session, {deed.actor for deed in story.deeds})
    return HistoryPage(
        instance_id=instance_id, code=dossier.code if dossier is not None else "",
        deeds=tuple(_deed(deed, names, people, readable) for deed in story.deeds),
        way=tuple(PassingLine(each.at, each.element, _name(names, each.element)) for each in story.way),
        stays=tuple(_stays(story, names)),
    )  # fmt: skip


def _names(session: Session, definition_id: str) -> dict[str, str]:
    processes = drawings_of(session, definition_id).values()
    return {each.id: each.name for process in processes for each in process.elements.values() if each.name}


def _name(names: Mapping[str, str], element: str) -> str:
    return names.get(element.rpartition("/")[2], element)


def _deed(deed: Deed, names: Mapping[str, str], people: Mapping[str, str], readable: bool) -> DeedLine:
    step = _name(names, deed.element) if deed.element else ""
    sentence = told(deed.name, people.get(deed.actor, deed.actor), step, deed.facts, WORDS)
    shown = deed.facts if readable else _technical(deed.facts)
    return DeedLine(deed.at, deed.actor, deed.name, deed.element, step, sentence, shown)


def _technical(facts: Mapping[str, Any]) -> dict[str, Any]:
    places = {name: facts[name] for name in ("before", "after") if isinstance(facts.get(name), str | list)}
    return {name: fact for name, fact in facts.items() if name in TECHNICAL} | places


def _stays(story: Tale, names: Mapping[str, str]) -> Iterator[StayLine]:
    for stay in story.stays:
        yield StayLine(
            stay.element, _name(names, stay.element), stay.kind, stay.opened_at, stay.closed_at, stay.by, stay.outcome,
            stay.gross, story.net(stay), stay.in_hand,
        )  # fmt: skip


def troubles_of(session: Session, clock: Clock, officer: Officer, cause_id: str) -> tuple[Cause, tuple[Trouble, ...]]:
    """One cause with its incidents, oldest first. Raises `CauseUnknown`."""
    cause, found = cause_for(session, clock, officer, cause_id)
    ids = {each.instance_id for each in found if each.instance_id is not None}
    rows = session.execute(select(Instance.id, Instance.business_key).where(Instance.id.in_(ids)))
    keys = {row.id: row.business_key for row in rows}
    return cause, tuple(trouble(each, keys.get(each.instance_id or "", "")) for each in found)
