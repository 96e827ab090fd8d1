"""A token can be moved by hand; what hung on the step it left goes with it, and the journal says where it was."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine import commands
from engine.changes import Changes
from engine.queries import facts
from engine.spiff import ElementNotEnterable, TokenGone, TokenNotMovable
from ground.database import reading, transaction
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing, extension


def office() -> Drawing:
    drawing = Drawing("ho_so").start().user("kiem_tra").user("tham_dinh").service("in_giay", "print_receipt").end()
    drawing.line("bat_dau", "kiem_tra", "tham_dinh", "in_giay", "ket_thuc")
    drawing.user("nhac").end("nhac_xong").boundary_timer("den_gio", "kiem_tra", "PT2H", "timeDuration", False)
    return drawing.line("den_gio", "nhac", "nhac_xong")


def token(hall: Hall, element: str) -> str:
    rows: list[Any] = [*hall.tasks(), *hall.timers(state="waiting"), *hall.incidents()]
    return str(next(row.token for row in rows if row.element == element))


def move(hall: Hall, instance: str, source: str, target: str) -> Changes:
    return hall.act(
        lambda s: commands.move(s, hall.clock, instance, token(hall, source), target, "quy", "the wrong way")
    )


def test_a_token_is_moved_with_its_variables_and_the_timer_of_its_step_is_gone(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so", ho_ten="An")
    changes = move(hall, instance, "kiem_tra", "tham_dinh")
    assert ([task.element for task in changes.closed], hall.open()) == (["kiem_tra"], ["tham_dinh"])
    assert only(hall.timers()).state == "cancelled"
    assert hall.variables(instance) == {"ho_ten": "An"}
    hall.operations["print_receipt"] = lambda call: {}
    hall.complete("tham_dinh")
    hall.work()
    assert hall.instance(instance).state == "ended"


def test_a_token_moved_back_arms_the_timer_of_its_step_again(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so")
    hall.complete("kiem_tra")
    move(hall, instance, "tham_dinh", "kiem_tra")
    assert hall.open() == ["kiem_tra"]
    assert [timer.state for timer in hall.timers()] == ["cancelled", "waiting"]


def test_a_token_moved_to_a_service_task_is_a_job(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so")
    changes = move(hall, instance, "kiem_tra", "in_giay")
    assert only(list(changes.jobs)).operation == "print_receipt"


def test_the_journal_tells_where_a_token_was_and_why_it_was_moved(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so")
    move(hall, instance, "kiem_tra", "tham_dinh")
    with reading(hall.database) as session:
        told = next(fact for fact in facts(session, instance) if fact.name == "token_moved")
    assert told.actor == "quy"
    assert told.payload == {
        "before": ["den_gio", "kiem_tra"], "after": ["tham_dinh"], "element": "tham_dinh", "entered": ["tham_dinh"],
        "reason": "the wrong way",
    }  # fmt: skip


def test_a_token_that_stands_still_at_a_gateway_can_be_moved_on(hall: Hall) -> None:
    drawing = Drawing("lua_chon").start().user("kiem_tra").exclusive("dat", default="khong").user("cap").user("tu_choi")
    drawing.end().line("bat_dau", "kiem_tra", "dat").flow("dat", "cap", "=du").flow("dat", "tu_choi", flow_id="khong")
    hall.deploy(drawing.line("cap", "ket_thuc").line("tu_choi", "ket_thuc"))
    instance = hall.start("lua_chon")
    hall.complete("kiem_tra", du="có")
    move(hall, instance, "dat", "tu_choi")
    assert hall.open() == ["tu_choi"]
    assert hall.incidents() == []


def test_the_rivals_of_an_event_go_with_it(hall: Hall) -> None:
    drawing = Drawing("bo_sung_ho_so").start().events("cho").timer("het_han", '="2026-09-30T00:00:00Z"')
    drawing.message("bo_sung", "ho_so_bo_sung", "=ma").user("kiem_tra").end().line("bat_dau", "cho")
    for event in ("het_han", "bo_sung"):
        drawing.line("cho", event, "kiem_tra")
    hall.deploy(drawing.line("kiem_tra", "ket_thuc"))
    instance = hall.start("bo_sung_ho_so", ma="HS-1")
    move(hall, instance, "het_han", "kiem_tra")
    assert hall.open() == ["kiem_tra"]
    assert hall.deliver("ho_so_bo_sung", "HS-1", key="m1") is None


@pytest.mark.parametrize("target", ["bat_dau", "den_gio", "khong_co", "kiem_tra:guard"])
def test_what_has_a_way_of_its_own_is_not_moved_to_and_nothing_changes(hall: Hall, target: str) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so")
    with pytest.raises(ElementNotEnterable):
        move(hall, instance, "kiem_tra", target)
    assert hall.open() == ["kiem_tra"]


def test_a_join_is_not_moved_to(hall: Hall) -> None:
    drawing = Drawing("song_song").start().parallel("tach").user("mot").user("hai").parallel("nhap").end()
    drawing.line("bat_dau", "tach", "mot", "nhap", "ket_thuc").line("tach", "hai", "nhap")
    hall.deploy(drawing)
    instance = hall.start("song_song")
    with pytest.raises(ElementNotEnterable):
        move(hall, instance, "mot", "nhap")


def test_a_boundary_event_and_one_of_many_instances_are_not_moved_alone(hall: Hall) -> None:
    many = '<zeebe:loopCharacteristics inputCollection="=ai" inputElement="nguoi"/>'
    more = f"<bpmn:multiInstanceLoopCharacteristics>{extension(many)}</bpmn:multiInstanceLoopCharacteristics>"
    drawing = Drawing("y_kien").start().user("lay_y_kien", more=more).end().line("bat_dau", "lay_y_kien", "ket_thuc")
    hall.deploy(drawing)
    asked = hall.start("y_kien", ai=["một", "hai"])
    with pytest.raises(TokenNotMovable):
        move(hall, asked, "lay_y_kien", "ket_thuc")
    hall.deploy(office())
    watched = hall.start("ho_so")
    with pytest.raises(TokenNotMovable):
        move(hall, watched, "den_gio", "tham_dinh")


def test_of_two_who_move_one_token_at_once_one_is_told_that_it_is_gone(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so")
    where = token(hall, "kiem_tra")

    def move_it(target: str) -> str:
        try:
            with transaction(hall.database) as session:
                commands.move(session, hall.clock, instance, where, target, "quy", "at once")
        except TokenGone:
            return "gone"
        return "moved"

    with ThreadPoolExecutor(2) as officers:
        assert sorted(officers.map(move_it, ["tham_dinh", "in_giay"])) == ["gone", "moved"]
    assert hall.story(instance).count("token_moved") == 1
