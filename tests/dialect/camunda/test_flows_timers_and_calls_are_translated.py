"""Conditions, timers, repeated steps, called processes, decisions and messages are said in this dialect."""

import pytest

from engine.model import Assignment, Loop, Message, Timer
from tests.dialect.camunda.drawn import kinds, one, read

CONDITION = (
    '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b">'
    '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"{}>{}</bpmn:conditionExpression></bpmn:sequenceFlow>'
)


def loop(attributes: str = "", inside: str = "") -> Loop:
    task = one(
        f'<bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics {attributes}>{inside}'
        "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"
    )
    assert task.loop is not None
    return task.loop


def test_a_condition_becomes_feel() -> None:
    (process,) = read(CONDITION.format("", "\n  ${ok &amp;&amp; n &gt; 5}\n")).processes
    assert process.flows["f"].condition == "=ok and n > 5"


def test_a_condition_that_is_feel_stays_as_it_is() -> None:
    (process,) = read(CONDITION.format("", '="${x}" = y')).processes
    assert process.flows["f"].condition == '="${x}" = y'


@pytest.mark.parametrize("text", ["${bean.check()}", "${execution.x}", "x ${a}", "${a"])
def test_a_condition_that_is_no_feel_is_refused(text: str) -> None:
    assert len(kinds(read(CONDITION.format("", text)))) == 1


def test_a_condition_in_a_language_of_programs_is_refused_by_the_reader() -> None:
    (process,) = read(CONDITION.format(' language="groovy"', "${a}")).processes
    assert [odd.kind for odd in process.oddities] == ["expression_language"]


@pytest.mark.parametrize(
    ("tag", "text", "timer"),
    [
        ("timeDuration", "PT1H", Timer("duration", "PT1H")),
        ("timeDuration", "${wait}", Timer("duration", "=wait")),
        ("timeDate", "${due.at}", Timer("date", "=due.at")),
        ("timeCycle", "R3/PT10M", Timer("cycle", "R3/PT10M")),
        ("timeCycle", "R${n}/PT10M", Timer("cycle", '="R" + string(n) + "/PT10M"')),
    ],
)
def test_a_timer_is_bare_iso_or_feel(tag: str, text: str, timer: Timer) -> None:
    event = one(
        f'<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition><bpmn:{tag} xsi:type="bpmn:tFormalExpression">'
        f"{text}</bpmn:{tag}></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
    )
    assert event.timer == timer


def test_the_language_a_file_declares_does_not_count_in_camunda() -> None:
    content = (
        '<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>'
    )
    (process,) = read(content + "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>").processes
    assert process.oddities == ()


@pytest.mark.parametrize(
    ("attributes", "inside", "collection"),
    [
        ('camunda:collection="units" camunda:elementVariable="unit"', "", "=units"),
        ('camunda:collection="${dossier.units}" camunda:elementVariable="unit"', "", "=dossier.units"),
        ("", "<bpmn:loopCardinality>3</bpmn:loopCardinality>", "=for i in 1..3 return i"),
        ("", "<bpmn:loopCardinality>0</bpmn:loopCardinality>", "=[]"),
        ("", "<bpmn:loopCardinality>${n}</bpmn:loopCardinality>", "=if n < 1 then [] else for i in 1..(n) return i"),
    ],
)
def test_a_repeated_step_brings_its_collection(attributes: str, inside: str, collection: str) -> None:
    found = loop(attributes, inside)
    assert (found.input_collection, found.input_element) == (collection, "unit" if attributes else "")


def test_the_counters_of_a_repeated_step_have_our_names() -> None:
    found = loop(
        "", "<bpmn:completionCondition>${nrOfCompletedInstances / nrOfInstances &gt;= 0.5}</bpmn:completionCondition>"
    )
    assert found.completion_condition == "=numberOfCompletedInstances / numberOfInstances >= 0.5"


CALL = (
    '<bpmn:callActivity id="a" calledElement="sub" {}><bpmn:extensionElements>{}</bpmn:extensionElements>'
    "</bpmn:callActivity>"
)


def test_a_call_without_mappings_hands_over_nothing() -> None:
    call = one('<bpmn:callActivity id="a" calledElement="sub"/>')
    assert (call.called, call.propagates_parents, call.propagates_children) == ("sub", False, False)


def test_a_call_hands_over_what_it_names() -> None:
    call = one(
        CALL.format(
            'camunda:calledElementBinding="deployment"',
            '<camunda:in source="x" target="y"/><camunda:in sourceExpression="${a.b}" target="c"/>'
            '<camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:out source="z" target="w"/>',
        )
    )
    assert call.binding == "deployment"
    assert call.inputs == (Assignment("=x", "y"), Assignment("=a.b", "c"))
    assert call.outputs == (Assignment("=z", "w"),)
    assert (call.propagates_parents, call.propagates_children) == (False, False)


def test_a_call_may_hand_over_everything() -> None:
    call = one(CALL.format("", '<camunda:in variables="all"/><camunda:out variables="all"/>'))
    assert (call.propagates_parents, call.propagates_children) == (True, True)


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (CALL.format('camunda:calledElementVersion="3"', ""), "camunda_version"),
        (CALL.format('camunda:variableMappingClass="x.Y"', ""), "camunda_code"),
        (CALL.format("", '<camunda:in variables="all" local="true"/>'), "camunda_setting"),
        (CALL.format("", '<camunda:in businessKey="${other}"/>'), "camunda_setting"),
        (CALL.format("", '<camunda:in sourceExpression="${a.b()}" target="c"/>'), "camunda_call"),
        (CALL.format("", "").replace('"sub"', '"${sub}"'), "camunda_dynamic"),
    ],
)
def test_a_call_that_cannot_be_made_so_is_refused(call: str, kind: str) -> None:
    assert kinds(read(call)) == [kind]


def test_everything_and_something_cannot_both_come_back() -> None:
    call = CALL.format("", '<camunda:out variables="all"/><camunda:out source="x" target="y"/>')
    assert kinds(read(call)) == ["camunda_setting"]


AWAITED = (
    '<bpmn:intermediateCatchEvent id="a"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>'
)


def test_a_message_somebody_waits_for_is_found_by_the_dossiers_code() -> None:
    event = one(
        AWAITED,
        head='<bpmn:message id="m" name="tra_loi"/>',
    )
    assert event.message == Message("tra_loi", "=dossier.code")


def test_a_key_that_is_drawn_is_kept() -> None:
    event = one(
        AWAITED,
        head='<bpmn:message id="m" name="tra_loi"><bpmn:extensionElements><zeebe:subscription correlationKey="=so"/>'
        "</bpmn:extensionElements></bpmn:message>",
    )
    assert event.message == Message("tra_loi", "=so")


def test_the_name_of_a_message_or_signal_may_be_worked_out() -> None:
    event = "<bpmn:{0} id='a'><bpmn:{1}EventDefinition {1}Ref='n'/></bpmn:{0}>"
    message = one(
        event.format("intermediateCatchEvent", "message"), head='<bpmn:message id="n" name="tra_loi_${so}"/>'
    ).message
    assert message is not None
    assert message.name == '="tra_loi_" + string(so)'
    thrown = (
        '<bpmn:intermediateThrowEvent id="a"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateThrowEvent>'
    )
    assert one(thrown, head='<bpmn:signal id="s" name="${bao_dong}"/>').signal == "=bao_dong"


DECISION = '<bpmn:businessRuleTask id="a" camunda:decisionRef="le_phi" camunda:resultVariable="phi" {}/>'


def test_a_decision_is_named_with_its_result() -> None:
    reading = read(DECISION.format('camunda:mapDecisionResult="singleEntry"'))
    assert kinds(reading) == []
    said = [change.becomes for change in reading.changes]
    assert 'zeebe:calledDecision decisionId="le_phi"' in said
    assert 'zeebe:calledDecision resultVariable="phi"' in said


@pytest.mark.parametrize("how", ["", 'camunda:mapDecisionResult="resultList"'])
def test_a_list_of_results_is_refused(how: str) -> None:
    assert kinds(read(DECISION.format(how))) == ["camunda_decision"]


def test_an_initiator_is_refused_only_where_it_is_read() -> None:
    start = '<bpmn:startEvent id="s" camunda:initiator="starter"/>'
    assert kinds(read(start)) == []
    assert kinds(read(start, '<bpmn:userTask id="a" camunda:assignee="${starter}"/>')) == ["camunda_initiator"]
