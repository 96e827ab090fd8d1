"""A drawing has a size that people can read and the machine can hold."""

import re
from collections.abc import Iterator

from engine.model import Element, Kind, Process
from engine.rules.drawing import MOST_BRANCHES, MOST_ELEMENTS, MOST_PROCESSES, Drawing
from engine.rules.texts import LONGEST_EXPRESSION, texts_of
from engine.rules.words import Place, Remark, Sentence

MOST_INSTANCES = 1_000
MOST_NESTED = 10
_RANGE = re.compile(r"(-?\d{1,18})\s*\.\.\s*(-?\d{1,18})", re.ASCII)

_ELEMENTS = Sentence(
    "The process {place} has {count} elements; at most {most} are allowed.",
    "Move parts of it to processes of their own and call them with call activities.",
)
_FLOWS = Sentence(
    "The process {place} has {count} flows; at most {most} are allowed.",
    "Move parts of it to processes of their own and call them with call activities.",
)
_PROCESSES = Sentence(
    "The bundle has {count} processes; at most {most} are deployed together.",
    "Deploy them in several bundles.",
)
_BRANCHES = Sentence(
    "{count} flows leave or reach {place}; at most {most} are allowed.",
    "Use a multi-instance task for many equal branches.",
)
_INSTANCES = Sentence(
    "{place} would be done {count} times at once; at most {most} are allowed.",
    "Let the collection be shorter, or divide the work.",
)
_DEPTH = Sentence(
    "{place} lies in {count} sub-processes, one in the other; at most {most} are allowed.",
    "Move inner parts to processes of their own and call them with call activities.",
)
_TEXT = Sentence(
    "The setting {setting} of {place} has {count} characters; at most {most} are allowed.",
    "Shorten it.",
)
# The widths of the columns that keep these texts.
_LENGTHS = {
    "id": 200, "name": 500, "lane": 64, "form_id": 200, "assignee": 64, "operation": 64, "called": 64, "code": 64,
    "link": 200, "decision": 200, "signal": 100, "called_tag": 100,
}  # fmt: skip
# An expression may be longer than what it gives.
_COMPUTED = frozenset({"assignee", "signal", "code"})
_LONGEST_PROCESS = 64
_LONGEST_MESSAGE = 100


def too_large(drawing: Drawing) -> Iterator[Remark]:
    """Refuse too many elements, branches or instances, and texts that are too long to be kept."""
    process = drawing.process
    yield from _judge_size(drawing)
    yield from _judge_text(process, "id", process.id, _LONGEST_PROCESS)
    yield from _judge_text(process, "name", process.name, _LENGTHS["name"])
    for text in texts_of(process):
        yield from _judge_text(text.place, text.setting, text.value, LONGEST_EXPRESSION)
    for element in process.elements.values():
        yield from _judge_element(element, drawing)


def _judge_size(drawing: Drawing) -> Iterator[Remark]:
    process, processes = drawing.process, drawing.bundle.processes
    if len(processes) > MOST_PROCESSES and process is processes[0]:
        yield _PROCESSES.at(process, count=len(processes), most=MOST_PROCESSES)
    if len(process.elements) > MOST_ELEMENTS:
        yield _ELEMENTS.at(process, count=len(process.elements), most=MOST_ELEMENTS)
    if len(process.flows) > 5 * MOST_ELEMENTS:
        yield _FLOWS.at(process, count=len(process.flows), most=5 * MOST_ELEMENTS)


def _judge_element(element: Element, drawing: Drawing) -> Iterator[Remark]:
    graph = drawing.graph
    branches = max(len(graph.outgoing[element.id]), len(graph.incoming[element.id]))
    if branches > MOST_BRANCHES:
        yield _BRANCHES.at(element, count=branches, most=MOST_BRANCHES)
    if element.kind is Kind.SUBPROCESS and (depth := _depth(element, drawing.process)) > MOST_NESTED:
        yield _DEPTH.at(element, count=depth, most=MOST_NESTED)
    if element.loop is not None and _instances(element.loop.input_collection) > MOST_INSTANCES:
        yield _INSTANCES.at(element, count=_instances(element.loop.input_collection), most=MOST_INSTANCES)
    for setting, most in _LENGTHS.items():
        text = getattr(element, setting)
        if setting not in _COMPUTED or not text.startswith("="):
            yield from _judge_text(element, setting, text, most)
    for message in (element.message, element.sent):
        if message is not None and not message.name.startswith("="):
            yield from _judge_text(element, "message", message.name, _LONGEST_MESSAGE)


def _depth(element: Element, process: Process) -> int:
    """How many sub-processes lie around this one, itself counted; not more than one too many."""
    depth, scope = 1, element.parent
    while scope in process.elements and depth <= MOST_NESTED:
        depth, scope = depth + 1, process.elements[scope].parent
    return depth


def _judge_text(place: Place, setting: str, text: str, most: int) -> Iterator[Remark]:
    if len(text) > most:
        yield _TEXT.at(place, setting=setting, count=len(text), most=most)


def _instances(collection: str) -> int:
    """How many instances a collection written out in the diagram makes; zero when it is known only at run time."""
    spans = [abs(int(last) - int(first)) + 1 for first, last in _RANGE.findall(collection)]
    listed = collection.count(",") + 1 if collection.lstrip("= ").startswith("[") else 0
    return max([*spans, listed])
