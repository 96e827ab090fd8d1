"""The table of a mapping: each element that needs a word, what became of it, and what it may become."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cases.bundle import Procedure
from cases.procedure import procedure_of
from cases.studio.pairing import Pair, likeness
from cases.studio.rolling import Trial
from engine.model import Element, Kind, Process

# What never holds a token, and so never needs a word.
PASSED = frozenset({Kind.EXCLUSIVE, Kind.END, Kind.THROW})


@dataclass(frozen=True, slots=True)
class Offer:
    """One element of the old version: `count` stand there; `options` are (element, name), the likeliest kind first.

    `may_go`: it may be let go.
    """

    pair: Pair
    name: str
    kind: str
    role: str
    count: int
    options: tuple[tuple[str, str], ...]
    may_go: bool


def offers(session: Session, trial: Trial) -> tuple[Offer, ...]:
    """The elements that are not simply the same, and those where somebody stands: what is open first."""
    old, new = (procedure_of(session, side.version.id) for side in (trial.old, trial.new))
    found = list(_offers(trial, old, new))
    return tuple(sorted(found, key=lambda each: (each.pair.why != "unknown", each.pair.why == "same", -each.count)))


def _offers(trial: Trial, old: Procedure, new: Procedure) -> Iterator[Offer]:
    for pair in trial.pairs:
        element = old.processes[pair.process].elements[pair.element]
        count = trial.old.counts.get(pair.process, {}).get(pair.element, 0)
        if count or (pair.why != "same" and _may_hold(element)):
            role = old.sheet.roles.get(element.lane)
            yield Offer(
                pair, element.name or element.id, element.kind.value, role.name if role else "", count,
                _options(element, new.processes.get(pair.process)), _may_go(old.processes[pair.process], element),
            )  # fmt: skip


def _may_hold(element: Element) -> bool:
    return element.kind not in PASSED and (element.kind is not Kind.START or element.is_awaited)


def _may_go(process: Process, element: Element) -> bool:
    around = process.elements.get(element.parent)
    return element.kind is Kind.BOUNDARY or (element.kind is Kind.START and around is not None and around.by_event)


def _options(element: Element, process: Process | None) -> tuple[tuple[str, str], ...]:
    """Elements a token there may become, those of another kind left out."""
    drawn = process.elements.values() if process is not None else ()
    return tuple(
        (each.id, each.name or each.id) for each in drawn if each.drawn and likeness(each) == likeness(element)
    )


def elements_of(session: Session, trial: Trial) -> tuple[tuple[str, str], ...]:
    """Every element of the old version that may hold a token, by name: for whoever wants to say more of it."""
    old = procedure_of(session, trial.old.version.id)
    drawn = (each for process in old.processes.values() for each in process.elements.values() if each.drawn)
    return tuple(
        sorted(((each.id, each.name or each.id) for each in drawn if _may_hold(each)), key=lambda each: each[1])
    )
