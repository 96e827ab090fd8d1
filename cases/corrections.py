"""The desk put right after a hand has moved a process: the dossier's state, its pause and its date follow the token.

A drawing moves a dossier along its table of states. Whoever moves a token or goes back leaves that table; what the
earlier state had begun is called off here, and what the later one needs is done as if the drawing had come there.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import update
from sqlalchemy.orm import Session

from cases.dossier import FINAL
from cases.listing import relist
from cases.moves import ARRIVALS, last_supplement, move, unpause
from cases.procedure import Procedure
from cases.tables import Dossier, StepTerm, Supplement
from engine import journal
from engine.jobs import enqueue
from engine.model import Element, Kind, Process
from ground.clock import Clock
from ground.errors import Conflict, Invalid

# What a dossier may be brought to by hand; everything else is reached by the law's own moves only.
OPEN = frozenset({"submitted", "accepted", "handling", "payment", "supplement"})
CALLED_OFF = "Yêu cầu bổ sung được hủy: {reason}"


class NotByHand(Conflict):
    """The dossier is "{state}": it cannot be brought to "{wanted}" by hand. What it stands for has gone out already."""

    code = "not_by_hand"


class StateUnclear(Invalid):
    """At {element} the dossier may be in several states: {states}. Say which one is meant."""

    code = "state_unclear"


def bring(
    session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, state: str, by: str, reason: str
) -> None:
    """Bring the dossier into the state its process stands in now, with its pause and its date. Raises `NotByHand`."""
    before = dossier.state
    if state == before:
        return
    is_lost = state == "supplement" and _asked(session, dossier) is None
    if before not in OPEN or is_lost:
        raise NotByHand(state=before, wanted=state)
    if before == "supplement":
        _call_off(session, clock, dossier, by, reason)
    if state == "submitted":
        _undo_acceptance(dossier)
    elif state in ("accepted", "handling") and dossier.accepted_at is None:
        move(session, clock, dossier, procedure, "accepted", by)
    if state in OPEN:
        dossier.state = state
        dossier.version += 1
    else:
        move(session, clock, dossier, procedure, state, by)
    facts = {"before": before, "after": state, "reason": reason}
    journal.append(session, clock, dossier.instance_id, "dossier_moved", dossier.code, by, facts)
    open_steps = (StepTerm.dossier_id == dossier.id, StepTerm.state != "closed")
    session.execute(update(StepTerm).where(*open_steps).values(stage=state))
    relist(session, dossier.id)
    session.flush()


def _call_off(session: Session, clock: Clock, dossier: Dossier, by: str, reason: str) -> None:
    """What was asked for is not waited for any more; the time it took counts as the law of the pause says."""
    asked = _asked(session, dossier)
    if asked is not None:
        asked.answered_at, asked.note = clock.now(), CALLED_OFF.format(reason=reason)
    unpause(session, clock, dossier, by)


def _asked(session: Session, dossier: Dossier) -> Supplement | None:
    """The request for a supplement that is still waited for."""
    asked = last_supplement(session, dossier)
    return asked if asked is not None and asked.answered_at is None and asked.expired_at is None else None


def _undo_acceptance(dossier: Dossier) -> None:
    """The check is made anew: there is no date until then, but the one first promised is not forgotten."""
    dossier.accepted_at = dossier.clock_at = dossier.due_at = None
    dossier.promised_at = dossier.apology_at = None


def stop(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str, reason: str) -> None:
    """The process was cancelled: an open dossier is stopped, its applicant told, the notice printed."""
    before = dossier.state
    if before not in OPEN:
        return
    if before == "supplement":
        _call_off(session, clock, dossier, by, reason)
    dossier.reason = reason
    ARRIVALS["stopped"](session, clock, dossier, procedure, by)
    dossier.state, dossier.version = "stopped", dossier.version + 1
    facts = {"before": before, "after": "stopped", "reason": reason}
    journal.append(session, clock, dossier.instance_id, "dossier_moved", dossier.code, by, facts)
    enqueue(session, clock, "print_stop", {}, instance_id=dossier.instance_id)
    session.flush()


def state_at(session: Session, dossier: Dossier, procedure: Procedure, process: str, element: str) -> str:
    """The state a dossier is in while its token stands here: what the drawing says nearest before it.

    It stays as it is where that is one of several, or where the drawing says nothing. Raises `StateUnclear`.
    """
    found = states_before(procedure, process, element)
    found = found - FINAL or found
    if len(found) > 1 and _asked(session, dossier) is None:
        found -= {"supplement"}
    if dossier.state in found or not found:
        return dossier.state
    if len(found) > 1:
        raise StateUnclear(element=element, states=", ".join(sorted(found)))
    return next(iter(found))


def states_before(procedure: Procedure, process: str, element: str) -> set[str]:
    """The states that the ways to this element set last, its own first; `submitted` where none does before it."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    places = [(process, element)]
    while places:
        place = places.pop()
        node = procedure.element(*place)
        if place in seen or node is None:
            continue
        seen.add(place)
        state = node.properties.get("dossierState", "")
        before = [] if state else list(_before(procedure, procedure.processes[place[0]], node))
        places.extend(before)
        if state:
            found.add(state)
        elif not before and node.kind is Kind.START and place[0] == procedure.slug:
            found.add("submitted")
    return found


def _before(procedure: Procedure, process: Process, node: Element) -> Iterator[tuple[str, str]]:
    """Where a token was just before: up a flow, at the step an event hangs on, at the part it lies in, at the call."""
    for flow in process.incoming(node.id):
        yield from _left(procedure, process, process.elements[flow.source])
    if node.kind is Kind.CATCH:
        yield from ((process.id, other.id) for other in process.linked(node.id))
    if node.attached_to:
        yield process.id, node.attached_to
    if node.kind is Kind.START and node.parent:
        yield process.id, node.parent
    elif node.kind is Kind.START:
        yield from _calls(procedure, process.id)


def _left(procedure: Procedure, process: Process, source: Element) -> Iterable[tuple[str, str]]:
    """Where a token was last that comes from here: of a part or a called process, at one of its ends."""
    inside = process.inside(source.id) if source.kind is Kind.SUBPROCESS else ()
    if source.kind is Kind.CALL and source.called in procedure.processes:
        process = procedure.processes[source.called]
        inside = process.inside("")
    ends = [(process.id, each.id) for each in inside if each.kind is Kind.END]
    return ends or [(process.id, source.id)]


def _calls(procedure: Procedure, called: str) -> Iterable[tuple[str, str]]:
    for process in procedure.processes.values():
        for node in process.elements.values():
            if node.kind is Kind.CALL and node.called == called:
                yield process.id, node.id
