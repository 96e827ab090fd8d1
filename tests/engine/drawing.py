"""Draws BPMN files as Camunda Modeler writes them, from a few words."""

from collections.abc import Mapping
from html import escape
from itertools import pairwise

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'id="defs" targetNamespace="http://bpmn.io/schema/bpmn">\n'
)
LANE = "chuyen_vien"


class Drawing:
    """One process being drawn: nodes and flows are added in order, `file()` gives the bytes."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.nodes: list[str] = []
        self.flows: list[str] = []
        self.messages: dict[str, str] = {}
        self.signals: set[str] = set()
        self.lanes: dict[str, list[str]] = {}
        self.version_tag = ""

    def node(self, tag: str, node_id: str, inner: str = "", lane: str = LANE, **attributes: str) -> "Drawing":
        """Add an element; `inner` is raw XML."""
        said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self.nodes.append(f'<bpmn:{tag} id="{node_id}" name="{node_id}"{said}>{inner}</bpmn:{tag}>')
        self.lanes.setdefault(lane, []).append(node_id)
        return self

    def start(self, node_id: str = "bat_dau") -> "Drawing":
        return self.node("startEvent", node_id)

    def end(self, node_id: str = "ket_thuc") -> "Drawing":
        return self.node("endEvent", node_id)

    def user(
        self,
        node_id: str,
        lane: str = LANE,
        properties: Mapping[str, str] | None = None,
        more: str = "",
        form: str = "",
    ) -> "Drawing":
        said = "".join(f'<zeebe:property name="{k}" value="{escape(v)}"/>' for k, v in (properties or {}).items())
        inner = f'<zeebe:formDefinition formId="{form}"/>' if form else ""
        inner += f"<zeebe:properties>{said}</zeebe:properties>" if said else ""
        return self.node("userTask", node_id, extension("<zeebe:userTask/>" + inner) + more, lane)

    def service(self, node_id: str, operation: str, mapping: str = "") -> "Drawing":
        return self.node("serviceTask", node_id, extension(f'<zeebe:taskDefinition type="{operation}"/>{mapping}'))

    def exclusive(self, node_id: str, default: str = "") -> "Drawing":
        return self.node("exclusiveGateway", node_id, **({"default": default} if default else {}))

    def parallel(self, node_id: str) -> "Drawing":
        return self.node("parallelGateway", node_id)

    def events(self, node_id: str) -> "Drawing":
        return self.node("eventBasedGateway", node_id)

    def timer(self, node_id: str, value: str, kind: str = "timeDate") -> "Drawing":
        return self.node("intermediateCatchEvent", node_id, timer(node_id, value, kind))

    def boundary_timer(self, node_id: str, host: str, value: str, kind: str, interrupting: bool) -> "Drawing":
        cancels = "true" if interrupting else "false"
        return self.node(
            "boundaryEvent", node_id, timer(node_id, value, kind), attachedToRef=host, cancelActivity=cancels
        )

    def message(self, node_id: str, name: str, correlation: str) -> "Drawing":
        self.messages[name] = correlation
        inner = f'<bpmn:messageEventDefinition id="{node_id}_event" messageRef="message_{name}"/>'
        return self.node("intermediateCatchEvent", node_id, inner)

    def signal(self, tag: str, node_id: str, name: str, more: str = "", **attributes: str) -> "Drawing":
        """An event of any kind that throws or waits for a signal."""
        self.signals.add(name)
        inner = f'{more}<bpmn:signalEventDefinition id="{node_id}_event" signalRef="signal_{name}"/>'
        return self.node(tag, node_id, inner, **attributes)

    def begun_by_message(self, node_id: str, name: str, correlation: str = "") -> "Drawing":
        self.messages[name] = correlation
        inner = f'<bpmn:messageEventDefinition id="{node_id}_event" messageRef="message_{name}"/>'
        return self.node("startEvent", node_id, inner)

    def begun_by_timer(self, node_id: str, value: str, kind: str) -> "Drawing":
        return self.node("startEvent", node_id, timer(node_id, value, kind))

    def sends(self, node_id: str, name: str, correlation: str = "", mapping: str = "") -> "Drawing":
        """A send task whose message goes to our own inbox."""
        self.messages[name] = correlation
        return self.node("sendTask", node_id, extension(mapping) if mapping else "", messageRef=f"message_{name}")

    def handler(self, node_id: str, inner: "Drawing") -> "Drawing":
        """An event sub-process with everything another drawing holds."""
        self.signals |= inner.signals
        return self.node("subProcess", node_id, "".join(inner.nodes + inner.flows), triggeredByEvent="true")

    def part(self, node_id: str, inner: "Drawing", more: str = "") -> "Drawing":
        """A sub-process with everything another drawing holds."""
        self.messages |= inner.messages
        self.signals |= inner.signals
        return self.node("subProcess", node_id, more + "".join(inner.nodes + inner.flows))

    def flow(self, source: str, target: str, condition: str = "", flow_id: str = "") -> "Drawing":
        flow_id = flow_id or f"{source}_{target}"
        tag = "bpmn:conditionExpression"
        inner = f'<{tag} xsi:type="bpmn:tFormalExpression">{escape(condition)}</{tag}>' if condition else ""
        self.flows.append(
            f'<bpmn:sequenceFlow id="{flow_id}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'
        )
        return self

    def line(self, *nodes: str) -> "Drawing":
        """Connect nodes in a row."""
        for source, target in pairwise(nodes):
            self.flow(source, target)
        return self

    def together(self, *others: "Drawing") -> bytes:
        """One file with a pool for each of these drawings."""
        drawings = (self, *others)
        pools = "".join(f'<bpmn:participant id="pool_{one.key}" processRef="{one.key}"/>' for one in drawings)
        for other in others:
            self.messages |= {name: key or self.messages.get(name, "") for name, key in other.messages.items()}
            self.signals |= other.signals
        sheet = f'<bpmn:collaboration id="together">{pools}</bpmn:collaboration>\n'
        body = sheet + "".join(one.process() for one in drawings)
        return f"{HEAD}{self.declarations()}{body}</bpmn:definitions>\n".encode()

    def file(self) -> bytes:
        """The whole file in UTF-8."""
        return f"{HEAD}{self.declarations()}{self.process()}</bpmn:definitions>\n".encode()

    def declarations(self) -> str:
        """The messages and signals the events refer to."""
        messages = "".join(
            f'<bpmn:message id="message_{name}" name="{name}">'
            + extension(f'<zeebe:subscription correlationKey="{escape(key)}"/>')
            + "</bpmn:message>\n"
            for name, key in self.messages.items()
        )
        signals = "".join(f'<bpmn:signal id="signal_{name}" name="{name}"/>\n' for name in sorted(self.signals))
        return messages + signals

    def process(self) -> str:
        """The process element."""
        lanes = "".join(
            f'<bpmn:lane id="lane_{self.key}_{lane}" name="{lane}">'
            + "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
            + "</bpmn:lane>"
            for lane, nodes in self.lanes.items()
        )
        body = "\n".join(self.nodes + self.flows)
        tag = extension(f'<zeebe:versionTag value="{self.version_tag}"/>') if self.version_tag else ""
        return (
            f'<bpmn:process id="{self.key}" name="{self.key}" isExecutable="true">\n{tag}'
            f'<bpmn:laneSet id="lanes_{self.key}">{lanes}</bpmn:laneSet>\n{body}\n</bpmn:process>\n'
        )

    def bundle(self) -> dict[str, bytes]:
        """The file by its path, as `deploy` takes it."""
        return {f"{self.key}.bpmn": self.file()}


def extension(inner: str) -> str:
    """Wrap raw XML into extension elements."""
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"


def timer(node_id: str, value: str, kind: str) -> str:
    """A timer event definition; `kind` is timeDate, timeDuration or timeCycle."""
    return (
        f'<bpmn:timerEventDefinition id="{node_id}_event"><bpmn:{kind} xsi:type="bpmn:tFormalExpression">'
        f"{escape(value)}</bpmn:{kind}></bpmn:timerEventDefinition>"
    )
