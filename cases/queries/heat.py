"""Where a procedure is warm: how many steps stand at each shape of its drawings, how they keep their terms, and which
of them will probably miss theirs.

What is open is counted; how long a step usually takes is learned from the newest dossiers only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median, quantiles

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from cases.procedure import active_procedure
from cases.queries.ahead import will_miss
from cases.queries.lately import lately
from cases.queries.positions import picture
from cases.queries.supervision import overseen
from cases.tables import Officer, StepTerm
from engine.tables import Task
from ground.clock import Clock, today

OVERLAYS = ("count", "delay", "miss")
LEVELS = 5
# A delay is one level warmer with every thirty hundredths of the term.
SHARE = 30


@dataclass(slots=True)
class Spot:
    """One step of a drawing. `used` are the shares of their terms that closed ones used up (1.0: all of it); `missing`
    the open ones that will miss their term if they take as long as three of four did. `listed` is what lists call it:
    inside a called process longer than the shape's own key.
    """

    process: str
    element: str
    name: str
    listed: str
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
        """How long three of four took, by the clock, in whole seconds; None before there are four."""
        seconds = [each.total_seconds() for each in self.took]
        return timedelta(seconds=int(quantiles(seconds, n=4)[2])) if len(seconds) >= 4 else None

    def narrowing(self, figure: str) -> Mapping[str, str]:
        """What narrows the list of this step to those a figure counts: open, late or missing."""
        usual = str(int(self.usual.total_seconds())) if self.usual is not None else ""
        return {"open": {}, "late": {"queue": "late"}, "missing": {"foretold": usual}}[figure]

    def figure_of(self, overlay: str) -> str:
        """Which figure's list a click on the shape opens; empty where it would be an empty one."""
        wanted = {"count": "open", "delay": "late" if self.late else "open", "miss": "missing"}[overlay]
        return wanted if getattr(self, wanted) else ""

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

    @property
    def is_warm(self) -> bool:
        """Whether any shape has a figure in this overlay."""
        return any(spot.figure(self.overlay) for spot in self.spots)

    def figures(self, process: str) -> dict[str, int]:
        """What stands on the shapes of one drawing."""
        found = {spot.element: spot.figure(self.overlay) for spot in self.spots if spot.process == process}
        return {element: figure for element, figure in found.items() if figure}

    def marks(self, process: str) -> dict[str, str]:
        """How warm the shapes are: heat-1 to heat-5, measured by the warmest; a delay by the term itself."""
        top = max((spot.figure(self.overlay) for spot in self.spots), default=0)
        return {element: f"heat-{self._level(figure, top)}" for element, figure in self.figures(process).items()}

    def signs(self, process: str) -> dict[str, str]:
        """The figures as they are written on the shapes: shares with their sign."""
        unit = " %" if self.overlay == "delay" else ""
        return {element: f"{figure}{unit}" for element, figure in self.figures(process).items()}

    @property
    def steps(self) -> tuple[tuple[int, int, int | None], ...]:
        """The legend: each level that can occur, from which figure to which; None: and more."""
        if self.overlay == "delay":
            last = LEVELS * SHARE - SHARE
            return (*((each + 1, each * SHARE, each * SHARE + SHARE - 1) for each in range(LEVELS - 1)),
                    (LEVELS, last, None))  # fmt: skip
        top = max((spot.figure(self.overlay) for spot in self.spots), default=0)
        bounds = [top * each // LEVELS for each in range(LEVELS + 1)]
        return tuple((each + 1, bounds[each] + 1, bounds[each + 1]) for each in range(LEVELS)
                     if bounds[each] < bounds[each + 1])  # fmt: skip

    def _level(self, figure: int, top: int) -> int:
        if self.overlay == "delay":
            return min(1 + figure // SHARE, LEVELS)
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


def _spots(spots: Spots, session: Session, samples: Mapping[str, str]) -> dict[str, Spot]:
    """The spot of each element, told by one step of it: all its steps have their task in the same drawing."""
    tasks = {task.id: task for task in session.scalars(select(Task).where(Task.id.in_(samples.values())))}
    found = {}
    for known, task_id in samples.items():
        task = tasks[task_id]
        element = task.element.rpartition("/")[2]
        place = (task.process, element)
        found[known] = spots.setdefault(place, Spot(task.process, element, task.name, known))
    return found


def _learn(spots: Spots, session: Session, clock: Clock, units: Iterable[str], slug: str) -> None:
    recent = lately(clock, units, slug).subquery()
    term = StepTerm
    rows = session.execute(
        select(term.task_id, term.element, term.opened_at, term.due_at, term.closed_at)
        .join(recent, recent.c.id == term.dossier_id)
        .where(term.state == "closed")
    ).all()
    known = _spots(spots, session, {row.element: row.task_id for row in rows})
    for row in rows:
        spot, closed_at = known[row.element], row.closed_at or row.opened_at
        spot.closed += 1
        spot.took.append(closed_at - row.opened_at)
        if row.due_at is not None and row.due_at > row.opened_at:
            spot.used.append((closed_at - row.opened_at) / (row.due_at - row.opened_at))


def _count(spots: Spots, session: Session, clock: Clock, units: Iterable[str], slug: str) -> None:
    """Counted where they lie: however many are open, a handful of rows comes back."""
    now, term = clock.now(), StepTerm
    late = func.sum(case((term.sort_at < now, 1), else_=0)).label("late")
    open_ones = (term.state != "closed", term.unit_id.in_(sorted(units)), term.procedure == slug)
    counted = select(term.element, func.min(term.task_id).label("task_id"), func.count().label("open"), late)
    rows = session.execute(counted.where(*open_ones).group_by(term.element)).all()
    known = _spots(spots, session, {row.element: row.task_id for row in rows})
    for row in rows:
        known[row.element].open += row.open
        known[row.element].late += row.late
    usuals = {element: usual for element, spot in known.items() if (usual := spot.usual) is not None}
    if usuals:
        short = or_(*(and_(term.element == each, will_miss(session, clock, usual)) for each, usual in usuals.items()))
        missing = select(term.element, func.count()).where(*open_ones, short)
        for element, count in session.execute(missing.group_by(term.element)):
            known[element].missing += count


def heat_drawing(session: Session, clock: Clock, slug: str, process: str) -> bytes:
    """The BPMN of one drawing of a procedure in force. Raises `ProcedureNotActive`, `DrawingNotFound`."""
    return picture(session, active_procedure(session, slug, today(clock))[0].id, process)
