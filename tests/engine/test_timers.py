"""A timer fires once, whoever is faster; after an hour without a worker everything due is caught up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from engine import commands
from engine.timers import fire_due
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def waiting() -> Drawing:
    drawing = Drawing("cho").start().timer("cho_mot_gio", "PT1H", "timeDuration").user("nhac").end()
    return drawing.line("bat_dau", "cho_mot_gio", "nhac", "ket_thuc")


def test_a_timer_does_not_fire_before_it_is_due(hall: Hall) -> None:
    hall.deploy(waiting())
    hall.start("cho")
    hall.clock.advance(timedelta(minutes=59, seconds=59))
    assert hall.ring() == 0
    hall.clock.advance(timedelta(seconds=1))
    assert hall.ring() == 1
    assert hall.open() == ["nhac"]
    assert hall.ring() == 0


def test_three_workers_at_once_fire_every_timer_once_after_an_hour_without_any(hall: Hall) -> None:
    hall.deploy(waiting())
    instances = [hall.start("cho", business_key=f"HS-{number}") for number in range(30)]
    hall.clock.advance(timedelta(hours=2))
    with ThreadPoolExecutor(3) as workers:
        fired = list(workers.map(lambda _: fire_due(hall.database, hall.clock, hall.follow), range(6)))
    assert sum(fired) == 30
    assert hall.open() == ["nhac"] * 30
    for instance in instances:
        assert hall.story(instance).count("timer_fired") == 1


def test_a_rescheduled_timer_fires_at_its_new_time(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho")
    later = hall.clock.now() + timedelta(hours=5)
    hall.act(lambda s: commands.reschedule(s, hall.clock, instance, "cho_mot_gio", later, "chi"))
    assert only(hall.timers()).due_at == later
    hall.clock.advance(timedelta(hours=1))
    assert hall.ring() == 0
    hall.clock.advance(timedelta(hours=4))
    assert hall.ring() == 1


def test_a_repeating_timer_gets_a_row_for_each_of_its_dates(hall: Hall) -> None:
    drawing = Drawing("nhac_lai").start().user("tham_dinh").user("nhac").end().end("nhac_xong")
    drawing.boundary_timer("moi_ngay", "tham_dinh", "R2/PT24H", "timeCycle", interrupting=False)
    drawing.line("bat_dau", "tham_dinh", "ket_thuc").line("moi_ngay", "nhac", "nhac_xong")
    hall.deploy(drawing)
    hall.start("nhac_lai")
    for _ in range(4):
        hall.clock.advance(timedelta(days=1))
        hall.ring()
    assert hall.open().count("nhac") == 2
    assert [timer.state for timer in hall.timers()] == ["fired", "fired"]


def test_a_suspended_process_holds_its_timers_until_it_is_resumed(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho")
    hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))
    hall.clock.advance(timedelta(hours=2))
    assert hall.ring() == 0
    hall.act(lambda s: commands.resume(s, hall.clock, instance, "quy", "inspection ended"))
    assert hall.ring() == 1
    assert {"instance_suspended", "instance_resumed", "timer_fired"} <= set(hall.story(instance))
