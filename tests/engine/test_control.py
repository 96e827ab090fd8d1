"""A running process can be suspended, resumed and cancelled; each is in its journal with its reason."""

import pytest

from engine import commands
from engine.queries import facts
from engine.states import MoveRefused
from engine.store import InstanceNotRunning
from ground.database import reading
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def waiting() -> Drawing:
    drawing = Drawing("cho").start().user("tham_dinh").end().line("bat_dau", "tham_dinh", "ket_thuc")
    drawing.user("nhac").end("nhac_xong").boundary_timer("den_gio", "tham_dinh", "PT2H", "timeDuration", False)
    return drawing.line("den_gio", "nhac", "nhac_xong")


def test_nothing_is_completed_while_a_process_is_suspended(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho")
    hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))
    with pytest.raises(InstanceNotRunning):
        hall.complete("tham_dinh")
    hall.act(lambda s: commands.resume(s, hall.clock, instance, "quy", "over"))
    hall.complete("tham_dinh")
    assert hall.instance(instance).state == "ended"


def test_a_cancelled_process_leaves_no_task_and_no_timer(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho")
    changes = hall.act(lambda s: commands.cancel(s, hall.clock, instance, "binh", "withdrawn by the applicant"))
    assert [task.element for task in changes.closed] == ["tham_dinh"]
    assert hall.open() == []
    assert only(hall.timers()).state == "cancelled"
    assert hall.story(instance)[-2:] == ["task_cancelled", "instance_cancelled"]


def test_what_is_over_cannot_be_suspended_or_cancelled_again(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho")
    hall.complete("tham_dinh")
    with pytest.raises(InstanceNotRunning):
        hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "again"))
    with pytest.raises(InstanceNotRunning):
        hall.act(lambda s: commands.cancel(s, hall.clock, instance, "quy", "again"))


def test_a_process_is_not_suspended_twice(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho")
    hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))
    with pytest.raises(MoveRefused):
        hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))


def test_each_of_them_is_told_with_before_after_and_its_reason(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho")
    hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))
    hall.act(lambda s: commands.resume(s, hall.clock, instance, "quy", "over"))
    hall.act(lambda s: commands.cancel(s, hall.clock, instance, "quy", "entered twice"))
    with reading(hall.database) as session:
        told = [
            (fact.actor, fact.payload["before"], fact.payload["after"], fact.payload["reason"])
            for fact in facts(session, instance)
            if fact.payload is not None and fact.name.startswith("instance_") and "reason" in fact.payload
        ]
    assert told == [
        ("quy", "running", "suspended", "inspection"), ("quy", "suspended", "running", "over"),
        ("quy", "running", "cancelled", "entered twice"),
    ]  # fmt: skip
