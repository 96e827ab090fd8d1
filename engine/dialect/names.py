"""The names of the dialect: namespaces, nodes, and which attributes and children have a meaning here."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from engine.model import Kind

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# What only says how the sheet looks, or which program drew it.
DRAWN = frozenset({
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://camunda.org/schema/modeler/1.0",
    XSI,
})  # fmt: skip

# Programs that run drawings by settings of their own: what these say changes what happens.
ENGINES = re.compile(
    r"https?://(?:[\w-]+\.)*(?:camunda|activiti|flowable|operaton|spiffworkflow|jboss|drools|kie|jbpm|imixs|axonivy"
    r"|bonitasoft|processmaker|process-engine)\b(?!\S*/(?:design|modeler)\b)"
)

KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind if kind is not Kind.UNKNOWN}
EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
# Nodes of BPMN that flows may touch and that cannot be run yet.
UNKNOWN_NODES = frozenset({
    "transaction", "adHocSubProcess", "complexGateway", "event",
    "callChoreography", "choreographyTask", "subChoreography", "implicitThrowEvent",
})  # fmt: skip
# Read by people only: notes on the sheet, and declarations that matter where they are used.
NOTES = frozenset({
    "documentation", "textAnnotation", "association", "group", "dataObject", "dataObjectReference",
    "dataStoreReference", "property", "auditing", "monitoring", "ioSpecification",
})  # fmt: skip
# Lines between a step and the papers drawn beside it. They move nothing: what is handed on are variables.
PAPER_LINES = frozenset({"dataInputAssociation", "dataOutputAssociation"})
# What an event or activity declares to take and give; the lines above say from where.
PAPER_SLOTS = frozenset({"ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet"})
DECLARATIONS = frozenset({
    "category", "dataStore", "itemDefinition", "resource", "interface", "endPoint", "partnerEntity",
    "partnerRole", "correlationProperty",
})  # fmt: skip
# What events refer to by its id, and the attribute that counts.
CODES = {"error": "errorCode", "escalation": "escalationCode", "signal": "name"}

ANY: frozenset[str] = frozenset()
NO = frozenset({"false", "0"})
ONE = frozenset({"1"})
# What the standard and the programs write where nothing was chosen; with an operation named beside it, that is refused.
PLAIN = frozenset({"##unspecified", "##Unspecified", "unspecified", "##WebService", "##webService", "webService"})
FEEL_ONLY = frozenset({"feel", "FEEL"})
BOUND_HERE = frozenset({"latest", "deployment"})
BOUND = BOUND_HERE | {"versionTag"}
DIRECTION = {"gatewayDirection": ANY}
ACTIVITY = {
    "startQuantity": ONE, "completionQuantity": ONE, "isForCompensation": NO, "implementation": PLAIN, "default": ANY,
}  # fmt: skip

# Attributes with a meaning here, and their lawful values (`ANY` = every value). `id` and `name` stand everywhere.
ATTRIBUTES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "definitions": {
        "targetNamespace": ANY, "expressionLanguage": ANY, "typeLanguage": ANY, "exporter": ANY, "exporterVersion": ANY,
    },
    "process": {"isExecutable": ANY, "isClosed": ANY, "processType": ANY, "definitionalCollaborationRef": ANY},
    "message": {"itemRef": ANY},
    "laneSet": {},
    "lane": {"partitionElementRef": ANY},
    "collaboration": {"isClosed": ANY},
    "participant": {"processRef": ANY},
    "messageFlow": {"sourceRef": ANY, "targetRef": ANY, "messageRef": ANY},
    "sequenceFlow": {"sourceRef": ANY, "targetRef": ANY, "isImmediate": ANY},
    "conditionExpression": {"language": ANY},
    "startEvent": {"isInterrupting": ANY, "parallelMultiple": NO},
    "endEvent": {},
    "intermediateCatchEvent": {"parallelMultiple": NO},
    "boundaryEvent": {"attachedToRef": ANY, "cancelActivity": ANY, "parallelMultiple": NO},
    "intermediateThrowEvent": {},
    "userTask": ACTIVITY,
    "manualTask": ACTIVITY,
    "task": ACTIVITY,
    "serviceTask": ACTIVITY,
    "sendTask": ACTIVITY | {"messageRef": ANY},
    "scriptTask": ACTIVITY | {"scriptFormat": FEEL_ONLY},
    "businessRuleTask": ACTIVITY,
    "receiveTask": ACTIVITY | {"messageRef": ANY, "instantiate": NO},
    "subProcess": ACTIVITY | {"triggeredByEvent": ANY},
    "callActivity": ACTIVITY | {"calledElement": ANY},
    "exclusiveGateway": DIRECTION | {"default": ANY},
    "parallelGateway": DIRECTION,
    "inclusiveGateway": DIRECTION | {"default": ANY},
    "eventBasedGateway": DIRECTION | {"instantiate": NO, "eventGatewayType": frozenset({"Exclusive"})},
    "timerEventDefinition": {},
    "messageEventDefinition": {"messageRef": ANY},
    "errorEventDefinition": {"errorRef": ANY},
    "escalationEventDefinition": {"escalationRef": ANY},
    "signalEventDefinition": {"signalRef": ANY},
    "terminateEventDefinition": {},
    "linkEventDefinition": {},
    "error": {"errorCode": ANY, "structureRef": ANY},
    "escalation": {"escalationCode": ANY, "structureRef": ANY},
    "signal": {"structureRef": ANY},
    "timeDate": {"language": ANY},
    "timeDuration": {"language": ANY},
    "timeCycle": {"language": ANY},
    "completionCondition": {"language": ANY},
    "multiInstanceLoopCharacteristics": {"isSequential": ANY, "behavior": frozenset({"All"})},
    "zeebe:userTask": {},
    "zeebe:formDefinition": {"formId": ANY, "bindingType": BOUND_HERE},
    "zeebe:assignmentDefinition": {"assignee": ANY, "candidateGroups": ANY},
    "zeebe:taskSchedule": {"dueDate": ANY, "followUpDate": ANY},
    "zeebe:priorityDefinition": {"priority": ANY},
    "zeebe:taskDefinition": {"type": ANY, "retries": ANY},
    "zeebe:calledDecision": {"decisionId": ANY, "resultVariable": ANY, "bindingType": BOUND_HERE},
    "zeebe:script": {"expression": ANY, "resultVariable": ANY},
    "zeebe:ioMapping": {},
    "zeebe:input": {"source": ANY, "target": ANY},
    "zeebe:output": {"source": ANY, "target": ANY},
    "zeebe:taskHeaders": {},
    "zeebe:header": {"key": ANY, "value": ANY},
    "zeebe:calledElement": {
        "processId": ANY, "propagateAllChildVariables": ANY, "propagateAllParentVariables": ANY,
        "bindingType": BOUND, "versionTag": ANY,
    },
    "zeebe:loopCharacteristics": {
        "inputCollection": ANY, "inputElement": ANY, "outputCollection": ANY, "outputElement": ANY,
    },
    "zeebe:subscription": {"correlationKey": ANY},
    "zeebe:properties": {},
    "zeebe:property": {"name": ANY, "value": ANY},
    "zeebe:versionTag": {"value": ANY},
}  # fmt: skip

_EVENT_WORDS = frozenset({"zeebe:properties", "zeebe:ioMapping"})
_JOB_WORDS = _EVENT_WORDS | {"zeebe:taskDefinition", "zeebe:taskHeaders"}
_PERSON_WORDS = _EVENT_WORDS | {"zeebe:assignmentDefinition", "zeebe:taskSchedule", "zeebe:priorityDefinition"}
# The extension elements with a meaning on each kind of node.
EXTENSIONS: Mapping[str, frozenset[str]] = {
    "process": frozenset({"zeebe:versionTag", "zeebe:properties"}),
    "message": frozenset({"zeebe:subscription"}),
    "multiInstanceLoopCharacteristics": frozenset({"zeebe:loopCharacteristics"}),
    Kind.START: frozenset({"zeebe:properties"}),
    "eventStart": _EVENT_WORDS,
    Kind.END: frozenset({"zeebe:properties"}),
    Kind.CATCH: _EVENT_WORDS,
    Kind.THROW: frozenset({"zeebe:properties"}),
    "sentMessage": _JOB_WORDS,
    "thrownSignal": _EVENT_WORDS,
    Kind.BOUNDARY: _EVENT_WORDS,
    Kind.USER_TASK: _PERSON_WORDS | {"zeebe:userTask", "zeebe:formDefinition"},
    Kind.MANUAL_TASK: _PERSON_WORDS,
    Kind.TASK: _PERSON_WORDS,
    Kind.SERVICE_TASK: _JOB_WORDS,
    Kind.SEND_TASK: _JOB_WORDS,
    Kind.SCRIPT_TASK: _EVENT_WORDS | {"zeebe:script"},
    Kind.RECEIVE_TASK: _EVENT_WORDS,
    Kind.RULE_TASK: _JOB_WORDS | {"zeebe:calledDecision"},
    Kind.SUBPROCESS: _EVENT_WORDS,
    Kind.CALL: _EVENT_WORDS | {"zeebe:calledElement"},
    Kind.EXCLUSIVE: frozenset({"zeebe:properties"}),
    Kind.PARALLEL: frozenset({"zeebe:properties"}),
    Kind.INCLUSIVE: frozenset({"zeebe:properties"}),
    Kind.EVENT_GATEWAY: frozenset({"zeebe:properties"}),
}  # fmt: skip

FEEL_LANGUAGES = re.compile(r"feel|https?://www\.omg\.org/spec/(FEEL|DMN)/\S*", re.IGNORECASE)
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")
# Controls and marks that reorder or hide text: what a person reads must be what the machine reads.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def spoken(node: etree._Element) -> str:
    """The node's name as people write it: bare for BPMN, `zeebe:x`, `camunda:x`, and `{namespace}x` for strangers."""
    name = str(node.tag)
    return spoken_name(name) if name.startswith("{") else f"{{}}{name}"


@lru_cache(1024)
def spoken_name(name: str) -> str:
    """The same for a name in `{namespace}local` form."""
    space, _, local = name.rpartition("}")
    prefix = {BPMN: "", ZEEBE: "zeebe:", CAMUNDA: "camunda:"}.get(space[1:])
    return name if prefix is None and space else (prefix or "") + local


@lru_cache(1024)
def space_of(name: str) -> str:
    """The namespace of a name in `{namespace}local` form, or nothing."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def value_of(node: etree._Element, attribute: str) -> str:
    """An attribute's value in NFC without outer spaces; empty when absent."""
    return unicodedata.normalize("NFC", str(node.get(attribute, ""))).strip()


def reference_of(node: etree._Element, attribute: str) -> str:
    """An attribute that names another element, without the prefix some programs write before it."""
    return value_of(node, attribute).rpartition(":")[2]


def is_true(text: str) -> bool:
    """Whether an XML boolean says yes."""
    return text in ("true", "1")


def has_hidden_marks(text: str) -> bool:
    """Whether a text holds controls that hide or reorder what is read."""
    return bool(_HIDDEN.search(text))
