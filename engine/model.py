"""A drawing as the engine sees it: read by `dialect`, judged by `rules`, turned into runnable specs by `spiff`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

Part = TypeVar("Part")


class Kind(StrEnum):
    """The elements the engine knows how to run; every other element is `UNKNOWN` and refused at deployment."""

    START = "startEvent"
    END = "endEvent"
    CATCH = "intermediateCatchEvent"
    THROW = "intermediateThrowEvent"
    BOUNDARY = "boundaryEvent"
    USER_TASK = "userTask"
    MANUAL_TASK = "manualTask"
    TASK = "task"
    SERVICE_TASK = "serviceTask"
    SEND_TASK = "sendTask"
    SCRIPT_TASK = "scriptTask"
    RECEIVE_TASK = "receiveTask"
    RULE_TASK = "businessRuleTask"
    SUBPROCESS = "subProcess"
    CALL = "callActivity"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    INCLUSIVE = "inclusiveGateway"
    EVENT_GATEWAY = "eventBasedGateway"
    UNKNOWN = "unknown"


PERSON_TASKS = frozenset({Kind.USER_TASK, Kind.MANUAL_TASK, Kind.TASK})
JOB_TASKS = frozenset({Kind.SERVICE_TASK, Kind.SEND_TASK})
ASKING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})
ACTIVITIES = PERSON_TASKS | JOB_TASKS | {
    Kind.SCRIPT_TASK, Kind.RECEIVE_TASK, Kind.RULE_TASK, Kind.SUBPROCESS, Kind.CALL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timer:
    """When a timer event fires: `kind` is `date`, `duration` or `cycle`; `value` is ISO text, or FEEL after `=`."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is waited for or sent: its name (a text, or FEEL after `=`) and the FEEL text of its key."""

    name: str
    correlation: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """A multi-instance marker: what is repeated (FEEL), the item's name, where results go and what each is (FEEL)."""

    sequential: bool
    input_collection: str
    input_element: str = ""
    output_collection: str = ""
    output_element: str = ""
    completion_condition: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One `zeebe:input` or `zeebe:output`: FEEL text (or a plain text without `=`) and the variable it is put into."""

    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One node of a drawing, with everything its extension elements say.

    `tag` is the local BPMN name as written, `events` the local names of its event definitions.
    Texts with a leading `=` are FEEL. A call activity copies all variables in (`propagates_parents`) and all results
    out (`propagates_children`) unless told otherwise; `binding` says which version it calls: `deployment` (drawn in the
    same bundle), `latest` (in force when it is called), `versionTag` (the one with the tag `called_tag`), or empty: the
    bundle's own if it has one. The FEEL text `script` of a script task, or the `decision` of a business rule task,
    gives the variable `result`. `parent` is the sub-process the element is drawn in, or empty. `code` is that of an
    error or escalation event, which catches any when it is empty; `link` the name of a link event, `signal` that of a
    signal, thrown or caught; `message` is waited for, `sent` goes out. A sub-process `by_event` has no flows: the event
    of its start begins it. A start event that is not `drawn` was put in by the reader where a part has none.
    """

    id: str
    kind: Kind
    tag: str
    line: int
    name: str = ""
    lane: str = ""
    parent: str = ""
    default: str = ""
    attached_to: str = ""
    drawn: bool = True
    by_event: bool = False
    interrupting: bool = True
    events: tuple[str, ...] = ()
    timer: Timer | None = None
    message: Message | None = None
    sent: Message | None = None
    signal: str = ""
    code: str = ""
    link: str = ""
    loop: Loop | None = None
    form_id: str = ""
    assignee: str = ""
    candidate_groups: str = ""
    due_date: str = ""
    priority: str = ""
    operation: str = ""
    retries: str = ""
    script: str = ""
    decision: str = ""
    result: str = ""
    called: str = ""
    binding: str = ""
    called_tag: str = ""
    propagates_parents: bool = True
    propagates_children: bool = True
    inputs: tuple[Assignment, ...] = ()
    outputs: tuple[Assignment, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_awaited(self) -> bool:
        """Whether something outside must happen before a token goes on from this event."""
        return bool(self.events or self.timer or self.message or self.signal)

    @property
    def is_job(self) -> bool:
        """Whether an operation runs here: a service or send task, one of rules without a decision, a message sent."""
        sends = self.kind in (Kind.THROW, Kind.END) and "messageEventDefinition" in self.events
        return sends or self.kind in JOB_TASKS or (self.kind is Kind.RULE_TASK and not self.decision)


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow; `condition` is the FEEL text with its leading `=`, or empty."""

    id: str
    source: str
    target: str
    line: int
    name: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something the reader met that the model has no place for: refused by a rule, never dropped in silence."""

    kind: str
    element: str
    line: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    """One executable process of a drawing; elements and flows by id, in document order, sub-processes after what is
    around them. What is drawn in a sub-process stands among the others and names it as its `parent`."""

    id: str
    name: str
    file: str
    line: int
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    lanes: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    version_tag: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    _leaving: Mapping[str, tuple[Flow, ...]] = field(init=False, repr=False, compare=False)
    _reaching: Mapping[str, tuple[Flow, ...]] = field(init=False, repr=False, compare=False)
    _attached: Mapping[str, tuple[Element, ...]] = field(init=False, repr=False, compare=False)
    _inside: Mapping[str, tuple[Element, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for each element again and again: looked up, not searched for.
        object.__setattr__(self, "_leaving", _grouped(self.flows.values(), lambda flow: flow.source))
        object.__setattr__(self, "_reaching", _grouped(self.flows.values(), lambda flow: flow.target))
        object.__setattr__(self, "_attached", _grouped(self.elements.values(), lambda element: element.attached_to))
        object.__setattr__(self, "_inside", _grouped(self.elements.values(), lambda element: element.parent))

    def outgoing(self, element: str) -> tuple[Flow, ...]:
        """The flows that leave this element, in document order."""
        return self._leaving.get(element, ())

    def incoming(self, element: str) -> tuple[Flow, ...]:
        """The flows that reach this element, in document order."""
        return self._reaching.get(element, ())

    def boundaries(self, element: str) -> tuple[Element, ...]:
        """The boundary events attached to this element."""
        return self._attached.get(element, ())

    def linked(self, element: str) -> tuple[Element, ...]:
        """Where a link event that throws leads to; for one that catches, where it comes from."""
        here = self.elements[element]
        others = (other for other in self.inside(here.parent) if here.link and other.link == here.link)
        return tuple(other for other in others if other.kind is not here.kind)

    def is_part_by_event(self, scope: str) -> bool:
        """Whether this scope is an event sub-process."""
        return scope in self.elements and self.elements[scope].by_event

    def inside(self, scope: str) -> tuple[Element, ...]:
        """The elements drawn directly in this sub-process, or in the process itself for an empty name."""
        return self._inside.get(scope, ())

    @property
    def starts(self) -> tuple[Element, ...]:
        """The start events of the process itself, those that wait for an event included."""
        return tuple(element for element in self.inside("") if element.kind is Kind.START)

    @property
    def plain_start(self) -> Element | None:
        """The start event that waits for nothing: where a call or a person begins."""
        return next((start for start in self.starts if not start.is_awaited), None)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The process itself (an empty name) and its sub-processes, outer ones first."""
        return ("", *(element.id for element in self.elements.values() if element.kind is Kind.SUBPROCESS))


def uncalled(processes: Iterable[Process]) -> list[Process]:
    """The processes that no other one of them calls."""
    processes = tuple(processes)
    called = {
        element.called
        for process in processes
        for element in process.elements.values()
        if element.kind is Kind.CALL and element.called != process.id
    }
    return [process for process in processes if process.id not in called]


def mains(processes: Iterable[Process]) -> list[Process]:
    """The processes that could be the main one of a bundle: exactly one when all is well.

    Of several pools that is the one with a plain start; an event of their own begins the others.
    """
    candidates = uncalled(processes)
    begun = [process for process in candidates if process.plain_start is not None]
    return begun if len(candidates) > 1 and begun else candidates


def _grouped(parts: Iterable[Part], key: Callable[[Part], str]) -> dict[str, tuple[Part, ...]]:
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append(part)
    return {name: tuple(group) for name, group in groups.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one place of a drawing; `severity` is `error` or `warning`, texts by language."""

    rule: str
    severity: str
    element: str
    line: int
    message: Mapping[str, str]
    mend: Mapping[str, str]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The names a drawing may use; filled by the floor above, only compared here. None means: not checked."""

    forms: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    messages: frozenset[str] | None = None
    operations: frozenset[str] | None = None
    decisions: frozenset[str] | None = None
    called: frozenset[str] | None = None
    # Of the processes that may be called, each with a version tag one of its versions carries.
    tags: frozenset[tuple[str, str]] | None = None
