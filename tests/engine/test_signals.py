"""A signal reaches every process that waits for it when it is thrown: after the commit, once, whatever is killed."""

from datetime import timedelta

from engine import commands
from engine.arrivals import HOUSE, Work
from engine.broadcasts import BROADCAST, CATCH
from engine.jobs import LEASE, _claim
from engine.tables import Instance
from engine.triggers import Listener
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing, extension

WHAT = extension('<zeebe:ioMapping><zeebe:input source="=tin" target="thien_tai"/></zeebe:ioMapping>')


def waiting() -> Drawing:
    drawing = Drawing("cho_tin_hieu").start().signal("intermediateCatchEvent", "nghe", "bao_lu").user("xu_ly").end()
    return drawing.line("bat_dau", "nghe", "xu_ly", "ket_thuc")


def throwing() -> Drawing:
    drawing = Drawing("phat_tin_hieu").start().user("soan")
    drawing.signal("intermediateThrowEvent", "phat", "bao_lu", WHAT).user("sau_do").end()
    return drawing.line("bat_dau", "soan", "phat", "sau_do", "ket_thuc")


def work_off(hall: Hall) -> None:
    while hall.work():
        pass


def test_every_process_that_waits_goes_on_with_what_the_signal_brings(hall: Hall) -> None:
    hall.deploy(waiting())
    hall.deploy(throwing())
    listening = [hall.start("cho_tin_hieu", f"HS-{number}") for number in range(3)]
    thrower = hall.start("phat_tin_hieu", bi_mat=1)
    hall.complete("soan", tin="lũ về")
    assert hall.open() == ["sau_do"]
    work_off(hall)
    assert [hall.open(instance) for instance in listening] == [["xu_ly"]] * 3
    assert hall.variables(listening[0]) == {"thien_tai": "lũ về"}
    assert hall.story(thrower).count("signal_thrown") == 1
    assert [hall.story(instance).count("signal_received") for instance in listening] == [1, 1, 1]
    assert hall.rows(Listener) == []


def test_who_begins_to_wait_later_has_missed_it(hall: Hall) -> None:
    hall.deploy(waiting())
    hall.deploy(throwing())
    hall.start("phat_tin_hieu")
    hall.complete("soan")
    hall.clock.advance(timedelta(seconds=1))
    late = hall.start("cho_tin_hieu")
    work_off(hall)
    assert hall.open(late) == []
    assert [listener.element for listener in hall.rows(Listener)] == ["nghe"]


def test_a_worker_killed_at_any_moment_loses_nothing_and_does_nothing_twice(hall: Hall) -> None:
    """Claimed and then nothing; told to some and then nothing; handed over and then nothing."""
    hall.deploy(waiting())
    for number in range(3):
        hall.start("cho_tin_hieu", f"HS-{number}")
    assert hall.act(lambda s: commands.broadcast(s, hall.clock, "bao_lu", {}, "k1", "chi"))
    (claimed,) = _claim(hall.database, hall.clock, 10)
    HOUSE[BROADCAST](Work(claimed.id, "", claimed.variables, hall.clock, hall.database, hall.follow))
    hall.clock.advance(LEASE * 2)
    first, *_ = hall.jobs(operation=CATCH)
    HOUSE[CATCH](Work(first.id, first.element, first.variables, hall.clock, hall.database, hall.follow))
    work_off(hall)
    assert hall.open() == ["xu_ly"] * 3
    stories = [hall.story(row.id) for row in hall.rows(Instance)]
    assert [story.count("signal_received") for story in stories] == [1, 1, 1]


def test_a_signal_from_outside_is_thrown_once_by_its_key(hall: Hall) -> None:
    assert hall.act(lambda s: commands.broadcast(s, hall.clock, "bao_lu", {}, "k1", "chi"))
    assert not hall.act(lambda s: commands.broadcast(s, hall.clock, "bao_lu", {}, "k1", "chi"))
    assert hall.story("signal:bao_lu") == ["signal_thrown"]


def test_a_suspended_process_hears_it_when_it_is_resumed(hall: Hall) -> None:
    hall.deploy(waiting())
    instance = hall.start("cho_tin_hieu")
    hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))
    hall.act(lambda s: commands.broadcast(s, hall.clock, "bao_lu", {}, "k1", "chi"))
    work_off(hall)
    assert hall.open() == []
    hall.act(lambda s: commands.resume(s, hall.clock, instance, "quy", "done"))
    work_off(hall)
    assert hall.open() == ["xu_ly"]


def test_one_poisoned_process_does_not_keep_it_from_the_others(hall: Hall) -> None:
    hall.deploy(waiting())
    spoiled, sound = hall.start("cho_tin_hieu"), hall.start("cho_tin_hieu")
    hall.act(lambda s: setattr(s.get_one(Instance, spoiled), "frontier", b"?"))
    hall.act(lambda s: commands.broadcast(s, hall.clock, "bao_lu", {}, "k1", "chi"))
    work_off(hall)
    assert hall.open(sound) == ["xu_ly"]


def test_what_waits_is_closed_with_its_process_and_carried_to_another_version(hall: Hall) -> None:
    hall.deploy(waiting())
    gone, stays = hall.start("cho_tin_hieu"), hall.start("cho_tin_hieu")
    hall.act(lambda s: commands.cancel(s, hall.clock, gone, "quy", "thôi"))
    again = waiting()
    again.nodes[1] = again.nodes[1].replace("signal_bao_lu", "signal_bao_dong")
    again.signals = {"bao_dong"}
    new = hall.deploy(again)
    hall.act(lambda s: commands.migrate(s, hall.clock, stays, new.id, None, "quy", "đổi tên"))
    assert [(row.instance_id, row.signal) for row in hall.rows(Listener)] == [(stays, "bao_dong")]
