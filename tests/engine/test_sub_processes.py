"""A part drawn inside: its tasks and timers have their rows, a deadline on the whole of it takes them all away."""

from datetime import timedelta

from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def verifying() -> Drawing:
    inner = Drawing("").start("vao").parallel("chia").user("tai_cho").user("ho_so").parallel("gop").end("ra")
    inner.line("vao", "chia", "tai_cho", "gop", "ra").line("chia", "ho_so", "gop")
    drawing = Drawing("xac_minh").start().part("xac_minh_ho_so", inner).user("ket_luan").user("qua_han").end()
    drawing.boundary_timer("het_han", "xac_minh_ho_so", "P5D", "timeDuration", interrupting=True)
    drawing.line("bat_dau", "xac_minh_ho_so", "ket_luan", "ket_thuc").line("het_han", "qua_han", "ket_thuc")
    return drawing


def test_the_part_is_done_and_the_process_goes_on(hall: Hall) -> None:
    hall.deploy(verifying())
    instance = hall.start("xac_minh")
    assert [(task.process, task.role) for task in hall.tasks()] == [("xac_minh", "chuyen_vien")] * 2
    hall.complete("ho_so", day_du=True)
    hall.complete("tai_cho", dung=True)
    assert only(hall.timers()).state == "cancelled"
    hall.complete("ket_luan")
    assert hall.instance(instance).ended_in == "ket_thuc"
    assert hall.variables(instance) == {"day_du": True, "dung": True}


def test_its_deadline_takes_everything_in_it_away(hall: Hall) -> None:
    hall.deploy(verifying())
    instance = hall.start("xac_minh")
    hall.complete("ho_so", day_du=True)
    hall.clock.advance(timedelta(days=5))
    assert hall.ring() == 1
    assert hall.open() == ["qua_han"]
    hall.complete("qua_han")
    assert hall.instance(instance).ended_in == "ket_thuc"
    assert hall.variables(instance) == {"day_du": True}
