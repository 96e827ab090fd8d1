"""A condition that is neither true nor false stops the token and says why; it never takes the default path."""

import pytest

from engine import commands
from engine.queries import open_incidents
from ground.database import reading
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def choice() -> Drawing:
    drawing = Drawing("lua_chon").start().user("kiem_tra").exclusive("dat", default="khong")
    drawing.user("cap").user("tu_choi").end().line("bat_dau", "kiem_tra", "dat")
    drawing.flow("dat", "cap", "=du_dieu_kien").flow("dat", "tu_choi", flow_id="khong")
    return drawing.line("cap", "ket_thuc").line("tu_choi", "ket_thuc")


@pytest.mark.parametrize("value", ["có", 1, None, []])
def test_a_condition_that_is_not_true_or_false_is_an_incident_and_no_path_is_taken(hall: Hall, value: object) -> None:
    hall.deploy(choice())
    instance = hall.start("lua_chon")
    hall.complete("kiem_tra", du_dieu_kien=value)
    assert hall.open() == []
    incident = only(hall.incidents())
    assert (incident.code, incident.element) == ("condition_not_boolean", "dat")
    assert "incident_opened" in hall.story(instance)
    with reading(hall.database) as session:
        assert only(open_incidents(session)).instance_id == instance


def test_the_process_goes_on_once_the_variable_is_corrected_and_the_incident_retried(hall: Hall) -> None:
    hall.deploy(choice())
    instance = hall.start("lua_chon")
    hall.complete("kiem_tra", du_dieu_kien="có")
    hall.act(lambda s: commands.correct(s, hall.clock, instance, {"du_dieu_kien": True}, "quy", "wrong kind of answer"))
    hall.act(lambda s: commands.retry(s, hall.clock, only(hall.incidents()).id, "quy"))
    assert hall.open() == ["cap"]
    assert hall.incidents() == []
    assert {"variables_corrected", "incident_solved"} <= set(hall.story(instance))


def test_a_retry_that_meets_the_same_fault_stays_an_incident(hall: Hall) -> None:
    hall.deploy(choice())
    hall.start("lua_chon")
    hall.complete("kiem_tra", du_dieu_kien="có")
    hall.act(lambda s: commands.retry(s, hall.clock, only(hall.incidents()).id, "quy"))
    assert only(hall.incidents()).code == "condition_not_boolean"
    assert hall.open() == []
