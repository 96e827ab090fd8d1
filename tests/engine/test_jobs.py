"""Machine work runs after commit, at least once, with one key; what keeps failing becomes an incident."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from engine import commands
from engine.jobs import Again, Call, Fault, enqueue, run_jobs
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def printing() -> Drawing:
    mapping = '<zeebe:ioMapping><zeebe:input source="=ho_ten" target="ten"/></zeebe:ioMapping>'
    drawing = Drawing("in_phieu").start().service("in_giay", "print_receipt", mapping).user("ky_nhan").end()
    return drawing.line("bat_dau", "in_giay", "ky_nhan", "ket_thuc")


def test_a_service_task_is_a_job_that_moves_the_process_on_when_it_is_done(hall: Hall) -> None:
    seen: list[Mapping[str, Any]] = []

    def print_receipt(call: Call) -> dict[str, str]:
        seen.append(call.variables)
        return {"so_phieu": "12"}

    hall.operations["print_receipt"] = print_receipt
    hall.deploy(printing())
    instance = hall.start("in_phieu", ho_ten="An")
    assert hall.open() == []
    assert hall.work() == 1
    assert seen[0]["ten"] == "An"
    assert hall.open() == ["ky_nhan"]
    assert only(hall.jobs()).state == "done"
    assert "job_done" in hall.story(instance)
    assert [changes.opened[0].element for changes in hall.followed] == ["ky_nhan"]
    assert hall.work() == 0


def test_a_failing_job_is_tried_after_a_minute_ten_minutes_and_an_hour_and_then_is_an_incident(hall: Hall) -> None:
    keys: list[str] = []

    def print_receipt(call: Call) -> dict[str, str]:
        keys.append(call.key)
        raise Again("the printer is off")

    hall.operations["print_receipt"] = print_receipt
    hall.deploy(printing())
    hall.start("in_phieu", ho_ten="An")
    for wait in (timedelta(0), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)):
        hall.clock.advance(wait - timedelta(seconds=1))
        assert hall.work() == 0 if wait else True
        hall.clock.advance(timedelta(seconds=1))
        assert hall.work() == 1
    assert len(keys) == 4
    assert len(set(keys)) == 1
    incident = only(hall.incidents())
    assert "the printer is off" in incident.params["cause"]
    assert only(hall.jobs()).state == "incident"
    hall.operations["print_receipt"] = lambda call: {}
    hall.act(lambda s: commands.retry(s, hall.clock, incident.id, "quy"))
    assert hall.work() == 1
    assert hall.open() == ["ky_nhan"]
    assert hall.incidents() == []


def test_a_fault_nothing_catches_is_an_incident_at_once(hall: Hall) -> None:
    def print_receipt(call: Call) -> dict[str, str]:
        raise Fault("no_template", "the template is missing")

    hall.operations["print_receipt"] = print_receipt
    hall.deploy(printing())
    instance = hall.start("in_phieu", ho_ten="An")
    hall.work()
    assert only(hall.incidents()).code == "no_template"
    assert "job_failed" in hall.story(instance)


def test_an_operation_nobody_knows_is_an_incident(hall: Hall) -> None:
    hall.deploy(printing())
    hall.start("in_phieu", ho_ten="An")
    hall.work()
    assert only(hall.incidents()).code == "operation_unknown"


def test_a_worker_that_lost_its_lease_changes_nothing(hall: Hall) -> None:
    """The zombie: it stood still past its lease, another worker did the work, and then it wakes up."""

    def print_receipt(call: Call) -> dict[str, str]:
        hall.clock.advance(timedelta(minutes=6))
        hall.operations["print_receipt"] = lambda again: {"by": "second"}
        assert hall.work() == 1
        return {"by": "first"}

    hall.operations["print_receipt"] = print_receipt
    hall.deploy(printing())
    instance = hall.start("in_phieu", ho_ten="An")
    hall.work()
    assert hall.open() == ["ky_nhan"]
    assert hall.story(instance).count("job_done") == 1


def test_a_stopping_worker_gives_its_leases_back(hall: Hall) -> None:
    hall.deploy(printing())
    hall.start("in_phieu", ho_ten="An")
    assert run_jobs(hall.database, hall.clock, {}, hall.follow, stopping=lambda: True) == 0
    job = only(hall.jobs())
    assert (job.state, job.lease, job.attempts) == ("waiting", None, 0)


def test_desk_work_without_a_process_runs_too(hall: Hall) -> None:
    letters: list[str] = []

    def send_notice(call: Call) -> dict[str, str]:
        letters.append(call.variables["to"])
        return {}

    hall.operations["send_notice"] = send_notice
    hall.act(lambda s: enqueue(s, hall.clock, "send_notice", {"to": "an@example.vn"}))
    assert hall.work() == 1
    assert letters == ["an@example.vn"]


def test_a_job_of_a_cancelled_process_is_never_run(hall: Hall) -> None:
    hall.deploy(printing())
    instance = hall.start("in_phieu", ho_ten="An")
    hall.act(lambda s: commands.cancel(s, hall.clock, instance, "binh", "applicant withdrew"))
    assert hall.work() == 0
    assert only(hall.jobs()).state == "cancelled"
