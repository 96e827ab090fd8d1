"""A step is taken, put back, handed over and completed exactly once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cases.forms import FormRefused
from cases.handling import ColleagueUnfit, claim, complete_step, hand_over, release
from cases.queries import inbox, task_page
from cases.queries.shapes import Filters
from engine.steps import TaskAlreadyCompleted, TaskChanged, TaskClaimedByAnother
from ground.errors import Conflict, DatabaseBusy
from tests.cases.desk import Desk

FREE = {"nguoi_thu_ly": None}


def test_a_claimed_step_is_mine_and_no_longer_the_others(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phan_cong")
    desk.complete("dung", code, "phan_cong", FREE)
    task = desk.task(code, "kiem_tra_thiet_bi")
    assert len(desk.see("cuc", inbox, Filters()).rows) == 1
    desk.do("chi", claim, task.id, task.version)
    assert desk.see("cuc", inbox, Filters()).rows == ()
    assert [row.assignee for row in desk.see("chi", inbox, Filters(whose="mine")).rows] == ["chi"]
    with pytest.raises(TaskClaimedByAnother):
        desk.do("cuc", claim, task.id, task.version + 1)


def test_a_released_step_is_free_again(desk: Desk) -> None:
    task = desk.task(desk.receive(), "kiem_tra")
    desk.do("binh", claim, task.id, task.version)
    desk.do("binh", release, task.id, task.version + 1)
    assert [row.state for row in desk.see("binh", inbox, Filters(whose="free")).rows] == ["open"]


def test_a_step_is_handed_to_a_colleague_of_the_same_role(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "kiem_tra_thiet_bi")
    task = desk.task(code, "kiem_tra_thiet_bi")
    assert [each.name for each in desk.see("chi", task_page, task.id).colleagues] == ["cuc"]
    desk.do("chi", hand_over, task.id, task.version, "cuc", "Tôi nghỉ phép.")
    assert [row.code for row in desk.see("cuc", inbox, Filters(whose="mine")).rows] == [code]
    for unfit in ("en", "binh", "khong_ai"):
        with pytest.raises(ColleagueUnfit):
            desk.do("cuc", hand_over, task.id, task.version + 1, unfit, "")


def test_a_step_is_completed_once(desk: Desk) -> None:
    task = desk.task(desk.receive(), "kiem_tra")
    desk.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"})
    for answers in ({"outcome": "accepted"}, {}):
        with pytest.raises(TaskAlreadyCompleted):
            desk.do("binh", complete_step, task.id, task.version, answers)


def test_an_old_version_is_told_so(desk: Desk) -> None:
    task = desk.task(desk.receive(), "kiem_tra")
    desk.do("binh", claim, task.id, task.version)
    with pytest.raises(TaskChanged):
        desk.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"})


def test_wrong_answers_change_nothing(desk: Desk) -> None:
    code = desk.receive()
    task = desk.task(code, "kiem_tra")
    for answers in ({}, {"outcome": "maybe"}, {"outcome": "refused"}, {"outcome": "accepted", "x": 1}):
        with pytest.raises(FormRefused):
            desk.do("binh", complete_step, task.id, task.version, answers)
    assert desk.task(code, "kiem_tra").version == task.version


def test_of_many_at_once_one_wins(desk: Desk) -> None:
    code = desk.receive()
    task = desk.task(code, "kiem_tra")
    start = Barrier(6)

    def complete(_: int) -> str:
        start.wait()
        try:
            desk.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"})
        except (Conflict, DatabaseBusy) as problem:
            return problem.code
        return "done"

    with ThreadPoolExecutor(6) as threads:
        ends = list(threads.map(complete, range(6)))
    assert ends.count("done") == 1
    assert desk.names(code).count("dossier_accepted") == 1
    assert desk.names(code).count("task_completed") == 1
