"""A process without a start event begins at everything no flow leads to, at once (BPMN 2.0.2, 13.2)."""

from engine.commands import start
from engine.definitions import check
from engine.model import Known
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing, extension


def two_at_once() -> Drawing:
    drawing = Drawing("khong_bat_dau").user("tham_dinh").user("lay_y_kien").parallel("gop").user("ky").end()
    return drawing.line("tham_dinh", "gop", "ky", "ket_thuc").line("lay_y_kien", "gop")


def test_everything_no_flow_leads_to_is_open_at_once(hall: Hall) -> None:
    hall.deploy(two_at_once())
    hall.start("khong_bat_dau")
    assert sorted(hall.open()) == ["lay_y_kien", "tham_dinh"]


def test_what_began_at_once_joins_as_branches_do(hall: Hall) -> None:
    hall.deploy(two_at_once())
    instance = hall.start("khong_bat_dau", x=1)
    hall.complete("lay_y_kien", x=2)
    hall.complete("tham_dinh", y=3)
    assert hall.open() == ["ky"]
    assert hall.variables(instance) == {"x": 2, "y": 3}
    assert hall.complete("ky").ended
    assert hall.incidents() == []


def test_history_tells_only_of_what_is_drawn(hall: Hall) -> None:
    hall.deploy(two_at_once())
    changes = hall.act(lambda s: start(s, hall.clock, "khong_bat_dau", {}, "HS-1", "binh"))
    assert sorted(step.element for step in changes.entered) == ["lay_y_kien", "tham_dinh"]


def test_the_designer_is_warned() -> None:
    (finding,) = check(two_at_once().bundle(), Known())
    assert (finding.rule, finding.severity, finding.element) == ("start_event", "warning", "khong_bat_dau")
    assert "tham_dinh, lay_y_kien" in finding.message["vi"]


def test_a_called_process_without_a_start_event_begins_everywhere_too(hall: Hall) -> None:
    called = extension('<zeebe:calledElement processId="khong_bat_dau"/>')
    caller = Drawing("goi").start().node("callActivity", "phoi_hop", called).end()
    caller.line("bat_dau", "phoi_hop", "ket_thuc")
    hall.deploy(caller, two_at_once())
    hall.start("goi")
    for step in ("tham_dinh", "lay_y_kien", "ky"):
        hall.complete(step)
    assert hall.open() == []
    assert hall.incidents() == []
