"""A task is opened, claimed, released and completed; the process goes where the drawing says."""

import pytest

from engine import commands
from engine.steps import TaskAlreadyCompleted, TaskChanged, TaskClaimedByAnother, TaskGone, TaskUnknown
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def two_steps() -> Drawing:
    drawing = Drawing("hai_buoc").start().user("kiem_tra", lane="bo_phan_mot_cua").user("tham_dinh").end()
    return drawing.line("bat_dau", "kiem_tra", "tham_dinh", "ket_thuc")


def choice() -> Drawing:
    drawing = Drawing("lua_chon").start().user("kiem_tra").exclusive("dat", default="khong")
    drawing.user("cap").user("tu_choi").end().line("bat_dau", "kiem_tra", "dat")
    drawing.flow("dat", "cap", '=outcome = "accepted"').flow("dat", "tu_choi", flow_id="khong")
    return drawing.line("cap", "ket_thuc").line("tu_choi", "ket_thuc")


def test_a_started_process_opens_its_first_task(hall: Hall) -> None:
    hall.deploy(two_steps())
    instance = hall.start("hai_buoc")
    task = only(hall.tasks(instance))
    assert (task.element, task.role, task.state, task.version) == ("kiem_tra", "bo_phan_mot_cua", "open", 1)
    assert hall.story(instance) == ["instance_started", "task_opened"]


def test_completing_the_last_task_ends_the_process(hall: Hall) -> None:
    hall.deploy(two_steps())
    instance = hall.start("hai_buoc")
    hall.complete("kiem_tra", by="binh")
    assert hall.open() == ["tham_dinh"]
    changes = hall.complete("tham_dinh")
    assert changes.ended == "ket_thuc"
    row = hall.instance(instance)
    assert (row.state, row.ended_in) == ("ended", "ket_thuc")
    assert hall.open() == []
    assert hall.story(instance) == [
        "instance_started", "task_opened", "task_completed", "task_opened", "task_completed", "instance_ended",
    ]  # fmt: skip


@pytest.mark.parametrize(("outcome", "next_step"), [("accepted", "cap"), ("refused", "tu_choi"), (None, "tu_choi")])
def test_the_outcome_of_a_step_chooses_the_path(hall: Hall, outcome: str | None, next_step: str) -> None:
    hall.deploy(choice())
    hall.start("lua_chon")
    hall.complete("kiem_tra", outcome=outcome)
    assert hall.open() == [next_step]


def test_a_claimed_task_is_completed_only_by_its_holder(hall: Hall) -> None:
    hall.deploy(two_steps())
    hall.start("hai_buoc")
    task = only(hall.tasks())
    hall.act(lambda s: commands.claim(s, hall.clock, task.id, task.version, "binh"))
    with pytest.raises(TaskClaimedByAnother):
        hall.complete("kiem_tra", by="en")
    assert hall.complete("kiem_tra", by="binh").opened[0].element == "tham_dinh"


def test_the_second_of_two_officers_is_told_who_was_faster(hall: Hall) -> None:
    hall.deploy(two_steps())
    hall.start("hai_buoc")
    task = only(hall.tasks())
    hall.complete("kiem_tra", by="binh")
    with pytest.raises(TaskAlreadyCompleted) as refusal:
        hall.act(lambda s: commands.complete(s, hall.clock, task.id, task.version, {}, "chi"))
    assert "binh" in refusal.value.sentence("vi")


def test_an_old_version_of_a_task_is_refused(hall: Hall) -> None:
    hall.deploy(two_steps())
    hall.start("hai_buoc")
    task = only(hall.tasks())
    hall.act(lambda s: commands.claim(s, hall.clock, task.id, task.version, "binh"))
    with pytest.raises(TaskChanged):
        hall.act(lambda s: commands.complete(s, hall.clock, task.id, task.version, {}, "binh"))


def test_a_released_task_is_open_to_all_again(hall: Hall) -> None:
    hall.deploy(two_steps())
    hall.start("hai_buoc")
    task = only(hall.tasks())
    hall.act(lambda s: commands.claim(s, hall.clock, task.id, 1, "binh"))
    hall.act(lambda s: commands.release(s, hall.clock, task.id, 2, "binh"))
    released = only(hall.tasks())
    assert (released.state, released.assignee, released.version) == ("open", None, 3)


def test_an_unknown_task_is_not_found(hall: Hall) -> None:
    with pytest.raises(TaskUnknown):
        hall.act(lambda s: commands.claim(s, hall.clock, "0" * 32, 1, "binh"))


def test_a_task_the_process_left_behind_is_gone(hall: Hall) -> None:
    drawing = Drawing("cat_ngang").start().user("tham_dinh").user("sau_han").end()
    drawing.boundary_timer("qua_han", "tham_dinh", "PT1H", "timeDuration", interrupting=True)
    drawing.line("bat_dau", "tham_dinh", "ket_thuc").line("qua_han", "sau_han", "ket_thuc")
    hall.deploy(drawing)
    hall.start("cat_ngang")
    task = only(hall.tasks())
    hall.clock.advance(hall.timers()[0].due_at - hall.clock.now())
    assert hall.ring() == 1
    assert hall.open() == ["sau_han"]
    with pytest.raises(TaskGone):
        hall.act(lambda s: commands.complete(s, hall.clock, task.id, task.version, {}, "chi"))
