"""A token is moved by hand inside its own process; across the border of a called part it is refused, and stays."""

import pytest

from engine import commands
from engine.spiff import ElementElsewhere
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing, extension


def caller() -> Drawing:
    said = extension('<zeebe:calledElement processId="sub_chung"/>')
    drawing = Drawing("chinh").start().user("nhap").node("callActivity", "goi", said).user("xong").end()
    return drawing.line("bat_dau", "nhap", "goi", "xong", "ket_thuc")


def shared() -> Drawing:
    return Drawing("sub_chung").start().user("ky").end().line("bat_dau", "ky", "ket_thuc")


def move(hall: Hall, instance: str, target: str) -> None:
    token = only(hall.tasks()).token
    assert token is not None
    hall.act(lambda s: commands.move(s, hall.clock, instance, token, target, "quy", "nhầm đường"))


def test_a_token_in_a_called_part_does_not_leave_it_by_hand(hall: Hall) -> None:
    hall.deploy(caller(), shared())
    instance = hall.start("chinh")
    hall.complete("nhap")
    with pytest.raises(ElementElsewhere) as refused:
        move(hall, instance, "xong")
    assert refused.value.params == {"element": "xong", "process": "sub_chung"}
    assert hall.open() == ["ky"]


def test_a_token_outside_does_not_go_into_a_called_part_but_to_the_step_that_calls_it(hall: Hall) -> None:
    hall.deploy(caller(), shared())
    instance = hall.start("chinh")
    with pytest.raises(ElementElsewhere):
        move(hall, instance, "ky")
    assert hall.open() == ["nhap"]
    move(hall, instance, "goi")
    assert hall.open() == ["ky"]
