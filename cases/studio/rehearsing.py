"""A draft tried out by clicking through: the story so far is played in an office of its own and waits for the next act.

The office stands between two clicks in the process that built it; where it is gone, or the story was changed behind,
it is built anew and the story told again from its beginning.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.bundle import Procedure, read_bundle
from cases.results import current
from cases.scenarios.acting import perform
from cases.scenarios.machinery import STRAIGHT, Machinery
from cases.scenarios.reading import Scenario
from cases.scenarios.stage import Stage, dossier_on, raised, scenery_of
from cases.scenarios.workshop import equipped
from cases.stepforms import form_context
from cases.tables import Dossier
from engine.definitions import digest_of
from engine.jobs import Operation
from engine.queries import variables_of
from engine.tables import Incident, Instance, Subscription, Task, Timer
from ground.clock import VIETNAM
from ground.database import reading
from ground.errors import Problem


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step somebody may do now, with its form and what the form would show."""

    id: str
    name: str
    role: str
    form: Mapping[str, Any]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a story stands: what may be done next, what runs, what was entered. `broke` says why it could not go on."""

    at: str
    state: str
    due: str
    open: tuple[OpenStep, ...]
    messages: tuple[str, ...]
    timers: tuple[str, ...]
    result: str
    ended: str
    entered: tuple[tuple[str, str], ...]
    stuck: tuple[str, ...]
    broke: str = ""
    played: int = 0


@dataclass(slots=True)
class _Office:
    """An office kept between two clicks; `lock` lets one click at a time in."""

    stack: ExitStack
    stage: Stage
    procedure: Procedure
    played: int = 0
    lock: Lock = field(default_factory=Lock)


class _Offices:
    """The offices of this process of the machine, a few at a time."""

    MOST: ClassVar[int] = 4

    def __init__(self) -> None:
        self.open: dict[str, tuple[object, _Office]] = {}
        self.lock = Lock()

    def take(self, design: str) -> tuple[object, _Office] | None:
        with self.lock:
            return self.open.pop(design, None)

    def put(self, design: str, told: object, office: _Office) -> None:
        with self.lock:
            before = self.open.pop(design, None)
            self.open[design] = (told, office)
            over = self.open.pop(next(iter(self.open))) if len(self.open) > self.MOST else None
        for gone in (before, over):
            if gone is not None:
                gone[1].stack.close()


@cache
def _offices() -> _Offices:
    return _Offices()


@cache
def _tools() -> tuple[TemporaryDirectory[str], Mapping[str, Operation]]:
    folder = TemporaryDirectory(prefix="motcua-")
    return folder, equipped(Path(folder.name))


def rehearse(design: str, slug: str, files: Mapping[str, bytes], scenario: Scenario) -> Standing:
    """Play the story so far and say where it stands.

    Raises what a bundle that cannot run raises; an act that is refused is told in `broke`.
    """
    beginning = (digest_of(files), scenario.at, repr(sorted(scenario.cast.items())), repr(scenario.given))
    kept = _offices().take(f"{design}")
    acts = scenario.acts
    told = (beginning, repr(scenario.answers), tuple(map(repr, acts[: kept[1].played]))) if kept else None
    if kept is None or kept[0] != told:
        if kept is not None:
            kept[1].stack.close()
        office = _built(slug, files, scenario)
    else:
        office = kept[1]
        office.stage.scenario = scenario
    broke = _play(office, scenario)
    standing = _look(office, broke)
    if broke:
        office.stack.close()
    else:
        _offices().put(design, (beginning, repr(scenario.answers), tuple(map(repr, acts[: office.played]))), office)
    return standing


def _built(slug: str, files: Mapping[str, bytes], scenario: Scenario) -> _Office:
    stack = ExitStack()
    try:
        scenery = stack.enter_context(scenery_of(slug, files))
        stage = raised(scenario, scenery, Machinery(_tools()[1], STRAIGHT))
    except BaseException:
        stack.close()
        raise
    return _Office(stack, stage, read_bundle(files))


def _play(office: _Office, scenario: Scenario) -> str:
    try:
        for act in scenario.acts[office.played :]:
            perform(office.stage, act)
            office.played += 1
    except Problem as problem:
        return problem.sentence("vi")
    return ""


def _look(office: _Office, broke: str) -> Standing:
    stage = office.stage
    with reading(stage.database) as session:
        dossier = dossier_on(session, stage)
        result = current(session, dossier)
        instance = session.get_one(Instance, dossier.instance_id)
        of_it = {"instance_id": dossier.instance_id}
        incidents = session.scalars(select(Incident).where(Incident.solved_at.is_(None))).all()
        return Standing(
            at=stage.clock.now().astimezone(VIETNAM).isoformat(timespec="minutes"), state=dossier.state,
            due=dossier.due_at.astimezone(VIETNAM).isoformat(timespec="minutes") if dossier.due_at else "",
            open=_open(session, office, dossier),
            messages=tuple(session.scalars(select(Subscription.message).filter_by(**of_it))),
            timers=tuple(session.scalars(select(Timer.element).filter_by(**of_it, state="waiting"))),
            result=result.kind if result is not None else "", ended=instance.ended_in or "",
            entered=tuple(sorted(stage.entered)), stuck=tuple(f"{one.element}: {one.code}" for one in incidents),
            broke=broke, played=office.played,
        )  # fmt: skip


def _open(session: Session, office: _Office, dossier: Dossier) -> tuple[OpenStep, ...]:
    live = select(Task).where(Task.instance_id == dossier.instance_id, Task.state.in_(("open", "claimed")))
    return tuple(
        OpenStep(
            task.element, task.name, task.role, form,
            _looked_at(session, office, task, dossier, form)
            | _values(form, variables_of(session, office.stage.clock, task.instance_id, task.token)),
        )
        for task in session.scalars(live.order_by(Task.opened_at, Task.element))
        for form in (office.procedure.form(task.form_id),)
    )  # fmt: skip


def _looked_at(
    session: Session, office: _Office, task: Task, dossier: Dossier, form: Mapping[str, Any]
) -> dict[str, Any]:  # fmt: skip
    """What the form's lists choose from and its conditions ask about; nothing of a form that cannot be read."""
    try:
        return form_context(session, office.stage.clock, task, dossier, form)
    except Problem:
        return {}


def _values(holder: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of a form hold already."""
    found: dict[str, Any] = {}
    for component in holder.get("components", ()):
        key = component.get("key") or component.get("path")
        if component.get("type") == "group":
            found |= _values(component, variables)
        elif key in variables:
            found[key] = variables[key]
    return found
