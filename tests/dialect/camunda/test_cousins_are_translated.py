"""Activiti, Flowable and Operaton say what Camunda 7 says in namespaces of their own; BPMN has words of its own too."""

import pytest

from engine.dialect import Reading, read_drawing
from engine.model import Element, Known
from engine.rules import judge

COUSINS = {
    "activiti": "http://activiti.org/bpmn",
    "flowable": "http://flowable.org/bpmn",
    "operaton": "http://operaton.org/schema/1.0/bpmn",
}
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def drawing(prefix: str, *parts: str, executable: str = ' isExecutable="true"') -> bytes:
    space = f' xmlns:{prefix}="{COUSINS[prefix]}"' if prefix else ""
    opened = f'<definitions xmlns="{BPMN}"{space} targetNamespace="t"><process id="p"{executable}>'
    return "\n".join([opened, *parts, "</process></definitions>"]).encode()


def read(prefix: str, *parts: str) -> Reading:
    return read_drawing(drawing(prefix, *parts), "p.bpmn")


def one(prefix: str, *parts: str) -> Element:
    (process,) = read(prefix, *parts).processes
    assert process.oddities == ()
    return next(element for element in process.elements.values() if element.id == "a")


def owner(tag: str, text: str) -> str:
    said = f"<resourceAssignmentExpression><formalExpression>{text}</formalExpression></resourceAssignmentExpression>"
    return f'<userTask id="a"><{tag}>{said}</{tag}></userTask><startEvent id="s" activiti:formKey="f"/>'


def refused(reading: Reading) -> list[str]:
    return [one.message["en"] for one in judge(reading.processes, Known()) if one.rule == "camunda_not_translated"]


@pytest.mark.parametrize("prefix", COUSINS)
def test_the_settings_of_a_cousin_are_translated(prefix: str) -> None:
    task = one(
        prefix, f'<userTask id="a" {prefix}:assignee="${{boss}}" {prefix}:candidateGroups="hr" {prefix}:formKey="f"/>'
    )
    assert (task.assignee, task.candidate_groups, task.form_id) == ("=boss", "hr", "f")


def test_the_passport_names_a_setting_as_it_is_written() -> None:
    (change,) = read("flowable", '<userTask id="a" flowable:assignee="chi"/>').changes
    assert change.written == 'flowable:assignee="chi"'


def test_the_code_of_a_cousin_is_refused_by_its_name() -> None:
    (said,) = refused(read("activiti", '<serviceTask id="a" activiti:class="org.example.Run"/>'))
    assert 'activiti:class="org.example.Run"' in said


def test_what_camunda_does_not_know_of_a_cousin_is_refused() -> None:
    (said,) = refused(read("flowable", '<serviceTask id="a" flowable:triggerable="true"/>'))
    assert "flowable:triggerable" in said


def test_a_process_of_a_cousin_that_does_not_say_so_is_executable() -> None:
    reading = read_drawing(drawing("activiti", '<startEvent id="a" activiti:initiator="i"/>', executable=""), "p.bpmn")
    assert not any(odd.kind == "not_executable" for process in reading.processes for odd in process.oddities)
    assert 'isExecutable="true"' in [change.becomes for change in reading.changes]


def test_a_process_of_nobody_that_does_not_say_so_is_not_executable() -> None:
    (process,) = read_drawing(drawing("", '<startEvent id="a"/>', executable=""), "p.bpmn").processes
    assert [odd.kind for odd in process.oddities] == ["not_executable"]


def test_groups_in_the_words_of_bpmn_are_candidate_groups() -> None:
    assert one("activiti", owner("potentialOwner", "management, group(sales)")).candidate_groups == "management, sales"


def test_a_performer_in_the_words_of_bpmn_is_the_assignee() -> None:
    assert one("activiti", owner("humanPerformer", "${boss}")).assignee == "=boss"
    assert one("activiti", owner("potentialOwner", "user(chi)")).assignee == "chi"


@pytest.mark.parametrize("text", ["user(chi), group(hr)", "user(chi), user(an)", ""])
def test_a_choice_among_people_by_name_is_refused_at_its_step(text: str) -> None:
    reading = read("activiti", owner("potentialOwner", text))
    assert "a offers the task to several people" in refused(reading)[0]


def test_the_collection_of_a_repeated_step_in_the_words_of_bpmn() -> None:
    rounds = "<loopDataInputRef>people</loopDataInputRef><inputDataItem name='who'/>"
    marker = f"<multiInstanceLoopCharacteristics>{rounds}</multiInstanceLoopCharacteristics>"
    loop = one("flowable", f'<userTask id="a" flowable:assignee="${{who}}">{marker}</userTask>').loop
    assert loop is not None
    assert (loop.input_collection, loop.input_element) == ("=people", "who")


@pytest.mark.parametrize(("text", "said"), [
    ("3", "=for i in 1..3 return i"),
    ("= size", "=if size < 1 then [] else for i in 1..(size) return i"),
])  # fmt: skip
def test_a_number_of_rounds_is_read_in_every_drawing(text: str, said: str) -> None:
    rounds = f"<loopCardinality>{text}</loopCardinality>"
    marker = f"<multiInstanceLoopCharacteristics>{rounds}</multiInstanceLoopCharacteristics>"
    loop = one("", f'<userTask id="a">{marker}</userTask>').loop
    assert loop is not None
    assert loop.input_collection == said
