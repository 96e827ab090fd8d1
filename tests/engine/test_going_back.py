"""A running process can be put back to where it stood before one of its steps was completed."""

from datetime import timedelta

import pytest

from engine import commands
from engine.changes import Changes
from engine.mending import NoWayBack, earlier_steps, prune_snapshots
from engine.queries import facts
from engine.tables import Snapshot
from ground.database import reading
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def three() -> Drawing:
    drawing = Drawing("ba_buoc").start().user("kiem_tra").user("tham_dinh").user("ky").end()
    return drawing.line("bat_dau", "kiem_tra", "tham_dinh", "ky", "ket_thuc")


def back(hall: Hall, instance: str, element: str) -> Changes:
    with reading(hall.database) as session:
        step = next(step for step in earlier_steps(session, instance) if step.element == element)
    return hall.act(lambda s: commands.go_back(s, hall.clock, instance, step.task_id, "dung", "a paper was overlooked"))


def test_the_process_stands_again_at_the_earlier_step_with_the_variables_of_then(hall: Hall) -> None:
    hall.deploy(three())
    instance = hall.start("ba_buoc", ho_ten="An")
    hall.complete("kiem_tra", dat=True)
    hall.complete("tham_dinh", y_kien="cấp")
    changes = back(hall, instance, "tham_dinh")
    assert [task.element for task in changes.closed] == ["ky"]
    assert hall.open() == ["tham_dinh"]
    assert hall.variables(instance) == {"ho_ten": "An", "dat": True}
    hall.complete("tham_dinh", y_kien="không cấp")
    hall.complete("ky")
    assert hall.instance(instance).state == "ended"


def test_going_back_is_in_the_journal_with_before_and_after(hall: Hall) -> None:
    hall.deploy(three())
    instance = hall.start("ba_buoc", dat="chưa rõ", ho_ten="An")
    hall.complete("kiem_tra", dat=True, ghi_chu="đủ")
    back(hall, instance, "kiem_tra")
    with reading(hall.database) as session:
        told = next(fact for fact in facts(session, instance) if fact.name == "instance_rewound")
    expected = {
        "before": ["tham_dinh"], "after": ["kiem_tra"], "element": "kiem_tra", "reason": "a paper was overlooked",
        "variables": {"before": {"dat": True, "ghi_chu": "đủ"}, "after": {"dat": "chưa rõ"}},
    }  # fmt: skip
    assert (told.actor, told.payload) == ("dung", expected)


def test_what_stands_in_another_branch_keeps_its_claim_and_its_moved_date(hall: Hall) -> None:
    drawing = Drawing("song_song").start().parallel("tach").user("mot").user("hai").user("ba").parallel("nhap").end()
    drawing.line("bat_dau", "tach", "mot", "hai", "nhap", "ket_thuc").line("tach", "ba", "nhap")
    drawing.timer("hen", "PT5H", "timeDuration").line("tach", "hen", "nhap")
    hall.deploy(drawing)
    instance = hall.start("song_song")
    hall.complete("mot")
    ba = next(task for task in hall.tasks() if task.element == "ba")
    hall.act(lambda s: commands.claim(s, hall.clock, ba.id, ba.version, "chi"))
    later = hall.clock.now() + timedelta(days=3)
    hall.act(lambda s: commands.reschedule(s, hall.clock, instance, "hen", later, "chi"))
    back(hall, instance, "mot")
    assert sorted(hall.open()) == ["ba", "mot"]
    assert next(task for task in hall.tasks() if task.id == ba.id).assignee == "chi"
    assert only(hall.timers()).due_at == later


def test_what_the_desk_keeps_with_a_process_is_not_put_back(hall: Hall) -> None:
    hall.deploy(three())
    instance = hall.start("ba_buoc", dossier={"code": "HS-1", "due_at": "2026-09-01T00:00:00Z"})
    hall.complete("kiem_tra")
    moved = {"code": "HS-1", "due_at": "2026-09-09T00:00:00Z"}
    hall.act(lambda s: commands.correct(s, hall.clock, instance, {"dossier": moved}, "chi", "a new date"))
    back(hall, instance, "kiem_tra")
    assert hall.variables(instance)["dossier"] == moved


def test_there_is_no_way_back_to_a_step_of_another_process_or_from_the_end(hall: Hall) -> None:
    hall.deploy(three())
    first, second = hall.start("ba_buoc"), hall.start("ba_buoc")
    task = next(task for task in hall.tasks(first) if task.element == "kiem_tra")
    hall.finish(task)
    with pytest.raises(NoWayBack):
        hall.act(lambda s: commands.go_back(s, hall.clock, second, task.id, "dung", "mistaken"))
    hall.complete("tham_dinh")
    hall.complete("ky")
    assert hall.instance(first).state == "ended"
    assert hall.rows(Snapshot) == []


def test_old_ways_back_are_forgotten(hall: Hall) -> None:
    hall.deploy(three())
    instance = hall.start("ba_buoc")
    hall.complete("kiem_tra")
    hall.clock.advance(timedelta(days=40))
    hall.complete("tham_dinh")
    assert prune_snapshots(hall.database, hall.clock, timedelta(days=30)) == 1
    with reading(hall.database) as session:
        assert [step.element for step in earlier_steps(session, instance)] == ["tham_dinh"]


def test_a_way_back_weighs_about_as_much_as_what_stands(hall: Hall) -> None:
    hall.deploy(three())
    hall.start("ba_buoc", ho_so={f"o_{number}": f"giá trị số {number}" for number in range(60)})
    hall.complete("kiem_tra")
    assert len(only(hall.rows(Snapshot)).frontier) < 1500
