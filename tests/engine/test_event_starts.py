"""A process may be begun by a timer, a message or a signal: once for each of them, by the version in force."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from engine import commands
from engine.arrivals import HOUSE, Work
from engine.entrances import BEGIN
from engine.model import Known
from engine.spiff import BegunByEvents, StartNotReadable
from engine.tables import Instance
from engine.timers import fire_due
from engine.triggers import Entrance
from ground.database import transaction
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing

DAY = timedelta(days=1)


def by_timer(value: str, kind: str = "timeCycle", step: str = "kiem_ke") -> Drawing:
    drawing = Drawing("dinh_ky").begun_by_timer("den_ky", value, kind).user(step).end()
    return drawing.line("den_ky", step, "ket_thuc")


def by_message(key: str = "tiep_nhan", step: str = "xem") -> Drawing:
    drawing = Drawing(key).start().begun_by_message("co_don", "don_moi").begun_by_message("co_thu", "thu_moi")
    drawing.exclusive("gop").user(step).end().line("bat_dau", "gop", step, "ket_thuc")
    return drawing.line("co_don", "gop").line("co_thu", "gop")


def work_off(hall: Hall) -> None:
    while hall.ring() + hall.work():
        pass


def days(hall: Hall, count: int) -> None:
    for _ in range(count):
        hall.clock.advance(DAY)
        work_off(hall)


def test_a_cycle_begins_a_run_each_time_as_often_as_it_says(hall: Hall) -> None:
    hall.deploy(by_timer("R2/P1D"))
    work_off(hall)
    assert hall.open() == []
    days(hall, 4)
    assert hall.open() == ["kiem_ke", "kiem_ke"]


def test_an_endless_cycle_does_not_make_up_for_what_was_missed(hall: Hall) -> None:
    hall.deploy(by_timer("R/P1D"))
    hall.clock.advance(3 * DAY)
    work_off(hall)
    assert hall.open() == ["kiem_ke"]
    days(hall, 2)
    assert len(hall.open()) == 3


@pytest.mark.parametrize(
    ("value", "kind"),
    [("2026-08-26T00:00:00+07:00", "timeDate"), ("P1D", "timeDuration"), ('=duration("P1D")', "timeDuration")],
)
def test_a_date_or_a_duration_begins_one_run(hall: Hall, value: str, kind: str) -> None:
    hall.deploy(by_timer(value, kind))
    days(hall, 3)
    assert hall.open() == ["kiem_ke"]


def test_a_date_that_has_passed_begins_nothing_when_a_version_comes_into_force(hall: Hall) -> None:
    hall.deploy(by_timer("2026-08-01T00:00:00+07:00", "timeDate"))
    days(hall, 1)
    assert (hall.open(), hall.rows(Entrance)) == ([], [])


def test_a_time_that_gives_nothing_is_refused_when_the_version_comes_into_force(hall: Hall) -> None:
    with pytest.raises(StartNotReadable):
        hall.deploy(by_timer("=ngay_hen", "timeDate"))


def test_a_new_version_takes_over_and_only_one_begins_runs(hall: Hall) -> None:
    hall.deploy(by_timer("R/P1D"))
    days(hall, 1)
    hall.deploy(by_timer("R/P1D", step="kiem_ke_moi"))
    days(hall, 1)
    assert sorted(hall.open()) == ["kiem_ke", "kiem_ke_moi"]
    assert len(hall.rows(Entrance)) == 1


def test_a_version_for_a_later_day_begins_runs_from_that_day_on(hall: Hall) -> None:
    hall.deploy(by_timer("R/P1D"))
    files = by_timer("R/P1D", step="kiem_ke_moi").bundle()
    draft = hall.act(lambda s: commands.deploy(s, hall.clock, files, Known(), "lam", activate=False))
    hall.act(lambda s: commands.approve(s, hall.clock, draft.id, "quy", valid_from=date(2026, 8, 27)))
    days(hall, 2)
    assert hall.open() == ["kiem_ke"]
    days(hall, 1)
    assert sorted(hall.open()) == ["kiem_ke", "kiem_ke_moi"]


def test_a_duration_counts_from_the_first_day_of_its_version(hall: Hall) -> None:
    files = by_timer("P1D", "timeDuration").bundle()
    draft = hall.act(lambda s: commands.deploy(s, hall.clock, files, Known(), "lam", activate=False))
    hall.act(lambda s: commands.approve(s, hall.clock, draft.id, "quy", valid_from=date(2026, 8, 27)))
    days(hall, 2)
    assert hall.open() == []
    days(hall, 1)
    assert hall.open() == ["kiem_ke"]


def test_a_message_begins_one_run_by_its_key_with_what_it_brings(hall: Hall) -> None:
    hall.deploy(by_message())
    changes = hall.deliver("thu_moi", "HS-9", key="m1", noi_dung="xin cấp")
    assert hall.deliver("thu_moi", "HS-9", key="m1") is None
    instance = only(hall.rows(Instance))
    assert changes is not None
    assert [step.element for step in changes.entered] == ["co_thu", "gop", "xem"]
    assert (instance.business_key, hall.variables(instance.id)) == ("HS-9", {"noi_dung": "xin cấp"})
    assert hall.story(instance.id) == ["instance_started", "task_opened", "message_received"]
    assert hall.deliver("thu_moi", "HS-9", key="m2") is not None
    assert hall.deliver("don_moi", "", key="m3") is not None
    assert len(hall.rows(Instance)) == 3


def test_who_waits_for_a_message_goes_before_a_start_event(hall: Hall) -> None:
    awaiting = Drawing("cho").start().message("tin", "don_moi", "=ma").user("doc").end()
    hall.deploy(awaiting.line("bat_dau", "tin", "doc", "ket_thuc"))
    hall.deploy(by_message())
    first = hall.start("cho", ma="HS-1")
    hall.act(lambda s: commands.suspend(s, hall.clock, first, "quy", "inspection"))
    assert hall.deliver("don_moi", "HS-1", key="m1") is None
    hall.act(lambda s: commands.resume(s, hall.clock, first, "quy", "done"))
    assert hall.open() == ["doc"]
    assert hall.deliver("don_moi", "HS-1", key="m2") is not None
    assert sorted(hall.open()) == ["doc", "xem"]


def test_a_retired_version_is_not_begun_by_a_message(hall: Hall) -> None:
    hall.deploy(by_message())
    plain = Drawing("tiep_nhan").start().user("moi").end().line("bat_dau", "moi", "ket_thuc")
    hall.deploy(plain)
    assert hall.deliver("don_moi", "", key="m1") is None
    assert hall.rows(Instance) == []


def test_a_signal_begins_one_run_of_each_process_even_if_the_worker_is_killed(hall: Hall) -> None:
    for key in ("mot", "hai"):
        drawing = Drawing(key).signal("startEvent", "nghe", "bao_lu").user(f"xu_ly_{key}").end()
        hall.deploy(drawing.line("nghe", f"xu_ly_{key}", "ket_thuc"))
    hall.act(lambda s: commands.broadcast(s, hall.clock, "bao_lu", {"cap": 3}, "k1", "chi"))
    hall.work()
    job, _ = hall.jobs(operation=BEGIN)
    HOUSE[BEGIN](Work(job.id, job.element, job.variables, hall.clock, hall.database, hall.follow))
    work_off(hall)
    assert sorted(hall.open()) == ["xu_ly_hai", "xu_ly_mot"]
    assert [hall.variables(one.id) for one in hall.rows(Instance)] == [{"cap": 3}, {"cap": 3}]


def test_what_only_events_begin_is_not_started_by_a_person(hall: Hall) -> None:
    hall.deploy(by_timer("R/P1D"))
    with pytest.raises(BegunByEvents):
        hall.start("dinh_ky")
    assert hall.clock.now() == datetime(2026, 8, 25, 2, 30, tzinfo=UTC)


def test_of_many_who_bring_one_message_at_once_one_begins_the_run(hall: Hall) -> None:
    hall.deploy(by_message())
    together = Barrier(8)

    def bring(_number: int) -> bool:
        together.wait()
        with transaction(hall.database) as session:
            key, ttl = "m1", timedelta(days=1)
            return commands.deliver(session, hall.clock, "don_moi", "HS-1", {}, key, ttl, "binh") is not None

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(bring, range(8))) == 1
    assert len(hall.rows(Instance)) == 1
    assert hall.open() == ["xem"]


def test_of_many_workers_each_start_timer_is_taken_once(hall: Hall) -> None:
    hall.deploy(by_timer("R/P1D"))
    hall.clock.advance(DAY)
    together = Barrier(6)

    def tick(_number: int) -> int:
        together.wait()
        return fire_due(hall.database, hall.clock, hall.follow)

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(tick, range(6))) == 1
    assert len(hall.jobs(operation=BEGIN)) == 1
