"""Where a procedure is warm: how many steps stand at each shape of its drawings, how they keep their terms, and which
of them will probably miss theirs.

What is open is counted; how long a step usually takes is learned from the newest dossiers only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median, quantiles

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.procedure import active_procedure
from cases.queries.lately import lately
from cases.queries.positions import picture
from cases.queries.supervision import overseen
from cases.tables import Officer, StepTerm
from engine.tables import Task
from ground.clock import Clock, today

OVERLAYS = ("count", "delay", "miss")
LEVELS = 5


@dataclass(slots=True)
class Spot:
    """One step of a drawing. `used` are the shares of their terms that closed ones used up (1.0: all of it); `missing`
    the open ones that will miss their term if they take as long as three of four did.
    """

    process: str
    element: str
    name: str
    open: int = 0
    late: int = 0
    missing: int = 0
    closed: int = 0
    used: list[float] = field(default_factory=list)
    took: list[timedelta] = field(default_factory=list)

    @property
    def delay(self) -> int:
        """The median share of the term used, in hundredths; 0 when nothing is known."""
        return round(median(self.used) * 100) if self.used else 0

    @property
    def usual(self) -> timedelta | None:
        """How long three of four took, by the clock; None before there are four."""
        seconds = [each.total_seconds() for each in self.took]
        return timedelta(seconds=quantiles(seconds, n=4)[2]) if len(seconds) >= 4 else None

    def figure(self, overlay: str) -> int:
        """What an overlay shows of it."""
        return {"count": self.open, "delay": self.delay, "miss": self.missing}[overlay]


@dataclass(frozen=True, slots=True)
class Heat:
    """The drawings of a procedure in force, by their ids, and the steps in them, warmest first for one overlay."""

    slug: str
    name: str
    drawings: Mapping[str, str]
    spots: tuple[Spot, ...]
    overlay: str

    def figures(self, process: str) -> dict[str, int]:
        """What stands on the shapes of one drawing."""
        found = {spot.element: spot.figure(self.overlay) for spot in self.spots if spot.process == process}
        return {element: figure for element, figure in found.items() if figure}

    def marks(self, process: str) -> dict[str, str]:
        """How warm the shapes are: heat-1 to heat-5, measured by the warmest; a delay by the term itself."""
        top = max((spot.figure(self.overlay) for spot in self.spots), default=0)
        return {element: f"heat-{self._level(figure, top)}" for element, figure in self.figures(process).items()}

    def _level(self, figure: int, top: int) -> int:
        if self.overlay == "delay":
            return min(1 + figure // 30, LEVELS)
        return max(1, -(-figure * LEVELS // top))


def heat(session: Session, clock: Clock, officer: Officer, slug: str, overlay: str) -> Heat:
    """How warm a procedure is in the officer's units. Raises `ProcedureNotActive`."""
    overlay = overlay if overlay in OVERLAYS else OVERLAYS[0]
    _, procedure = active_procedure(session, slug, today(clock))
    units = overseen(session, clock, officer)
    spots: dict[tuple[str, str], Spot] = {}
    _learn(spots, session, clock, units, slug)
    _count(spots, session, clock, units, slug)
    ordered = sorted(spots.values(), key=lambda spot: (-spot.figure(overlay), -spot.open, spot.name))
    used = {spot.process for spot in ordered} & procedure.processes.keys()
    shown = sorted(used | {slug} & procedure.processes.keys(), key=lambda name: (name != slug, name))
    drawings = {name: procedure.processes[name].name or name for name in shown}
    return Heat(slug, procedure.sheet.name, drawings, tuple(ordered), overlay)


Spots = dict[tuple[str, str], Spot]


def _spot(spots: Spots, task: Task) -> Spot:
    element = task.element.rpartition("/")[2]
    return spots.setdefault((task.process, element), Spot(task.process, element, task.name))


def _learn(spots: Spots, session: Session, clock: Clock, units: Iterable[str], slug: str) -> None:
    recent = lately(clock, units, slug).subquery()
    rows = session.execute(
        select(StepTerm, Task)
        .join(recent, recent.c.id == StepTerm.dossier_id)
        .join(Task, Task.id == StepTerm.task_id)
        .where(StepTerm.state == "closed")
    )
    for term, task in rows:
        spot, closed_at = _spot(spots, task), term.closed_at or term.opened_at
        spot.closed += 1
        spot.took.append(closed_at - term.opened_at)
        if term.due_at is not None and term.due_at > term.opened_at:
            spot.used.append((closed_at - term.opened_at) / (term.due_at - term.opened_at))


def _count(spots: Spots, session: Session, clock: Clock, units: Iterable[str], slug: str) -> None:
    rows = session.execute(
        select(StepTerm, Task)
        .join(Task, Task.id == StepTerm.task_id)
        .where(StepTerm.state != "closed", StepTerm.unit_id.in_(sorted(units)), StepTerm.procedure == slug)
    )
    foretold: dict[int, timedelta | None] = defaultdict(lambda: None)
    for term, task in rows:
        spot = _spot(spots, task)
        spot.open += 1
        if term.due_at is None or term.paused_at is not None:
            continue
        if id(spot) not in foretold:
            foretold[id(spot)] = spot.usual
        usual = foretold[id(spot)]
        spot.late += term.due_at < clock.now()
        spot.missing += term.due_at >= clock.now() and usual is not None and term.opened_at + usual > term.due_at


def heat_drawing(session: Session, clock: Clock, slug: str, process: str) -> bytes:
    """The BPMN of one drawing of a procedure in force. Raises `ProcedureNotActive`, `DrawingNotFound`."""
    return picture(session, active_procedure(session, slug, today(clock))[0].id, process)
