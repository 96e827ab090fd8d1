"""What is done to many steps of a list at once: each step in a transaction of its own, with its own answer.

A batch of the engine carries it: it goes on behind a closed page, survives a worker that dies, and is looked at as
often as one likes. What can be taken back is taken back by another batch, the other way round.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cases import handling
from cases.assigning import reassign, set_free
from cases.crowds import batch_for
from cases.justifications import ask_why
from cases.law import hold
from cases.listing import hand_on
from cases.notices import tell_officer
from cases.people import SUPERVISOR, TaskNotFound, holders_of, lane_units, reach_of
from cases.tables import Dossier, Officer, StepTerm
from engine import commands, journal
from engine.batches import Act, BatchView
from engine.changes import Changes
from engine.tables import Batch, BatchRow, Task
from ground.clock import Clock
from ground.errors import Conflict, Invalid

MOST = 500


class TooManyAtOnce(Invalid):
    """At most {limit} steps can be dealt with at once, and at least one has to be chosen."""

    code = "too_many_at_once"


class ErrandUnknown(Invalid):
    """Nothing named {act} can be done to many steps at once."""

    code = "errand_unknown"


class ColleagueMissing(Invalid):
    """Choose the colleague who is to get the steps."""

    code = "colleague_missing"


class StepDone(Conflict):
    """The step has been done meanwhile. Nobody needs to be reminded."""

    code = "step_done"


class NotUndoable(Conflict):
    """This cannot be undone, or it is not finished yet."""

    code = "not_undoable"


@dataclass(frozen=True, slots=True)
class Errand:
    """One step of a batch: its id, the version seen, and whose it was before: nobody's where empty, None: as it is."""

    task_id: str
    version: int
    before: str | None = None


@dataclass(frozen=True, slots=True)
class ErrandLine:
    """What came of one dossier of a batch."""

    place: int
    code: str
    applicant: str
    steps: tuple[str, ...]
    state: str
    refusal: str
    params: Mapping[str, Any]


def open_errand(
    session: Session, clock: Clock, officer: Officer, act: str, chosen: Sequence[Errand], to: str, note: str, key: str
) -> Batch:  # fmt: skip
    """Have this done to each of these steps: claim, release, hand_over, take_back, assign, remind or ask_why.

    Steps of one dossier succeed or fail together. Raises `ErrandUnknown`, `TooManyAtOnce`, and for hand-over and
    assignment `ColleagueMissing`, `ReasonMissing` where nothing is said; `TaskNotFound`.
    """
    if act not in ERRANDS:
        raise ErrandUnknown(act=act)
    if not 0 < len(chosen) <= MOST:
        raise TooManyAtOnce(limit=MOST)
    if act in ("hand_over", "assign") and not to:
        raise ColleagueMissing
    if act in ("assign", "ask_why") and not note.strip():
        raise handling.ReasonMissing
    by_instance = _by_instance(session, clock, officer, chosen)
    arguments = {"to": to, "note": note, "steps": by_instance}
    return commands.open_batch(
        session, clock, act, list(by_instance), officer.name, note, f"{officer.id}:{key}", arguments, ERRANDS
    )


def _by_instance(
    session: Session, clock: Clock, officer: Officer, chosen: Sequence[Errand]
) -> dict[str, list[list[Any]]]:  # fmt: skip
    """The steps by their process, in the order chosen; what he does not see does not exist. Who may do what to which is
    judged row by row.
    """
    wanted = {each.task_id: each for each in chosen}
    reach = reach_of(session, officer, clock)
    scoped = (unit for scope in reach.scopes for unit in scope.units)
    units = reach.get(SUPERVISOR, frozenset()) | lane_units(reach).union(scoped)
    his = or_(
        StepTerm.unit_id.in_(units), StepTerm.assignee == officer.name, StepTerm.given_by == officer.name
    )  # fmt: skip
    rows = session.execute(
        select(Task.id, Task.instance_id, Task.assignee)
        .join(StepTerm, StepTerm.task_id == Task.id)
        .where(Task.id.in_(wanted), his)
    )
    found = {row.id: (row.instance_id, row.assignee or "") for row in rows}
    grouped: dict[str, list[list[Any]]] = {}
    for task_id, each in wanted.items():
        if task_id in found:
            instance_id, holder = found[task_id]
            before = holder if each.before is None else each.before
            grouped.setdefault(instance_id, []).append([task_id, each.version, before])
    if not grouped:
        raise TaskNotFound
    return grouped


def undo_errand(session: Session, clock: Clock, officer: Officer, batch_id: str, key: str) -> Batch:
    """Take back what a finished batch has done, as far as nobody has gone on meanwhile. Raises `NotUndoable`."""
    view = batch_for(session, clock, officer, batch_id)
    reverse = UNDO.get(view.act)
    if reverse is None or view.state == "running" or view.opened_by != officer.name:
        raise NotUndoable
    done = session.scalars(
        select(BatchRow.instance_id).where(BatchRow.batch_id == batch_id, BatchRow.state == "done")
    ).all()
    steps = [Errand(*each) for instance_id in done for each in view.arguments["steps"][instance_id]]
    versions = {
        row.id: row.version
        for row in session.execute(select(Task.id, Task.version).where(Task.id.in_([each.task_id for each in steps])))
    }
    now = [replace(each, version=versions.get(each.task_id, 0)) for each in steps]
    return open_errand(session, clock, officer, reverse, now, "", view.reason, key)


def lines_of(session: Session, view: BatchView, language: Callable[[str, Mapping[str, Any]], str]) -> list[ErrandLine]:
    """What came of each dossier of such a batch; `language` tells a refusal in words."""
    rows = session.execute(
        select(BatchRow, Dossier)
        .join(Dossier, Dossier.instance_id == BatchRow.instance_id)
        .where(BatchRow.batch_id == view.id)
        .order_by(BatchRow.place)
    ).all()
    steps = {each[0] for of_one in view.arguments["steps"].values() for each in of_one}
    terms = {term.task_id: term for term in session.scalars(select(StepTerm).where(StepTerm.task_id.in_(steps)))}
    return [_line(view, row, dossier, terms, language) for row, dossier in rows]


def _line(
    view: BatchView, row: BatchRow, dossier: Dossier, terms: Mapping[str, StepTerm],
    language: Callable[[str, Mapping[str, Any]], str],
) -> ErrandLine:  # fmt: skip
    chosen = [terms[each[0]] for each in view.arguments["steps"][row.instance_id] if each[0] in terms]
    return ErrandLine(
        row.place, dossier.code, next((term.applicant for term in chosen), ""),
        tuple(term.name for term in chosen), row.state, language(row.code, row.params) if row.code else "", row.params,
    )  # fmt: skip


Deed = Callable[[Session, Clock, Officer, Errand, Mapping[str, Any]], object]


def _claim(session: Session, clock: Clock, officer: Officer, step: Errand, _said: Mapping[str, Any]) -> object:
    return handling.claim(session, clock, officer, step.task_id, step.version)


def _release(session: Session, clock: Clock, officer: Officer, step: Errand, _said: Mapping[str, Any]) -> object:
    return handling.release(session, clock, officer, step.task_id, step.version)


def _hand_over(session: Session, clock: Clock, officer: Officer, step: Errand, said: Mapping[str, Any]) -> object:
    return handling.hand_over(session, clock, officer, step.task_id, step.version, said["to"], said["note"])


def _take_back(session: Session, clock: Clock, officer: Officer, step: Errand, _said: Mapping[str, Any]) -> object:
    return handling.take_back(session, clock, officer, step.task_id, step.version)


def _assign(session: Session, clock: Clock, officer: Officer, step: Errand, said: Mapping[str, Any]) -> object:
    return reassign(session, clock, officer, step.task_id, step.version, said["to"], said["note"])


def _back(session: Session, clock: Clock, officer: Officer, step: Errand, said: Mapping[str, Any]) -> object:
    """To whom it belonged before; nobody's before, it is free again."""
    if not step.before:
        return set_free(session, clock, officer, step.task_id, step.version, said["note"])
    return reassign(session, clock, officer, step.task_id, step.version, step.before, said["note"])


def _remind(session: Session, clock: Clock, officer: Officer, step: Errand, said: Mapping[str, Any]) -> object:
    """A word to whoever has the step, or to all who may take it; it stands in their lists, too."""
    term = session.get(StepTerm, step.task_id)
    reach = reach_of(session, officer, clock)
    if term is None or term.unit_id not in reach.get(SUPERVISOR, frozenset()) | lane_units(reach):
        raise TaskNotFound
    if term.state == "closed":
        raise StepDone
    dossier = hold(session, session.get_one(Dossier, term.dossier_id))
    note = str(said["note"]).strip() or "Đề nghị xử lý sớm."
    hand_on(term, officer.name, note)
    term.given_by = ""
    for each in _told(session, clock, term, dossier):
        tell_officer(session, clock, dossier, each, "reminder", about=f"{term.name}: {note}")
    facts = {"element": term.element, "holder": term.assignee, "note": note}
    journal.append(session, clock, dossier.instance_id, "step_reminded", term.task_id, officer.name, facts)
    return None


def _ask_why(session: Session, clock: Clock, officer: Officer, step: Errand, said: Mapping[str, Any]) -> object:
    return ask_why(session, clock, officer, step.task_id, said["note"])


def _told(session: Session, clock: Clock, term: StepTerm, dossier: Dossier) -> Iterable[Officer]:
    if term.assignee is None:
        return holders_of(session, term.role, term.unit_id, clock, dossier.procedure)
    return session.scalars(select(Officer).where(Officer.name == term.assignee))


def _act(deed: Deed) -> Act:
    def act(session: Session, clock: Clock, instance_id: str, batch: Batch) -> Iterable[Changes | None]:
        officer = session.scalars(select(Officer).where(Officer.name == batch.opened_by)).one()
        for step in batch.arguments["steps"][instance_id]:
            deed(session, clock, officer, Errand(*step), batch.arguments)
        return ()

    return act


ERRANDS: Mapping[str, Act] = {
    name: _act(deed)
    for name, deed in {
        "claim": _claim, "release": _release, "hand_over": _hand_over, "take_back": _take_back, "assign": _assign,
        "assign_back": _back, "remind": _remind, "ask_why": _ask_why,
    }.items()
}  # fmt: skip
UNDO: Mapping[str, str] = {"claim": "release", "hand_over": "take_back", "release": "claim", "assign": "assign_back"}
