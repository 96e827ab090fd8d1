"""What a drawing promises: the terms of the steps along its longest way, held against the term of the law.

Steps side by side count once, loops once, and what comes after the result is issued, or while the clock is stopped, not
at all. A step that begins a new phase of the clock begins a new sum, held against that phase's own term.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cases.bundle import Procedure
from cases.deadlines import Term, TermNotReadable, parse_term
from engine.model import Element, Kind, Process

OVER = frozenset({"refused", "stopped", "returned"})
GOING, ENDED, FINISHED = "going", "ended", "finished"
PAUSE, RESUME = "pause_term", "resume_term"
HOURS, WEEK, MONTH = 8, Fraction(7, 5), 30  # of a working day; calendar days to a working day; days of a month


@dataclass(frozen=True, slots=True)
class Days:
    """An amount of time in its two kinds, which do not turn into one another: working days and calendar days."""

    working: Fraction = Fraction(0)
    calendar: Fraction = Fraction(0)

    def __add__(self, other: "Days") -> "Days":
        return Days(self.working + other.working, self.calendar + other.calendar)

    def __sub__(self, other: "Days") -> "Days":
        return Days(self.working - other.working, self.calendar - other.calendar)

    @property
    def size(self) -> Fraction:
        """How long it is about, to tell the longer of two ways."""
        return self.working * WEEK + self.calendar

    def measured_by(self, law: "Days") -> "Days":
        """The same in the kinds the law's term is in."""
        if not law.calendar:
            return Days(self.working + self.calendar / WEEK)
        return self if law.working else Days(calendar=self.size)

    @property
    def negated(self) -> "Days":
        return Days() - self

    @property
    def is_short(self) -> bool:
        """Whether, as what is left of a term, it is less than nothing."""
        return self.working < 0 or self.calendar < 0

    def __str__(self) -> str:
        kinds = ((self.working * HOURS, "wh"), (self.calendar, "cd"))
        return "+".join(f"{_number(amount)}{unit}" for amount, unit in kinds if amount) or "0"


def _number(amount: Fraction) -> str:
    return str(amount) if amount.denominator == 1 else f"{float(amount):.1f}"


@dataclass(frozen=True, slots=True)
class Budget:
    """The longest way through one phase: its steps with their terms, what they take together and what the law gives.

    `places` are the steps of the way as (process, element).
    """

    phase: str
    way: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    used: Days
    allowed: Days
    promised: Days

    @property
    def slack(self) -> Days:
        """What is left of the term of the law; below nothing where the steps take too long."""
        return self.allowed - self.used.measured_by(self.allowed)

    @property
    def is_too_long(self) -> bool:
        return self.slack.is_short

    @property
    def breaks_promise(self) -> bool:
        """Whether the steps take longer than the shorter time the office has published."""
        return (self.promised - self.used.measured_by(self.promised)).is_short


@dataclass(frozen=True, slots=True)
class _Way:
    """A way: what it takes, its steps, and how it ends: with the result issued, the dossier's time over, or neither."""

    used: Days = Days()
    steps: tuple["_Taken", ...] = ()
    ending: str = GOING

    def after(self, used: Days, step: tuple["_Taken", ...]) -> "_Way":
        return _Way(used + self.used, step + self.steps, self.ending)

    def budget(self, phase: str, allowed: Days, promised: Days) -> Budget:
        """This way held against a term."""
        way = tuple((step.name, step.term) for step in self.steps)
        return Budget(phase, way, tuple(step.place for step in self.steps), self.used, allowed, promised)


@dataclass(frozen=True, slots=True)
class _Taken:
    """One step of a way with its term, and where it is drawn."""

    name: str
    term: str
    place: tuple[str, str]


def days_of(term: Term) -> Days:
    """A term as days: hours are eighths of a working day, months thirty days."""
    whole = Days()
    for part in term.parts:
        if part.unit in ("wd", "wh", "sameday"):
            whole += Days(working=Fraction(part.amount, HOURS if part.unit == "wh" else 1))
        elif part.unit in ("cd", "mo"):
            whole += Days(calendar=Fraction(part.amount * (MONTH if part.unit == "mo" else 1)))
    return whole


def budgets_of(procedure: Procedure) -> list[Budget]:
    """The budget of the procedure's own term, under its newest law, and of each new phase the drawing begins."""
    process, law = procedure.processes[procedure.slug], procedure.sheet.law[-1]
    walk = _Walk(procedure)
    way = walk.longest(process, "")
    found = [way.budget("", days_of(parse_term(law.term)), days_of(law.promised))]
    for element in process.elements.values():
        term = procedure.sheet.terms.get(element.headers.get("term", ""))
        if element.operation == RESUME and term is not None:
            way = walk.after(process, element)
            allowed = days_of(parse_term(term.term))
            found.append(way.budget(element.headers["term"], allowed, allowed))
    return found


class _Walk:
    """Longest ways through the processes of a procedure; each place is looked at once, loops are left out."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.known: dict[tuple[str, str, bool], Mapping[str, _Way]] = {}
        self.under_way: set[tuple[str, str, bool]] = set()

    def longest(self, process: Process, scope: str) -> _Way:
        """The longest way from the start of a process, or of a sub-process."""
        return max(self._through(process, scope).values(), key=lambda way: way.used.size)

    def after(self, process: Process, element: Element) -> _Way:
        """The longest way from what follows this element."""
        ways = [
            way for flow in process.outgoing(element.id) for way in self._from(process, flow.target, False).values()
        ]
        return max(ways, key=lambda way: way.used.size, default=_Way())

    def _through(self, process: Process, scope: str, is_paused: bool = False) -> Mapping[str, _Way]:
        starts = [element for element in process.inside(scope) if element.kind is Kind.START]
        return _best(way for start in starts for way in self._from(process, start.id, is_paused).values())

    def _from(self, process: Process, name: str, is_paused: bool) -> Mapping[str, _Way]:
        """The longest way from here of each ending."""
        place = (process.id, name, is_paused)
        if place in self.under_way:
            return {}
        if place not in self.known:
            self.under_way.add(place)
            found = self._seek(process, process.elements[name], is_paused)
            self.under_way.discard(place)
            self.known[place] = found
        return self.known[place]

    def _seek(self, process: Process, element: Element, is_paused: bool) -> Mapping[str, _Way]:
        if element.operation == RESUME and "term" in element.headers:
            return {FINISHED: _Way(ending=FINISHED)}
        state = self.procedure.properties(process.id, element.id).get("dossierState", "")
        if state == FINISHED or state in OVER:
            ending = FINISHED if state == FINISHED else ENDED
            return {ending: _Way(ending=ending)}
        is_paused = element.operation == PAUSE or (is_paused and element.operation != RESUME)
        own = self._own(process, element, is_paused)
        ends = [way for ending, way in own.items() if ending != GOING]
        # A part in which the result is issued is left otherwise only to go back.
        if GOING in own and FINISHED not in own:
            going, after = own[GOING], _next(process, element)
            rest = [way for name in after for way in self._from(process, name, is_paused).values()]
            ends += [way.after(going.used, going.steps) for way in rest or [_Way()]]
        return _best(ends)

    def _own(self, process: Process, element: Element, is_paused: bool) -> Mapping[str, _Way]:
        """What the element itself takes."""
        if element.kind is Kind.CALL and element.called in self.procedure.processes:
            return self._through(self.procedure.processes[element.called], "", is_paused) or {GOING: _Way()}
        if element.kind is Kind.SUBPROCESS:
            return self._through(process, element.id, is_paused) or {GOING: _Way()}
        text = self.procedure.properties(process.id, element.id).get("term", "")
        used = Days() if is_paused else _readable(text)
        taken = _Taken(element.name or element.id, text, (process.id, element.id))
        return {GOING: _Way(used, (taken,) if used.size else ())}


def _next(process: Process, element: Element) -> Iterator[str]:
    """Where one goes from here: along the flows, by a link, and by what interrupts the step."""
    yield from (flow.target for flow in process.outgoing(element.id))
    yield from (other.id for other in process.linked(element.id) if element.kind is Kind.THROW)
    for event in process.boundaries(element.id):
        if event.interrupting:
            yield event.id


def _best(ways: Iterator[_Way] | list[_Way]) -> Mapping[str, _Way]:
    best: dict[str, _Way] = {}
    for way in ways:
        if way.ending not in best or way.used.size > best[way.ending].used.size:
            best[way.ending] = way
    return best


def _readable(text: str) -> Days:
    """The days of a step's term; one that cannot be read is another rule's matter."""
    try:
        return days_of(parse_term(text)) if text else Days()
    except TermNotReadable:
        return Days()
