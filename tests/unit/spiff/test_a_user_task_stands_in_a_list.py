"""A user task waits for a person and says everything a task list needs."""

from datetime import UTC, datetime

from tests.drawings import drawing, end, start, user
from tests.unit.spiff.player import Player

ONE_TASK = drawing("p", start(), user("tham_dinh"), end(), flows=["start > tham_dinh > end"])


def test_it_waits_until_it_is_completed() -> None:
    an = Player(ONE_TASK)
    assert [(wait.kind, wait.element) for wait in an.run.waits()] == [("task", "tham_dinh")]
    assert an.run.ended_in is None
    an.do("tham_dinh")
    assert an.run.waits() == ()
    assert an.run.ended_in == "end"


def test_its_outputs_become_variables() -> None:
    an = Player(ONE_TASK, ho_ten="An").do("tham_dinh", outcome="granted")
    assert an.run.variables() == {"ho_ten": "An", "outcome": "granted"}


def test_it_says_who_may_do_it_until_when_and_with_which_form() -> None:
    task = user(
        "tham_dinh",
        name="Thẩm định",
        lane="chuyen_vien",
        form_id="p.tham_dinh",
        assignee="=nguoi",
        candidate_groups='=["a", "b"]',
        priority="70",
        due_date="2026-09-01T17:00:00+07:00",
        properties={"term": "3wd"},
    )
    wait = Player(drawing("p", start(), task, end(), flows=["start > tham_dinh > end"]), nguoi="chi").wait("tham_dinh")
    assert (wait.name, wait.lane, wait.form_id, wait.assignee) == ("Thẩm định", "chuyen_vien", "p.tham_dinh", "chi")
    assert (wait.candidate_groups, wait.priority, wait.properties) == (("a", "b"), 70, {"term": "3wd"})
    assert wait.due_at == datetime(2026, 9, 1, 10, tzinfo=UTC)


def test_groups_may_be_written_with_commas() -> None:
    task = user("t", candidate_groups="a, b")
    assert Player(drawing("p", start(), task, end(), flows=["start > t > end"])).wait("t").candidate_groups == (
        "a",
        "b",
    )


def test_what_feel_leaves_empty_is_empty() -> None:
    task = user("t", assignee="=nobody", due_date="=never", priority="=unknown")
    wait = Player(drawing("p", start(), task, end(), flows=["start > t > end"])).wait("t")
    assert (wait.assignee, wait.due_at, wait.priority) == ("", None, 50)
