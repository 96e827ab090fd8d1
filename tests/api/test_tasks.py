"""Steps are found, taken, put back and completed through the JSON door; the version guards each change."""

from collections.abc import Callable

import pytest

from tests.api.conftest import Caller

LogIn = Callable[[str], Caller]


@pytest.fixture
def code(binh: Caller) -> str:
    """A dossier at the check of reception."""
    return str(binh.receive().get_json()["code"])


def test_a_task_comes_with_its_form_and_its_version(binh: Caller, code: str) -> None:
    task = binh.first_task(code)
    answer = binh.get(f"/tasks/{task['task_id']}")
    assert answer.headers["ETag"] == f'"{answer.get_json()["version"]}"'
    assert answer.get_json()["form_id"] == "sub_tiep_nhan.kiem_tra"
    assert answer.get_json()["form"]["components"]


def test_a_claim_makes_it_mine_and_a_release_gives_it_back(binh: Caller, code: str) -> None:
    task = binh.first_task(code)
    claimed = binh.post(f"/tasks/{task['task_id']}/claim", If_Match=f'"{task["version"]}"')
    assert claimed.get_json()["assignee"] == "binh"
    released = binh.post(f"/tasks/{task['task_id']}/release", If_Match=claimed.headers["ETag"])
    assert released.get_json()["state"] == "open"
    assert released.get_json()["assignee"] == ""


def test_a_completion_opens_the_next_step(binh: Caller, log_in: LogIn, code: str) -> None:
    answer = binh.complete(binh.first_task(code), {"outcome": "accepted"})
    assert answer.status_code == 200
    assert answer.get_json()["state"] == "completed"
    assert binh.get(f"/dossiers/{code}").get_json()["state"] == "accepted"


def test_a_change_without_the_version_is_asked_for_it(binh: Caller, code: str) -> None:
    task = binh.first_task(code)
    for deed in ("claim", "release", "completion"):
        answer = binh.post(f"/tasks/{task['task_id']}/{deed}")
        assert answer.status_code == 428
        assert answer.get_json()["code"] == "version_missing"


@pytest.mark.parametrize("version", ["3", '"x"', 'W/"1"', '"1", "2"', "*", '"99999999999999999999"'])
def test_a_version_that_is_none_is_refused(binh: Caller, code: str, version: str) -> None:
    answer = binh.post(f"/tasks/{binh.first_task(code)['task_id']}/claim", If_Match=version)
    assert answer.get_json()["code"] == "version_not_readable"


def test_an_old_version_is_refused_and_nothing_is_changed(binh: Caller, code: str) -> None:
    task = binh.first_task(code)
    binh.post(f"/tasks/{task['task_id']}/claim", If_Match=f'"{task["version"]}"')
    answer = binh.complete(task, {"outcome": "accepted"})
    assert answer.status_code == 412
    assert answer.get_json()["code"] == "task_changed"
    assert binh.get(f"/dossiers/{code}").get_json()["state"] == "submitted"


def test_a_second_completion_is_told_who_was_first(binh: Caller, code: str) -> None:
    task = binh.first_task(code)
    binh.complete(task, {"outcome": "accepted"})
    again = binh.complete(task, {"outcome": "accepted"})
    assert again.status_code == 409
    assert again.get_json()["code"] == "task_already_completed"


def test_the_second_of_two_officers_is_told_who_holds_it(
    binh: Caller, log_in: LogIn, code: str, machine_work: Callable[[], None]
) -> None:
    binh.complete(binh.first_task(code), {"outcome": "accepted"})
    machine_work()
    dung, chi, cuc = log_in("dung"), log_in("chi"), log_in("cuc")
    dung.complete(dung.first_task(code), {"nguoi_thu_ly": "chi"})
    task = chi.first_task(code)
    answer = cuc.complete(task, {})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "task_claimed_by_another")
    assert answer.get_json()["params"] == {"by": "chi"}
    assert chi.complete(task, {}).status_code == 200


def test_a_stranger_does_not_find_the_task(binh: Caller, log_in: LogIn, code: str) -> None:
    task = binh.first_task(code)
    en = log_in("en")
    assert en.get(f"/tasks/{task['task_id']}").status_code == 404
    assert en.complete(task, {"outcome": "accepted"}).status_code == 404
    assert en.post("/tasks/search", {}).get_json()["rows"] == []


def test_a_colleague_of_another_role_does_not_find_the_task(binh: Caller, log_in: LogIn, code: str) -> None:
    task = binh.first_task(code)
    assert log_in("hanh").complete(task, {"outcome": "accepted"}).status_code == 404


@pytest.mark.parametrize(
    ("answers", "field", "fault"),
    [
        ({}, "outcome", "missing"),
        ({"outcome": "accepted", "la": 1}, "la", "unknown"),
        ({"outcome": 1}, "outcome", "not_an_option"),
        ({"outcome": "accepted", "ghi_chu": 5}, "ghi_chu", "wrong_type"),
    ],
)
def test_an_answer_that_is_missing_unknown_or_wrong_is_named(
    binh: Caller, code: str, answers: dict[str, object], field: str, fault: str
) -> None:
    answer = binh.complete(binh.first_task(code), answers)
    assert answer.status_code == 422
    problem = answer.get_json()
    assert problem["code"] == "form_refused"
    assert (field, fault) in {(error["field"], error["code"]) for error in problem["errors"]}
    assert all(error["message"]["vi"] and error["message"]["en"] for error in problem["errors"])
    assert binh.get(f"/dossiers/{code}").get_json()["state"] == "submitted"


def test_tasks_are_searched_by_queue_unit_holder_and_order(binh: Caller, code: str) -> None:
    found = [
        [row["code"] for row in binh.post("/tasks/search", {"whose": "all", **wish}).get_json()["rows"]]
        for wish in ({"queue": "new"}, {"queue": "return"}, {"unit": "G09.20", "holder": "-"}, {"unit": "G22.01"})
    ]
    assert [code in codes for codes in found] == [True, False, True, False]
    assert binh.post("/tasks/search", {"sort": "colour"}).status_code == 422
