"""Who does a task, until when and on which form arrives in the model as if it had been drawn for this house."""

import pytest

from engine.model import Assignment
from tests.dialect.camunda.drawn import kinds, one, read, user_task


@pytest.mark.parametrize(
    ("attributes", "field", "value"),
    [
        ('camunda:assignee="chi"', "assignee", "chi"),
        ('camunda:assignee="${nguoi.ten}"', "assignee", "=nguoi.ten"),
        ('camunda:assignee="=chi"', "assignee", '="=chi"'),
        ('camunda:candidateUsers="chi"', "assignee", "chi"),
        ('camunda:candidateGroups="van_thu, chuyen_vien"', "candidate_groups", "van_thu, chuyen_vien"),
        ('camunda:candidateGroups="#{groups}"', "candidate_groups", "=groups"),
        ('camunda:candidateGroups="van_thu,${group}"', "candidate_groups", '=flatten(["van_thu", group])'),
        ('camunda:dueDate="2026-09-01T17:00:00+07:00"', "due_date", "2026-09-01T17:00:00+07:00"),
        ('camunda:dueDate="${due}"', "due_date", "=due"),
        ('camunda:dueDate="P5D"', "due_date", '=now() + duration("P5D")'),
        ('camunda:priority="70"', "priority", "70"),
        ('camunda:priority="${p + 1}"', "priority", "=p + 1"),
        ('camunda:formKey="p.a"', "form_id", "p.a"),
        ('camunda:formKey="camunda-forms:deployment:forms/p.a.form"', "form_id", "p.a"),
        ('camunda:formKey="camunda-forms:app:p.a.form"', "form_id", "p.a"),
        ('camunda:formRef="p.a" camunda:formRefBinding="latest"', "form_id", "p.a"),
    ],
)
def test_a_setting_of_a_user_task_arrives(attributes: str, field: str, value: str) -> None:
    assert getattr(one(user_task(attributes)), field) == value


def test_a_follow_up_date_is_kept_as_a_property() -> None:
    task = one(user_task('camunda:followUpDate="${later}"'))
    assert task.properties == {"followUpDate": "=later"}


def test_properties_become_properties() -> None:
    task = one(
        user_task("", '<camunda:properties><camunda:property id="i" name="term" value="3wd"/></camunda:properties>')
    )
    assert task.properties == {"term": "3wd"}


@pytest.mark.parametrize(
    ("inside", "source"),
    [
        ("${a.b}", "=a.b"),
        ("plain", "plain"),
        ("=plain", '="=plain"'),
        ("", "=null"),
        ("Số ${n}", '="Số " + string(n)'),
        (
            "<camunda:list><camunda:value>x</camunda:value><camunda:value>${y}</camunda:value></camunda:list>",
            '=["x", y]',
        ),
        ("<camunda:list/>", "=[]"),
        (
            '<camunda:map><camunda:entry key="k"><camunda:list><camunda:value>${a}</camunda:value></camunda:list>'
            '</camunda:entry><camunda:entry key="l"/></camunda:map>',
            '={"k": [a], "l": null}',
        ),
    ],
)
def test_parameters_become_mappings(inside: str, source: str) -> None:
    task = one(
        user_task(
            "",
            f'<camunda:inputOutput><camunda:inputParameter name="x">{inside}</camunda:inputParameter>'
            f'<camunda:outputParameter name="y">{inside}</camunda:outputParameter></camunda:inputOutput>',
        )
    )
    assert task.inputs == (Assignment(source, "x"),)
    assert task.outputs == (Assignment(source, "y"),)


@pytest.mark.parametrize("tag", ["serviceTask", "sendTask"])
def test_the_topic_of_an_external_task_is_the_operation(tag: str) -> None:
    task = one(f'<bpmn:{tag} id="a" camunda:type="external" camunda:topic="print_receipt" camunda:taskPriority="5"/>')
    assert task.operation == "print_receipt"


def test_what_is_said_twice_is_refused() -> None:
    reading = read(user_task('camunda:assignee="chi"', '<zeebe:assignmentDefinition assignee="cuc"/>'))
    assert [odd.kind for odd in reading.processes[0].oddities] == ["twice"]


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        (user_task('camunda:candidateUsers="chi,cuc"'), "camunda_people"),
        (user_task('camunda:candidateUsers="chi" camunda:candidateGroups="g"'), "camunda_people"),
        (user_task('camunda:formKey="embedded:app:forms/a.html"'), "camunda_form"),
        (user_task('camunda:formKey="app:a.jsf"'), "camunda_form"),
        (user_task('camunda:formKey="${form}"'), "camunda_dynamic"),
        (user_task('camunda:formHandlerClass="x.Y"'), "camunda_code"),
        (user_task('camunda:formRef="a" camunda:formRefBinding="version"'), "camunda_version"),
        (user_task('camunda:dueDate="P1Y2M3D"'), "camunda_expression"),
        (user_task('camunda:dueDate="${dateTime().plusDays(5).toDate()}"'), "camunda_call"),
        (user_task("", '<camunda:taskListener class="x.Y" event="create"/>'), "camunda_listener"),
        (user_task("", '<camunda:formData><camunda:formField id="x"/></camunda:formData>'), "camunda_form"),
        (
            user_task(
                "",
                '<camunda:inputOutput><camunda:inputParameter name="x"><camunda:script scriptFormat="js">1'
                "</camunda:script></camunda:inputParameter></camunda:inputOutput>",
            ),
            "camunda_script",
        ),
        (
            user_task(
                "",
                '<camunda:inputOutput><camunda:inputParameter name="a.b">1</camunda:inputParameter>'
                "</camunda:inputOutput>",
            ),
            "camunda_setting",
        ),
        ('<bpmn:serviceTask id="a" camunda:type="shell"/>', "camunda_code"),
        ('<bpmn:serviceTask id="a" camunda:type="external" camunda:topic="${t}"/>', "camunda_dynamic"),
        ('<bpmn:serviceTask id="a" camunda:class="x.Y"/>', "camunda_code"),
        ('<bpmn:serviceTask id="a" camunda:delegateExpression="${y}"/>', "camunda_code"),
        ('<bpmn:serviceTask id="a" camunda:expression="${a + b}"/>', "camunda_code"),
        (
            '<bpmn:scriptTask id="a" scriptFormat="groovy"><bpmn:script>1</bpmn:script></bpmn:scriptTask>',
            "camunda_script",
        ),
    ],
)
def test_what_has_no_counterpart_is_refused_by_its_kind(task: str, kind: str) -> None:
    assert kinds(read(task)) == [kind]
