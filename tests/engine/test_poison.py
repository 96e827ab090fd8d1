"""One poisoned process never blocks the others: it is shown to a person, and can be mended or cancelled."""

from datetime import timedelta

from sqlalchemy import update

from engine import commands
from engine.jobs import Call, Fault
from engine.tables import Incident, Instance, Job
from ground.database import transaction
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def waiting() -> Drawing:
    drawing = Drawing("cho").start().timer("cho_mot_gio", "PT1H", "timeDuration").user("nhac").end()
    return drawing.line("bat_dau", "cho_mot_gio", "nhac", "ket_thuc")


def printing() -> Drawing:
    drawing = Drawing("in_phieu").start().service("in_giay", "print_receipt").user("ky_nhan").end()
    return drawing.line("bat_dau", "in_giay", "ky_nhan", "ket_thuc")


def poison(hall: Hall, instance: str) -> bytes:
    good = hall.instance(instance).frontier
    write(hall, instance, b"\x28\xb5\x2f\xfdbroken")
    return good


def write(hall: Hall, instance: str, frontier: bytes) -> None:
    with transaction(hall.database) as session:
        session.execute(update(Instance).where(Instance.id == instance).values(frontier=frontier))


def five_timers(hall: Hall) -> list[str]:
    hall.deploy(waiting())
    return [hall.start("cho", f"HS-{number}") for number in range(5)]


def test_the_timers_of_the_others_fire_in_the_same_tick(hall: Hall) -> None:
    instances = five_timers(hall)
    poison(hall, instances[0])
    hall.clock.advance(timedelta(hours=1))
    assert hall.ring() == 4
    assert [len(hall.open(instance)) for instance in instances] == [0, 1, 1, 1, 1]
    incident = only(hall.incidents())
    assert (incident.instance_id, incident.code) == (instances[0], "timer_failed")
    assert "FrontierNotReadable" in incident.params["cause"]


def test_a_timer_that_keeps_failing_is_one_incident_solved_when_it_fires(hall: Hall) -> None:
    instances = five_timers(hall)
    good = poison(hall, instances[0])
    hall.clock.advance(timedelta(hours=1))
    for _ in range(3):
        hall.ring()
        hall.clock.advance(timedelta(minutes=10))
    assert len(hall.rows(Incident)) == 1
    write(hall, instances[0], good)
    assert hall.ring() == 1
    assert hall.incidents() == []
    assert hall.open(instances[0]) == ["nhac"]


def test_a_failed_timer_fires_at_once_when_its_incident_is_retried(hall: Hall) -> None:
    instances = five_timers(hall)
    good = poison(hall, instances[0])
    hall.clock.advance(timedelta(hours=1))
    hall.ring()
    write(hall, instances[0], good)
    hall.act(lambda s: commands.retry(s, hall.clock, only(hall.incidents()).id, "quy"))
    assert hall.ring() == 1
    assert hall.incidents() == []


def test_the_jobs_of_the_others_are_done_in_the_same_tick(hall: Hall) -> None:
    hall.deploy(printing())
    instances = [hall.start("in_phieu", f"HS-{number}") for number in range(4)]
    poison(hall, instances[0])
    hall.operations["print_receipt"] = lambda call: {}
    assert hall.work() == 4
    assert [len(hall.open(instance)) for instance in instances] == [0, 1, 1, 1]
    for wait in (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)):
        hall.clock.advance(wait)
        hall.work()
    assert only(hall.incidents()).instance_id == instances[0]


def test_a_fault_of_a_poisoned_process_leaves_the_leases_of_the_others_alone(hall: Hall) -> None:
    def print_receipt(call: Call) -> dict[str, str]:
        if call.instance_id == instances[0]:
            raise Fault("no_template")
        return {}

    hall.deploy(printing())
    instances = [hall.start("in_phieu", f"HS-{number}") for number in range(4)]
    poison(hall, instances[0])
    hall.operations["print_receipt"] = print_receipt
    assert hall.work() == 4
    assert sorted(job.state for job in hall.rows(Job)) == ["done", "done", "done", "waiting"]


def test_a_poisoned_process_can_be_suspended_and_cancelled(hall: Hall) -> None:
    instances = five_timers(hall)
    poison(hall, instances[0])
    hall.clock.advance(timedelta(hours=1))
    hall.ring()
    hall.act(lambda s: commands.suspend(s, hall.clock, instances[0], "quy", "it is broken"))
    hall.act(lambda s: commands.cancel(s, hall.clock, instances[0], "quy", "it is entered anew"))
    assert hall.instance(instances[0]).state == "cancelled"
    assert hall.incidents() == []


def test_a_message_for_another_process_arrives(hall: Hall) -> None:
    drawing = Drawing("cho_tin").start().message("tra_loi", "van_ban_tra_loi", "=ma").user("doc").end()
    hall.deploy(drawing.line("bat_dau", "tra_loi", "doc", "ket_thuc"))
    first, second = hall.start("cho_tin", ma="HS-1"), hall.start("cho_tin", ma="HS-2")
    poison(hall, first)
    assert hall.deliver("van_ban_tra_loi", "HS-2", key="m1") is not None
    assert hall.open(second) == ["doc"]
