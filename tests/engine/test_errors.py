"""An operation that fails by a code goes on where the drawing catches it; an end in error leaves its part."""

from engine.jobs import Call, Fault
from tests.engine.conftest import Hall, only
from tests.engine.drawing import HEAD, Drawing

ERRORS = '<bpmn:error id="het_giay" errorCode="no_paper"/><bpmn:escalation id="tre" escalationCode="late"/>'


def event(kind: str, ref: str) -> str:
    return f'<bpmn:{kind}EventDefinition {kind}Ref="{ref}"/>'


class Coded(Drawing):
    """A drawing with an error and an escalation declared."""

    def file(self) -> bytes:
        return super().file().replace(HEAD.encode(), (HEAD + ERRORS).encode())


def printing() -> Drawing:
    drawing = Coded("in_giay").start().service("in", "print_receipt").user("ky").user("in_tay").end()
    drawing.node("boundaryEvent", "loi", event("error", "het_giay"), attachedToRef="in")
    return drawing.line("bat_dau", "in", "ky", "ket_thuc").line("loi", "in_tay", "ket_thuc")


def out_of_paper(_: Call) -> dict[str, str]:
    raise Fault("no_paper")


def test_a_fault_the_drawing_catches_goes_on_there(hall: Hall) -> None:
    hall.operations["print_receipt"] = out_of_paper
    hall.deploy(printing())
    instance = hall.start("in_giay")
    assert hall.work() == 1
    assert (hall.open(), hall.incidents()) == (["in_tay"], [])
    assert (only(hall.jobs()).state, only(hall.jobs()).error) == ("done", "no_paper")
    assert "job_failed" in hall.story(instance)
    assert [changes.opened[0].element for changes in hall.followed] == ["in_tay"]


def checking() -> Drawing:
    inner = Drawing("").start("vao").user("xem").node("intermediateThrowEvent", "bao", event("escalation", "tre"))
    inner.user("lam").node("endEvent", "hong", event("error", "het_giay")).line("vao", "xem", "bao", "lam", "hong")
    drawing = Coded("kiem_tra").start().part("kiem", inner).user("nhac").end("da_nhac").user("tra").end()
    drawing.node("boundaryEvent", "tre_han", event("escalation", "tre"), attachedToRef="kiem", cancelActivity="false")
    drawing.node("boundaryEvent", "loi", event("error", "het_giay"), attachedToRef="kiem")
    drawing.line("bat_dau", "kiem", "ket_thuc").line("tre_han", "nhac", "da_nhac")
    return drawing.line("loi", "tra", "ket_thuc")


def test_an_escalation_opens_a_task_beside_and_an_error_ends_the_part(hall: Hall) -> None:
    hall.deploy(checking())
    instance = hall.start("kiem_tra")
    hall.complete("xem", thay="sai")
    assert sorted(hall.open()) == ["lam", "nhac"]
    hall.complete("lam")
    assert sorted(hall.open()) == ["nhac", "tra"]
    hall.complete("nhac")
    hall.complete("tra")
    assert hall.instance(instance).ended_in == "ket_thuc"
    assert hall.variables(instance) == {"thay": "sai"}
