"""A designer runs a drawing without a dossier; nobody's list, counter or statistics know of it."""

import pytest

from cases.drawings import try_out
from cases.handling import complete_step
from cases.people import RoleMissing, TaskNotFound
from cases.queries import inbox, instances, search_dossiers, task_page
from cases.queries.shapes import Criteria, Filters
from engine.queries import open_incidents
from ground.database import reading
from tests.cases.desk import ANSWERS, Desk

GIVEN = {**ANSWERS, "dossier": {"code": "thu-1", "due_at": None, "unit": "", "applicant": {}}}


def test_a_designer_walks_through_his_drawing(desk: Desk) -> None:
    changes = desk.do("lam", try_out, "khai_bao_thiet_bi", GIVEN)
    (task,) = changes.opened
    page = desk.see("lam", task_page, task.id)
    assert (page.code, page.dossier, page.may_complete) == ("", None, True)
    after = desk.do("lam", complete_step, task.id, task.version, {"outcome": "accepted"})
    assert [job.operation for job in after.jobs] == ["print_receipt"]
    desk.work()
    with reading(desk.database) as session:
        assert [line.open_elements for line in instances(session)] == [("phan_cong",)]
        assert open_incidents(session) == []


def test_nobody_else_sees_it(desk: Desk) -> None:
    (task,) = desk.do("lam", try_out, "khai_bao_thiet_bi", GIVEN).opened
    for name in ("binh", "chi", "khoa"):
        with pytest.raises(TaskNotFound):
            desk.see(name, task_page, task.id)
        assert desk.see(name, inbox, Filters()).rows == ()
    assert desk.see("chi", search_dossiers, Criteria()).rows == ()
    with reading(desk.database) as session:
        assert [line.open_elements for line in instances(session)] == [("kiem_tra",)]


def test_only_designers_try_out(desk: Desk) -> None:
    with pytest.raises(RoleMissing):
        desk.do("binh", try_out, "khai_bao_thiet_bi", GIVEN)
