"""Whatever Camunda 7 can say is translated, written down as not needed, or refused: nothing goes in silence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dialect import Reading
from engine.dialect.camunda.translate import MOST_SETTINGS
from ground.messages import has_translation
from tests.dialect.camunda.drawn import kinds, read, refusals

TAGS = (
    "process", "startEvent", "userTask", "serviceTask", "sendTask", "businessRuleTask", "scriptTask", "callActivity",
    "receiveTask", "manualTask", "exclusiveGateway", "parallelGateway", "endEvent", "subProcess", "sequenceFlow",
)  # fmt: skip
ATTRIBUTES = (
    "assignee", "async", "asyncAfter", "asyncBefore", "calledElementBinding", "calledElementTenantId",
    "calledElementVersion", "calledElementVersionTag", "candidateGroups", "candidateStarterGroups",
    "candidateStarterUsers", "candidateUsers", "caseBinding", "caseRef", "caseTenantId", "caseVersion", "class",
    "collection", "decisionRef", "decisionRefBinding", "decisionRefTenantId", "decisionRefVersion",
    "decisionRefVersionTag", "delegateExpression", "diagramRelationId", "dueDate", "elementVariable",
    "errorCodeVariable", "errorMessage", "errorMessageVariable", "exclusive", "expression", "followUpDate",
    "formHandlerClass", "formKey", "formRef", "formRefBinding", "formRefVersion", "historyTimeToLive", "initiator",
    "isStartableInTasklist", "jobPriority", "mapDecisionResult", "modelerTemplate", "modelerTemplateVersion",
    "priority", "resource", "resultVariable", "taskPriority", "topic", "type", "variableEvents",
    "variableMappingClass", "variableMappingDelegateExpression", "variableName", "versionTag", "tomorrow",
)  # fmt: skip
ELEMENTS = (
    "connector", "errorEventDefinition", "executionListener", "failedJobRetryTimeCycle", "field", "formData",
    "formProperty", "in", "inputOutput", "out", "potentialStarter", "properties", "script", "taskListener",
    "validation", "tomorrow",
)  # fmt: skip


def told(reading: Reading, word: str) -> bool:
    """Whether a change or a refusal names this setting."""
    said = [change.written for change in reading.changes]
    said += [odd.detail for process in reading.processes for odd in process.oddities]
    return any(word in text for text in said)


def drawn(tag: str, attributes: str, inside: str = "") -> Reading:
    if tag == "process":
        return read(inside, process=attributes)
    return read(f'<bpmn:{tag} id="a" {attributes}>{inside}</bpmn:{tag}>')


@pytest.mark.parametrize("tag", TAGS)
def test_every_attribute_is_named(tag: str) -> None:
    for name in ATTRIBUTES:
        reading = drawn(tag, f'camunda:{name}="external"')
        assert told(reading, f"camunda:{name}"), name


@pytest.mark.parametrize("tag", TAGS)
def test_every_extension_element_is_named(tag: str) -> None:
    for name in ELEMENTS:
        part = "<camunda:x/>" if name in ("inputOutput", "properties") else "x"
        reading = drawn(
            tag, "", f"<bpmn:extensionElements><camunda:{name}>{part}</camunda:{name}></bpmn:extensionElements>"
        )
        assert told(reading, "camunda:x" if part != "x" else f"camunda:{name}"), name


@pytest.mark.parametrize(
    "head", ['<bpmn:error id="e" camunda:x="1"/>', "<camunda:x/>", '<bpmn:message id="m" camunda:x="1"/>']
)
def test_what_stands_outside_of_processes_is_named_too(head: str) -> None:
    assert told(read(head=head), "camunda:x")


def test_a_setting_in_the_wrong_place_is_refused() -> None:
    assert kinds(read('<bpmn:userTask id="a"><camunda:properties/></bpmn:userTask>')) == ["camunda_setting"]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(ATTRIBUTES),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x1EFF, exclude_characters='<&"')),
)
def test_any_value_is_read_without_a_crash(name: str, value: str) -> None:
    reading = drawn("userTask", f'camunda:{name}="{value}"')
    assert told(reading, f"camunda:{name}")


def test_a_flood_of_settings_is_refused_and_not_waited_for() -> None:
    many = [f'<bpmn:group id="a{n}" camunda:async="1"/>' for n in range(MOST_SETTINGS + 50)]
    assert kinds(read(*many)) == ["camunda_setting"]


def test_a_list_longer_than_anybody_writes_is_refused() -> None:
    values = "<camunda:value>1</camunda:value>" * 1_000
    held = f'<camunda:inputParameter name="x"><camunda:list>{values}</camunda:list></camunda:inputParameter>'
    task = f"<bpmn:extensionElements><camunda:inputOutput>{held}</camunda:inputOutput></bpmn:extensionElements>"
    assert kinds(read(f'<bpmn:userTask id="a">{task}</bpmn:userTask>')) == ["camunda_setting"]


def test_every_sentence_has_its_vietnamese() -> None:
    for tag in TAGS:
        for name in ATTRIBUTES:
            reading = drawn(tag, f'camunda:{name}="external"')
            assert all(has_translation(change.remark) for change in reading.changes if change.remark)
            assert all(one.message["vi"] != one.message["en"] for one in refusals(reading))
