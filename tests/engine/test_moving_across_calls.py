"""A token is moved by hand out of a called process or a part of the drawing and into one; what it leaves gives way."""

import pytest

from engine import commands
from engine.mending import Foreseen
from engine.queries import facts
from engine.spiff import ElementAmbiguous, ElementElsewhere, ElementNotEnterable, TokenNotMovable
from engine.tables import Subscription
from ground.database import reading
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing, extension

CALLS = (
    '<zeebe:calledElement processId="sub_chung"/><zeebe:ioMapping><zeebe:input source="=ho_ten" target="ai"/>'
    '<zeebe:output source="=ket_luan" target="y_kien"/></zeebe:ioMapping>'
)


def caller() -> Drawing:
    drawing = Drawing("chinh").start().user("nhap").node("callActivity", "goi", extension(CALLS)).user("xong").end()
    drawing.line("bat_dau", "nhap", "goi", "xong", "ket_thuc").user("nhac").end("da_nhac")
    drawing.boundary_timer("cham", "goi", "PT5H", "timeDuration", False)
    return drawing.line("cham", "nhac", "da_nhac")


def shared() -> Drawing:
    drawing = Drawing("sub_chung").start().parallel("tach").user("xem").user("ky").message("cho", "tra_loi", "=ai")
    drawing.parallel("nhap_lai").end().boundary_timer("gio", "ky", "PT2H", "timeDuration", True).end("het_gio")
    drawing.line("bat_dau", "tach", "xem", "nhap_lai", "ket_thuc").line("tach", "ky", "nhap_lai").line("gio", "het_gio")
    return drawing.line("tach", "cho", "nhap_lai")


def token(hall: Hall, element: str) -> str:
    return str(next(task.token for task in hall.tasks() if task.element == element))


def move(hall: Hall, instance: str, source: str, target: str) -> None:
    at = token(hall, source)
    hall.act(lambda s: commands.move(s, hall.clock, instance, at, target, "quy", "nhầm đường"))


def foresee(hall: Hall, instance: str, source: str, target: str) -> Foreseen:
    at = token(hall, source)
    with reading(hall.database) as session:
        return commands.foresee(session, hall.clock, instance, at, target)


def inside(hall: Hall) -> str:
    hall.deploy(caller(), shared())
    instance = hall.start("chinh", ho_ten="An")
    hall.complete("nhap")
    assert sorted(hall.open()) == ["ky", "xem"]
    return instance


def waiting_timers(hall: Hall) -> list[str]:
    return sorted(timer.element for timer in hall.timers(state="waiting"))


def test_a_token_moved_out_of_a_called_process_leaves_nothing_of_it_behind(hall: Hall) -> None:
    instance = inside(hall)
    assert (waiting_timers(hall), len(hall.rows(Subscription))) == (["cham", "gio"], 1)
    move(hall, instance, "ky", "xong")
    assert (hall.open(), waiting_timers(hall), hall.rows(Subscription)) == (["xong"], [], [])
    assert hall.variables(instance) == {"ho_ten": "An"}
    assert hall.story(instance).count("task_cancelled") == 2
    hall.complete("xong")
    assert hall.instance(instance).state == "ended"


def test_the_journal_of_such_a_move_tells_where_it_stood_before_and_after(hall: Hall) -> None:
    instance = inside(hall)
    foreseen = foresee(hall, instance, "ky", "chinh/xong")
    assert sorted(hall.open()) == ["ky", "xem"]
    move(hall, instance, "ky", "chinh/xong")
    with reading(hall.database) as session:
        told = next(fact for fact in facts(session, instance) if fact.name == "token_moved").payload
    assert told is not None
    assert (told["before"], told["after"]) == (["cham", "cho", "gio", "ky", "xem"], ["xong"])
    assert (foreseen.before, foreseen.after) == (tuple(told["before"]), tuple(told["after"]))
    assert list(foreseen.entered) == told["entered"] == ["xong"]


def test_a_token_moved_into_a_called_process_enters_the_call_and_goes_on_in_the_middle(hall: Hall) -> None:
    hall.deploy(caller(), shared_line())
    instance = hall.start("chinh", ho_ten="An")
    assert foresee(hall, instance, "nhap", "ky").after == ("cham", "ky")
    move(hall, instance, "nhap", "ky")
    assert (hall.open(), waiting_timers(hall)) == (["ky"], ["cham"])
    hall.complete("ky", ket_luan="đạt")
    assert (hall.open(), waiting_timers(hall)) == (["xong"], [])
    assert hall.variables(instance) == {"ho_ten": "An", "y_kien": "đạt"}


def test_a_token_in_a_called_process_moves_to_another_step_of_it_and_the_call_goes_on(hall: Hall) -> None:
    hall.deploy(caller(), shared_line())
    instance = hall.start("chinh", ho_ten="An")
    hall.complete("nhap")
    move(hall, instance, "xem", "ky")
    assert (hall.open(), waiting_timers(hall)) == (["ky"], ["cham"])
    hall.complete("ky", ket_luan="đạt")
    assert hall.open() == ["xong"]


def test_a_token_goes_from_one_called_process_into_another(hall: Hall) -> None:
    drawing = Drawing("chinh").start()
    for name in ("mot", "hai"):
        drawing.node("callActivity", f"goi_{name}", extension(f'<zeebe:calledElement processId="sub_{name}"/>'))
    drawing.end().line("bat_dau", "goi_mot", "goi_hai", "ket_thuc")
    hall.deploy(drawing, *(shared_line(f"sub_{name}", f"_{name}") for name in ("mot", "hai")))
    instance = hall.start("chinh")
    move(hall, instance, "xem_mot", "ky_hai")
    assert hall.open() == ["ky_hai"]
    hall.complete("ky_hai")
    assert hall.instance(instance).state == "ended"


def test_where_two_steps_lead_to_an_element_one_of_them_has_to_be_named(hall: Hall) -> None:
    drawing = Drawing("chinh").start().user("nhap")
    for name in ("mot", "hai"):
        drawing.node("callActivity", f"goi_{name}", extension('<zeebe:calledElement processId="sub_chung"/>'))
    hall.deploy(
        drawing.user("xong").end().line("bat_dau", "nhap", "goi_mot", "goi_hai", "xong", "ket_thuc"), shared_line()
    )
    instance = hall.start("chinh")
    with pytest.raises(ElementAmbiguous) as refused:
        move(hall, instance, "nhap", "ky")
    assert refused.value.params == {"element": "ky", "steps": "goi_mot, goi_hai"}
    move(hall, instance, "nhap", "goi_hai/ky")
    hall.complete("ky")
    assert hall.open() == ["xong"]


def test_a_token_goes_out_of_a_part_with_what_was_written_there_and_into_one(hall: Hall) -> None:
    part = (
        '<bpmn:startEvent id="vao"/><bpmn:userTask id="xem" name="xem"/><bpmn:userTask id="ky" name="ky"/>'
        '<bpmn:endEvent id="ra"/><bpmn:sequenceFlow id="p1" sourceRef="vao" targetRef="xem"/>'
        '<bpmn:sequenceFlow id="p2" sourceRef="xem" targetRef="ky"/>'
        '<bpmn:sequenceFlow id="p3" sourceRef="ky" targetRef="ra"/>'
    )
    drawing = Drawing("chinh").start().user("nhap").node("subProcess", "phan", part).user("xong").end()
    hall.deploy(drawing.line("bat_dau", "nhap", "phan", "xong", "ket_thuc"))
    instance = hall.start("chinh")
    move(hall, instance, "nhap", "ky")
    assert hall.open() == ["ky"]
    move(hall, instance, "ky", "xem")
    hall.complete("xem", da_xem=True)
    move(hall, instance, "ky", "xong")
    assert (hall.open(), hall.variables(instance)) == (["xong"], {"da_xem": True})


def test_what_is_done_for_each_of_many_is_left_neither_by_one_nor_entered(hall: Hall) -> None:
    many = '<zeebe:loopCharacteristics inputCollection="=ai" inputElement="nguoi"/>'
    more = f"<bpmn:multiInstanceLoopCharacteristics>{extension(many)}</bpmn:multiInstanceLoopCharacteristics>"
    said = extension('<zeebe:calledElement processId="sub_chung"/>') + more
    drawing = Drawing("chinh").start().user("nhap").node("callActivity", "goi", said).user("xong").end()
    hall.deploy(drawing.line("bat_dau", "nhap", "goi", "xong", "ket_thuc"), shared_line())
    instance = hall.start("chinh", ai=["một", "hai"])
    with pytest.raises(ElementElsewhere):
        move(hall, instance, "nhap", "ky")
    hall.complete("nhap")
    with pytest.raises(TokenNotMovable):
        move(hall, instance, "xem", "xong")
    with pytest.raises(ElementNotEnterable):
        foresee(hall, instance, "xem", "khong_co")
    assert hall.open() == ["xem", "xem"]


def shared_line(key: str = "sub_chung", mark: str = "") -> Drawing:
    drawing = Drawing(key).start().user(f"xem{mark}").user(f"ky{mark}").end()
    return drawing.line("bat_dau", f"xem{mark}", f"ky{mark}", "ket_thuc")
