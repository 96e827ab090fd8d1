"""What a drawing says arrives in the model: names, lanes, extension elements, events, mappings."""

import unicodedata

import pytest

from engine.dialect import DrawingHasNoProcess, DrawingNotReadable, read_processes
from engine.model import Assignment, Element, Kind, Loop, Message, Process, Timer
from ground.xml import XmlForbidden, XmlNotReadable, XmlTooLarge
from tests.dialect.drawn import drawing

MESSAGE = (
    '<bpmn:message id="answer" name="ho_so_bo_sung"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=dossier.code"/></bpmn:extensionElements></bpmn:message>'
)


def read(*parts: str, **rest: str) -> Process:
    (process,) = read_processes(drawing(*parts, **rest), "p.bpmn")
    return process


def one(part: str, **rest: str) -> Element:
    process = read(part, **rest)
    assert process.oddities == ()
    (element,) = (each for each in process.elements.values() if each.drawn)
    return element


def test_a_process_knows_its_file_line_name_and_version() -> None:
    process = read(
        '<bpmn:extensionElements><zeebe:versionTag value="1.2"/></bpmn:extensionElements>',
        process='id="p" name="Cấp giấy phép" isExecutable="true"',
    )
    assert (process.id, process.name, process.file, process.line) == ("p", "Cấp giấy phép", "p.bpmn", 3)
    assert process.version_tag == "1.2"


def test_a_user_task_brings_everything_its_extensions_say() -> None:
    task = one(
        '<bpmn:userTask id="a" name="Kiểm tra"><bpmn:extensionElements><zeebe:userTask/>'
        '<zeebe:formDefinition formId="p.a"/>'
        '<zeebe:assignmentDefinition assignee="=dossier.officer" candidateGroups="chuyen_vien, van_thu"/>'
        '<zeebe:taskSchedule dueDate="=dossier.due_at"/><zeebe:priorityDefinition priority="70"/>'
        '<zeebe:ioMapping><zeebe:input source="=x" target="y"/><zeebe:output source="=z" target="w.v"/>'
        "</zeebe:ioMapping>"
        '<zeebe:properties><zeebe:property name="term" value="4wh"/></zeebe:properties>'
        "</bpmn:extensionElements></bpmn:userTask>"
    )
    assert (task.kind, task.tag, task.line, task.name) == (Kind.USER_TASK, "userTask", 4, "Kiểm tra")
    assert (task.form_id, task.assignee) == ("p.a", "=dossier.officer")
    assert (task.candidate_groups, task.due_date, task.priority) == ("chuyen_vien, van_thu", "=dossier.due_at", "70")
    assert (task.inputs, task.outputs) == ((Assignment("=x", "y"),), (Assignment("=z", "w.v"),))
    assert task.properties == {"term": "4wh"}


def test_a_follow_up_date_is_a_property_of_the_task() -> None:
    task = one(
        '<bpmn:userTask id="a"><bpmn:extensionElements><zeebe:taskSchedule dueDate="=x" followUpDate="=y"/>'
        '<zeebe:properties><zeebe:property name="term" value="4wh"/></zeebe:properties>'
        "</bpmn:extensionElements></bpmn:userTask>"
    )
    assert (task.due_date, task.properties) == ("=x", {"term": "4wh", "followUpDate": "=y"})


def test_a_service_task_brings_operation_retries_and_headers() -> None:
    task = one(
        '<bpmn:serviceTask id="a"><bpmn:extensionElements><zeebe:taskDefinition type="print_receipt" retries="5"/>'
        '<zeebe:taskHeaders><zeebe:header key="copies" value="2"/></zeebe:taskHeaders>'
        "</bpmn:extensionElements></bpmn:serviceTask>"
    )
    assert (task.operation, task.retries, task.headers) == ("print_receipt", "5", {"copies": "2"})


def test_a_call_says_what_it_calls_and_what_it_hands_over() -> None:
    call = one(
        '<bpmn:callActivity id="a"><bpmn:extensionElements><zeebe:calledElement processId="sub" '
        'bindingType="deployment" propagateAllChildVariables="false"/></bpmn:extensionElements></bpmn:callActivity>'
    )
    assert (call.called, call.binding) == ("sub", "deployment")
    assert (call.propagates_parents, call.propagates_children) == (True, False)


def test_a_multi_instance_marker_brings_its_collection_and_condition() -> None:
    task = one(
        '<bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:extensionElements>'
        '<zeebe:loopCharacteristics inputCollection="=units" inputElement="unit" outputCollection="answers" '
        'outputElement="=answer"/></bpmn:extensionElements><bpmn:completionCondition>=enough</bpmn:completionCondition>'
        "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"
    )
    assert task.loop == Loop(True, "=units", "unit", "answers", "=answer", "=enough")


@pytest.mark.parametrize(("tag", "kind"), [("timeDate", "date"), ("timeDuration", "duration"), ("timeCycle", "cycle")])
def test_a_timer_brings_its_kind_and_value(tag: str, kind: str) -> None:
    event = one(
        f'<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition><bpmn:{tag}> =x </bpmn:{tag}>'
        "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
    )
    assert (event.events, event.timer) == (("timerEventDefinition",), Timer(kind, "=x"))


def test_a_message_event_brings_name_and_correlation() -> None:
    event = one(
        '<bpmn:intermediateCatchEvent id="a"><bpmn:messageEventDefinition messageRef="answer"/>'
        "</bpmn:intermediateCatchEvent>",
        head=MESSAGE,
    )
    assert event.message == Message("ho_so_bo_sung", "=dossier.code")


@pytest.mark.parametrize("event", ["error", "escalation"])
def test_an_error_or_escalation_event_brings_its_code(event: str) -> None:
    head = f'<bpmn:{event} id="x" name="Trễ" {event}Code="late"/>'
    thrown = one(f'<bpmn:endEvent id="a"><bpmn:{event}EventDefinition {event}Ref="x"/></bpmn:endEvent>', head=head)
    assert (thrown.events, thrown.code) == ((f"{event}EventDefinition",), "late")


def test_a_link_event_brings_its_name() -> None:
    link = '<bpmn:linkEventDefinition id="d" name="on"/>'
    process = read(
        f'<bpmn:intermediateThrowEvent id="a">{link}</bpmn:intermediateThrowEvent>',
        f'<bpmn:intermediateCatchEvent id="b">{link.replace("d", "e", 1)}</bpmn:intermediateCatchEvent>',
    )
    assert [other.id for other in process.linked("a")] == ["b"]


def test_a_boundary_event_knows_its_step_and_whether_it_interrupts() -> None:
    process = read(
        '<bpmn:userTask id="a"/>',
        '<bpmn:boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><bpmn:timerEventDefinition>'
        "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>",
    )
    event = process.elements["b"]
    assert (event.attached_to, event.interrupting) == ("a", False)
    assert process.boundaries("a") == (event,)


def test_the_innermost_lane_names_the_role() -> None:
    process = read(
        '<bpmn:laneSet id="l"><bpmn:lane id="o" name="Sở"><bpmn:flowNodeRef>a</bpmn:flowNodeRef>'
        '<bpmn:childLaneSet id="c">'
        '<bpmn:lane id="i" name="chuyen_vien"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet>'
        "</bpmn:lane></bpmn:laneSet>",
        '<bpmn:userTask id="a"/>',
    )
    assert process.elements["a"].lane == "chuyen_vien"
    assert process.lanes == ("Sở", "chuyen_vien")
    assert process.oddities == ()


def test_what_lies_in_a_sub_process_names_it_and_shares_its_lane() -> None:
    process = read(
        '<bpmn:laneSet id="l"><bpmn:lane id="i" name="chuyen_vien"><bpmn:flowNodeRef>s</bpmn:flowNodeRef></bpmn:lane>'
        "</bpmn:laneSet>",
        '<bpmn:subProcess id="s"><bpmn:startEvent id="s1"/><bpmn:subProcess id="t"><bpmn:userTask id="a"/>'
        '</bpmn:subProcess><bpmn:sequenceFlow id="f" sourceRef="s1" targetRef="t"/></bpmn:subProcess>',
        '<bpmn:userTask id="b"/>',
    )
    assert process.oddities == ()
    assert {name: node.parent for name, node in process.elements.items() if node.drawn} == {
        "s": "", "b": "", "s1": "s", "t": "s", "a": "t"
    }  # fmt: skip
    assert (process.elements["a"].lane, process.elements["b"].lane) == ("chuyen_vien", "")
    assert (process.scopes, [node.id for node in process.inside("s")]) == (("", "s", "t"), ["s1", "t"])
    assert process.outgoing("s1")[0].target == "t"


def test_a_part_without_a_start_event_gets_one_that_leads_to_everything_nothing_leads_to() -> None:
    process = read(
        '<bpmn:userTask id="a"/><bpmn:userTask id="b"/><bpmn:endEvent id="e"/>',
        '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="e"/>',
        '<bpmn:boundaryEvent id="late" attachedToRef="a"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P1D'
        "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>",
        '<bpmn:subProcess id="h" triggeredByEvent="true"/>',
    )
    start = process.plain_start
    assert start is not None
    assert not start.drawn
    assert [flow.target for flow in process.outgoing(start.id)] == ["a", "b"]
    assert process.inside("h") == ()


def test_an_event_sub_process_knows_its_event_and_whether_it_interrupts() -> None:
    process = read(
        '<bpmn:subProcess id="h" triggeredByEvent="true"><bpmn:startEvent id="s" isInterrupting="false">'
        '<bpmn:extensionElements><zeebe:ioMapping><zeebe:output source="=x" target="y"/></zeebe:ioMapping>'
        '</bpmn:extensionElements><bpmn:messageEventDefinition messageRef="answer"/></bpmn:startEvent>'
        "</bpmn:subProcess>",
        head=MESSAGE,
    )
    assert process.oddities == ()
    begin = process.elements["s"]
    assert (process.elements["h"].by_event, begin.interrupting, begin.outputs) == (
        True,
        False,
        (Assignment("=x", "y"),),
    )
    assert begin.message == Message("ho_so_bo_sung", "=dossier.code")


def test_text_is_composed_at_the_door() -> None:
    name = unicodedata.normalize("NFD", "Thẩm định hồ sơ")
    assert one(f'<bpmn:userTask id="a" name="{name}"/>').name == "Thẩm định hồ sơ"


def test_the_picture_and_the_notes_are_no_oddities() -> None:
    process = read(
        "<bpmn:documentation>Ghi chú</bpmn:documentation>",
        '<bpmn:textAnnotation id="n"><bpmn:text>Nhớ</bpmn:text></bpmn:textAnnotation>',
        head='<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><di:BPMNPlane id="e"/>'
        "</di:BPMNDiagram>",
    )
    assert process.oddities == ()


def test_an_unknown_node_stays_in_the_drawing_as_unknown() -> None:
    element = read('<bpmn:complexGateway id="a"><bpmn:extra>import os</bpmn:extra></bpmn:complexGateway>').elements["a"]
    assert (element.kind, element.tag) == (Kind.UNKNOWN, "complexGateway")


def test_a_script_task_brings_its_expression_and_the_name_of_its_value() -> None:
    task = one(
        '<bpmn:scriptTask id="a"><bpmn:extensionElements><zeebe:script expression="=fee * 2" resultVariable="total"/>'
        "</bpmn:extensionElements></bpmn:scriptTask>"
    )
    assert (task.kind, task.script, task.result) == (Kind.SCRIPT_TASK, "=fee * 2", "total")


def test_a_receive_task_waits_for_its_message_and_a_send_task_for_nothing() -> None:
    task = one('<bpmn:receiveTask id="a" messageRef="answer"/>', head=MESSAGE)
    assert task.message == Message("ho_so_bo_sung", "=dossier.code")
    task = one('<bpmn:sendTask id="a" messageRef="answer"/>', head=MESSAGE)
    assert (task.message, task.is_job) == (None, True)


def test_only_executable_processes_are_read() -> None:
    processes = read_processes(drawing(head='<bpmn:process id="q"><bpmn:task id="t"/></bpmn:process>'), "p.bpmn")
    assert [process.id for process in processes] == ["p"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"not xml", XmlNotReadable),
        (b"<html/>", DrawingNotReadable),
        (b'<d:definitions xmlns:d="http://www.omg.org/spec/DMN/20191111/MODEL/"/>', DrawingNotReadable),
        (b'<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', DrawingHasNoProcess),
        (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", XmlForbidden),
        (drawing().decode().encode("utf-16"), XmlForbidden),
        (b" " * (5 * 1024 * 1024 + 1), XmlTooLarge),
    ],
)
def test_what_is_no_drawing_is_refused_with_its_reason(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read_processes(content, "x.bpmn")
    assert "x.bpmn" in str(caught.value)
