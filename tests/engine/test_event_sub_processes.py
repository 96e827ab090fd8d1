"""A withdrawal at any moment takes the place of the whole procedure; a reminder runs beside it."""

from datetime import timedelta

from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing, timer

BY_MESSAGE = '<bpmn:messageEventDefinition messageRef="message_rut"/>'


def with_handlers() -> Drawing:
    drawing = Drawing("cap_phep").start().user("tham_dinh").user("ky").end()
    drawing.messages["rut"] = "=ma"
    withdrawal = Drawing("").node("startEvent", "co_don_rut", BY_MESSAGE).user("tra_ho_so").end("da_rut")
    reminder = timer("nhac", "R2/P1D", "timeCycle")
    remind = Drawing("").node("startEvent", "den_luc", reminder, isInterrupting="false").user("nhac_nho").end("da_nhac")
    withdrawal.line("co_don_rut", "tra_ho_so", "da_rut")
    remind.line("den_luc", "nhac_nho", "da_nhac")
    drawing.handler("rut_ho_so", withdrawal).handler("nhac_viec", remind)
    return drawing.line("bat_dau", "tham_dinh", "ky", "ket_thuc")


def test_a_withdrawal_takes_the_place_of_the_rest(hall: Hall) -> None:
    hall.deploy(with_handlers())
    instance = hall.start("cap_phep", ma="HS-1")
    assert hall.open() == ["tham_dinh"]
    assert hall.deliver("rut", "HS-1", "k1", ly_do="thôi") is not None
    assert hall.open() == ["tra_ho_so"]
    assert [each.state for each in hall.timers()] == ["cancelled"]
    hall.complete("tra_ho_so")
    assert hall.instance(instance).ended_in == "da_rut"
    assert hall.variables(instance) == {"ma": "HS-1", "ly_do": "thôi"}


def test_reminders_run_beside_and_hold_the_end_up(hall: Hall) -> None:
    hall.deploy(with_handlers())
    instance = hall.start("cap_phep", ma="HS-1")
    hall.clock.advance(timedelta(days=1))
    assert hall.ring() == 1
    assert sorted(hall.open()) == ["nhac_nho", "tham_dinh"]
    hall.complete("tham_dinh")
    hall.complete("ky")
    assert hall.open() == ["nhac_nho"]
    hall.complete("nhac_nho", da_goi=True)
    assert hall.instance(instance).ended_in == "ket_thuc"
    assert hall.variables(instance) == {"ma": "HS-1", "da_goi": True}
    assert hall.deliver("rut", "HS-1", "k2") is None
