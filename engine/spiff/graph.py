"""A bundle's processes as SpiffWorkflow specs, built element by element from our own model.

Built once for a definition, then shared by every instance and every thread; nothing in it changes at run time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.decisions import Model
from engine.model import ASKING, Element, Kind, Process
from engine.spiff.activities import Activity, ScriptStep, ServiceStep, UserStep
from engine.spiff.alerts import Alert, Beside, Part
from engine.spiff.calls import Call, Embedded, plan_name
from engine.spiff.deciding import RuleStep
from engine.spiff.ends import Begin, Finish, Started
from engine.spiff.events import Boundary, Catch, ReceiveStep
from engine.spiff.formula import formula
from engine.spiff.gateways import Exclusive, Inclusive, Parallel, Race, Ways
from engine.spiff.guards import Guard
from engine.spiff.loops import Repeat
from engine.spiff.node import Drawn, Node
from engine.spiff.reach import elements_before
from engine.spiff.supported import check, texts
from engine.spiff.throws import ERROR, ESCALATION, SIGNAL, Broadcast, Terminate, Throw


class Plan(BpmnProcessSpec):
    """The specs of one process, or of one sub-process in it, which runs inside as a workflow of its own.

    Upstream's own start and end give way to ours; ids of elements never hold a colon.
    """

    def __init__(self, process: Process, scope: str) -> None:
        super().__init__(name=plan_name(process.id, scope))
        self.process = process.id
        self.version_tag = process.version_tag
        self.task_specs.clear()
        self.start = Begin(self, ":start")
        self.end = Finish(self, ":finish")
        self.settling: list[Inclusive] = []


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything a run needs to know about a definition: the main process and a plan for each process by its id.

    The plan of a sub-process lies under `process:element`.
    """

    main: str
    plans: Mapping[str, Plan]


def build(processes: Mapping[str, Process], main: str, decisions: Mapping[str, Model] | None = None) -> Graph:
    """The graph of a bundle. Raises `ElementNotSupported` for anything that could not be run exactly as drawn,
    `FeelError` for a text that is not FEEL."""
    plans: dict[str, Plan] = {}
    for name, process in processes.items():
        check(process)
        plans |= {plan_name(name, scope): _plan(process, scope) for scope in process.scopes}
    for plan in plans.values():
        for node in plan.task_specs.values():
            if isinstance(node, RuleStep):
                node.model = (decisions or {}).get(node.element.decision)
    return Graph(main, plans)


def _plan(process: Process, scope: str) -> Plan:
    plan = Plan(process, scope)
    entries: dict[str, Node] = {}
    for element in process.inside(scope):
        for text in texts(process, element):
            formula(text)
        node = _node(plan, process, element)
        node.is_told = node.is_told and element.drawn
        entries[element.id] = _guarded(plan, process, element, node)
    for element in process.inside(scope):
        _connect(plan, process, element, entries)
    for element in process.inside(scope):
        if element.by_event:
            plan.start.lead_to(entries[element.id])
    starts = [element for element in process.inside(scope) if element.kind is Kind.START]
    # The event of an event sub-process has come before it begins: inside there is nothing to choose.
    plain = starts[0] if scope else process.plain_start
    plan.start.starts = frozenset(start.id for start in starts)
    plan.start.plain = plain.id if plain is not None else ""
    return plan


def _node(plan: Plan, process: Process, element: Element) -> Node:
    if element.by_event:
        return (Part if _start_of(process, element.id).interrupting else Beside)(plan, element.id, element)
    if element.loop is None and element.is_job:
        return ServiceStep(plan, element.id, element)
    if element.events and (kind := _EVENTS.get((element.kind, *element.events))):
        return kind(plan, element.id, element)
    if element.loop is None:
        return _KINDS[element.kind](plan, process, element)
    frame = Repeat(plan, element.id, element)
    inner = (ServiceStep if element.is_job else _ACTIVITIES[element.kind])(plan, f"{element.id}:each", element)
    inner.is_repeated, inner.is_told = True, False
    frame.lead_to(inner)
    return frame


def _guarded(plan: Plan, process: Process, element: Element, node: Node) -> Node:
    """What leads to the node: itself, the event that starts it, or a fork when boundary events are attached."""
    if element.by_event:
        alert = Alert(plan, f"{element.id}:alert", _start_of(process, element.id))
        alert.lead_to(node)
        return alert
    if not process.boundaries(element.id):
        return node
    assert isinstance(node, Activity | Repeat)
    guard = Guard(plan, f"{element.id}:guard")
    node.is_guarded = True
    guard.lead_to(node)
    return guard


def _start_of(process: Process, scope: str) -> Element:
    return next(element for element in process.inside(scope) if element.kind is Kind.START)


def _connect(plan: Plan, process: Process, element: Element, entries: Mapping[str, Node]) -> None:
    node = _way_out(plan, process, element)
    for flow in process.outgoing(element.id):
        node.lead_to(entries[flow.target], flow.id)
    if element.kind is Kind.THROW:
        for other in process.linked(element.id):
            node.lead_to(entries[other.id])
    if not node.ways:
        node.lead_to(plan.end)
    for event in process.boundaries(element.id):
        entries[element.id].lead_to(entries[event.id])
    if element.kind is Kind.START:
        plan.start.lead_to(node)


def _way_out(plan: Plan, process: Process, element: Element) -> Node:
    """What the flows of an element leave: itself, or a node that asks their conditions after a step."""
    node: Node = plan.task_specs[element.id]
    flows = process.outgoing(element.id)
    if element.kind in ASKING or not any(flow.condition for flow in flows):
        return node
    ways = Ways(plan, f"{element.id}:ways", element)
    ways.conditions = {flow.id: flow.condition or "=true" for flow in flows if flow.id != element.default}
    node.lead_to(ways)
    return ways


def _exclusive(plan: Plan, process: Process, element: Element) -> Node:
    flows = process.outgoing(element.id)
    conditions = {flow.id: flow.condition for flow in flows if flow.condition and flow.id != element.default}
    return Exclusive(plan, element.id, element, conditions=conditions)


def _parallel(plan: Plan, process: Process, element: Element) -> Node:
    node = Parallel(plan, element.id, element)
    node.incoming = tuple(flow.id for flow in process.incoming(element.id))
    return node


def _inclusive(plan: Plan, process: Process, element: Element) -> Node:
    flows = process.outgoing(element.id)
    node = Inclusive(plan, element.id, element)
    node.conditions = {flow.id: flow.condition for flow in flows if flow.condition and flow.id != element.default}
    node.incoming = tuple(flow.id for flow in process.incoming(element.id))
    if node.counts_flows:
        node.before = {flow.id: elements_before(process, flow) for flow in process.incoming(element.id)}
        plan.settling.append(node)
    return node


def _plain(kind: Callable[[Plan, str, Element], Node]) -> Callable[[Plan, Process, Element], Node]:
    return lambda plan, process, element: kind(plan, element.id, element)


_ACTIVITIES: Mapping[Kind, Callable[[Plan, str, Element], Activity]] = {
    Kind.USER_TASK: UserStep,
    Kind.MANUAL_TASK: UserStep,
    Kind.TASK: UserStep,
    Kind.SERVICE_TASK: ServiceStep,
    Kind.SEND_TASK: ServiceStep,
    Kind.SCRIPT_TASK: ScriptStep,
    Kind.RECEIVE_TASK: ReceiveStep,
    Kind.RULE_TASK: RuleStep,
    Kind.SUBPROCESS: Embedded,
    Kind.CALL: Call,
}
_EVENTS: Mapping[tuple[str, ...], type[Drawn]] = {
    (Kind.END, ERROR): Throw,
    (Kind.END, ESCALATION): Throw,
    (Kind.THROW, ESCALATION): Throw,
    (Kind.END, SIGNAL): Broadcast,
    (Kind.THROW, SIGNAL): Broadcast,
    (Kind.END, "terminateEventDefinition"): Terminate,
    (Kind.CATCH, "linkEventDefinition"): Drawn,
}
_KINDS: Mapping[Kind, Callable[[Plan, Process, Element], Node]] = {
    Kind.START: _plain(Started),
    Kind.END: _plain(Drawn),
    Kind.THROW: _plain(Drawn),
    Kind.CATCH: _plain(Catch),
    Kind.BOUNDARY: _plain(Boundary),
    Kind.EXCLUSIVE: _exclusive,
    Kind.PARALLEL: _parallel,
    Kind.INCLUSIVE: _inclusive,
    Kind.EVENT_GATEWAY: _plain(Race),
    **{kind: _plain(activity) for kind, activity in _ACTIVITIES.items()},
}
