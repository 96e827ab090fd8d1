"""What was just done, told once above the list, with the way to undo it while nobody has gone on."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases import people
from cases.people import Step, TaskNotFound
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Done:
    """`undo` is where the way back is sent, empty where there is none; `to` whoever has the step now."""

    kind: str
    code: str
    step: str = ""
    to: str = ""
    undo: str = ""
    version: int = 0


# What takes each back, as the list's own address has it.
UNDO: Mapping[str, str] = {"claim": "release", "release": "claim", "given": "back"}


def done_of(visit: Visit, did: str, names: Mapping[str, str]) -> Done | None:
    """What an address says was done (`release:<step>`, `end:<code>` at a list's end); None where it is so no more."""
    kind, _, what = did[:100].partition(":")
    if kind == "end":
        return Done(kind, what[:40])
    if kind not in UNDO:
        return None
    try:
        step = people.step_for(visit.session, visit.officer, what[:32], visit.clock)
    except TaskNotFound:
        return None
    if step.term is None or not _still(kind, step, visit.officer.name):
        return None
    holder = step.task.assignee or ""
    undo = f"/inbox/{step.task.id}/{UNDO[kind]}"
    return Done(kind, step.term.code, step.task.name, names.get(holder, holder), undo, step.task.version)


def _still(kind: str, step: Step, name: str) -> bool:
    if kind == "given":
        return step.term is not None and step.task.state == "claimed" and step.term.given_by == name
    return step.task.state == "open" if kind == "release" else step.task.assignee == name
