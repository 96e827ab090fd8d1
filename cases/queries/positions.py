"""Where a dossier stands in its drawings: which elements were passed, at which one it is now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cases.people import dossier_for
from cases.procedure import procedure_of
from cases.tables import Dossier, Officer
from engine.definitions import files_of
from engine.history import tale
from engine.layout import pictured
from engine.model import Kind, Process
from engine.queries import waits_of
from engine.tables import Instance
from ground.clock import Clock
from ground.errors import NotFound


class DrawingNotFound(NotFound):
    """There is no such drawing of this dossier."""

    code = "drawing_not_found"


@dataclass(frozen=True, slots=True)
class Position:
    """One drawing of a dossier: `marks` says of elements that they are `done` or the dossier is `here`."""

    process: str
    name: str
    marks: Mapping[str, str]
    is_here: bool


def positions_of(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[Position, ...]:
    """The main drawing first, then the parts the dossier has been in. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    processes = procedure_of(session, dossier.definition_id).processes
    done = {_place(dossier.procedure, passing.element) for passing in tale(session, dossier.instance_id).way}
    here = set(_here(session, clock, dossier, processes))
    reached = {dossier.procedure, *(process for process, _ in done | here)} & processes.keys()
    order = sorted(reached, key=lambda name: (name != dossier.procedure, not _is_in(name, here), name))
    return tuple(
        Position(name, processes[name].name or name, _marks(name, done, here), _is_in(name, here)) for name in order
    )


Place = tuple[str, str]


def _place(main: str, element: str) -> Place:
    way, _, last = element.rpartition("/")
    return (way.rpartition("/")[2] or main, last)


def _here(session: Session, clock: Clock, dossier: Dossier, processes: Mapping[str, Process]) -> Iterator[Place]:
    """Where its tokens stand, and the call activities round them."""
    if session.get_one(Instance, dossier.instance_id).state not in ("running", "suspended"):
        return
    for wait in waits_of(session, clock, dossier.instance_id):
        inside = wait.process
        yield inside, wait.element
        for _ in processes:
            around = next(iter(_callers(processes, inside)), None)
            if around is None:
                break
            yield around
            inside = around[0]


def _callers(processes: Mapping[str, Process], called: str) -> Iterator[Place]:
    for process in processes.values():
        for element in process.elements.values():
            if element.kind is Kind.CALL and element.called == called:
                yield process.id, element.id


def _is_in(name: str, places: set[Place]) -> bool:
    return any(process == name for process, _ in places)


def _marks(name: str, done: set[Place], here: set[Place]) -> dict[str, str]:
    marks = {element: "done" for process, element in done if process == name}
    return marks | {element: "here" for process, element in here if process == name}


def drawing_of(session: Session, clock: Clock, officer: Officer, code: str, process: str) -> bytes:
    """The BPMN of one of them, laid out where it came without a picture. Raises `DrawingNotFound`."""
    return picture(session, dossier_for(session, officer, code, clock).definition_id, process)


def picture(session: Session, definition_id: str, process: str) -> bytes:
    """The BPMN of one drawing of a stored version, laid out where it has no picture. Raises `DrawingNotFound`."""
    drawn = procedure_of(session, definition_id).processes.get(process)
    if drawn is None:
        raise DrawingNotFound
    return pictured(files_of(session, definition_id)[drawn.file], drawn.file)
