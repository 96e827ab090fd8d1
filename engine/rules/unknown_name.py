"""Forms, roles, operations, decisions, messages and called processes are names of things that are there."""

from collections.abc import Iterator
from dataclasses import replace

from engine.model import PERSON_TASKS, Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_FORM = Sentence(
    "{place} shows the form {name}, which is not there.",
    "Add the form to the bundle, or choose one that is in it.",
)
_ROLE = Sentence(
    "{place} is for the role {name}, which nobody can hold.",
    "Name the lane or the candidate groups by the key of a role of the procedure's sheet.",
)
_OPERATION = Sentence(
    "{place} calls the operation {name}, which does not exist.",
    "Choose one of the operations that exist here.",
)
_NO_OPERATION = Sentence(
    "{place} runs an operation but names none.",
    "Give it a task definition type: one of the operations that exist here; or let it send a message that has a name.",
)
_SIGNAL = Sentence(
    "{place} refers to a signal without a name.",
    "Give the signal a name.",
)
_TAG = Sentence(
    "{place} calls a process by its version tag but names no tag, or a tag without saying so.",
    "Choose the binding “version tag” and enter the tag, or remove the tag.",
)
_NOT_BESIDE = Sentence(
    "{place} calls {name} as it was deployed together with this drawing, but it is not in the bundle.",
    "Add its drawing to the bundle, or bind the call to the latest version.",
)
_DECISION = Sentence(
    "{place} calls the decision {name}, which is not there.",
    "Add its model to the bundle as a file named by the decision, or choose one that is in it.",
)
_MESSAGE = Sentence(
    "{place} waits for the message {name}, which nobody sends.",
    "Choose one of the messages that exist here; names are compared letter by letter.",
)
_CALLED = Sentence(
    "{place} calls the process {name}, which is not there.",
    "Add its drawing to the bundle, or choose one that is in it.",
)
_ELSEWHERE = Sentence(
    "{place} calls the process {name}, which is not in the bundle: it must be in force here before this is deployed.",
    "Add its drawing to the bundle, or deploy and approve that process first.",
)
# The same, where nobody looked what is in force here.
_PERHAPS = replace(_ELSEWHERE, severity="warning")
_NO_CALLED = Sentence(
    "{place} is a call activity without a process to call.",
    "Enter the id of the process it calls.",
)


def unknown_name(drawing: Drawing) -> Iterator[Remark]:
    """Refuse names the floor above does not know; what it leaves open is not checked."""
    lanes: set[str] = set()
    for element in drawing.process.elements.values():
        if element.kind in PERSON_TASKS:
            yield from _judge_task(element, drawing, lanes)
        if element.is_job:
            yield from _judge_operation(element, drawing.known.operations)
        if element.decision and (
            _is_strange(element.decision, drawing.known.decisions) or element.decision.startswith("=")
        ):
            yield _DECISION.at(element, name=element.decision[:100])
        if element.kind is Kind.CALL:
            yield from _judge_call(element, drawing)
        yield from _judge_event(element, drawing)


def _judge_event(element: Element, drawing: Drawing) -> Iterator[Remark]:
    message = element.message.name if element.message is not None else None
    if message is not None and message not in drawing.bundle.sent and _is_strange(message, drawing.known.messages):
        yield _MESSAGE.at(element, name=message or "–")
    is_unnamed = "signalEventDefinition" in element.events and not element.signal
    if is_unnamed and not any(oddity.element == element.id for _, oddity in drawing.oddities("dangling")):
        yield _SIGNAL.at(element)


def _is_strange(name: str, known: frozenset[str] | None) -> bool:
    return not name or (known is not None and name not in known)


def _judge_task(task: Element, drawing: Drawing, lanes: set[str]) -> Iterator[Remark]:
    if task.form_id and _is_strange(task.form_id, drawing.known.forms):
        yield _FORM.at(task, name=task.form_id)
    groups = [] if task.candidate_groups.startswith("=") else task.candidate_groups.split(",")
    roles = [group.strip() for group in groups if group.strip()]
    # A lane is named once, at its first task.
    if task.lane and task.lane not in lanes:
        lanes.add(task.lane)
        roles.append(task.lane)
    for role in roles:
        if _is_strange(role, drawing.known.roles):
            yield _ROLE.at(task, name=role)


def _judge_operation(task: Element, known: frozenset[str] | None) -> Iterator[Remark]:
    if not task.operation:
        # A message with a name goes to our own inbox.
        if task.sent is None or not task.sent.name:
            yield _NO_OPERATION.at(task)
    elif _is_strange(task.operation, known) or task.operation.startswith("="):
        yield _OPERATION.at(task, name=task.operation)


def _judge_call(call: Element, drawing: Drawing) -> Iterator[Remark]:
    known = drawing.known.called
    if (call.binding == "versionTag") != bool(call.called_tag):
        yield _TAG.at(call)
    if not call.called:
        yield _NO_CALLED.at(call)
    elif call.binding == "deployment" and call.called not in drawing.bundle.by_id:
        yield _NOT_BESIDE.at(call, name=call.called)
    elif call.called.startswith("="):
        yield _CALLED.at(call, name=call.called)
    elif call.called not in drawing.bundle.by_id and _is_strange(call.called, known):
        yield _ELSEWHERE.at(call, name=call.called)
    elif call.called not in drawing.bundle.by_id and known is None:
        yield _PERHAPS.at(call, name=call.called)
