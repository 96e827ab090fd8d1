"""A message reaches the process that waits for it, once; one that comes early waits until it expires."""

from datetime import timedelta

from engine import commands
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing


def awaiting() -> Drawing:
    drawing = (
        Drawing("cho_tin").start().user("gui").message("tra_loi", "van_ban_tra_loi", "=dossier.code").user("doc").end()
    )
    return drawing.line("bat_dau", "gui", "tra_loi", "doc", "ket_thuc")


def test_a_message_goes_to_the_dossier_it_names(hall: Hall) -> None:
    hall.deploy(awaiting())
    first = hall.start("cho_tin", dossier={"code": "HS-1"})
    second = hall.start("cho_tin", dossier={"code": "HS-2"})
    hall.complete("gui")
    hall.complete("gui")
    hall.deliver("van_ban_tra_loi", "HS-2", key="m1", y_kien="đồng ý")
    assert hall.open(first) == []
    assert hall.open(second) == ["doc"]
    assert hall.variables(second)["y_kien"] == "đồng ý"


def test_the_same_message_sent_twice_is_received_once(hall: Hall) -> None:
    hall.deploy(awaiting())
    instance = hall.start("cho_tin", dossier={"code": "HS-1"})
    hall.complete("gui")
    assert hall.deliver("van_ban_tra_loi", "HS-1", key="m1") is not None
    assert hall.deliver("van_ban_tra_loi", "HS-1", key="m1") is None
    assert hall.story(instance).count("message_received") == 1


def test_a_message_that_comes_early_waits_for_the_process(hall: Hall) -> None:
    hall.deploy(awaiting())
    instance = hall.start("cho_tin", dossier={"code": "HS-1"})
    assert hall.deliver("van_ban_tra_loi", "HS-1", key="m1", y_kien="sớm") is None
    hall.complete("gui")
    assert hall.open() == ["doc"]
    assert hall.variables(instance)["y_kien"] == "sớm"


def test_an_expired_message_is_not_received(hall: Hall) -> None:
    hall.deploy(awaiting())
    hall.start("cho_tin", dossier={"code": "HS-1"})
    hall.deliver("van_ban_tra_loi", "HS-1", key="m1")
    hall.clock.advance(timedelta(days=2))
    hall.complete("gui")
    assert hall.open() == []


def test_a_message_for_a_suspended_process_waits_until_it_is_resumed(hall: Hall) -> None:
    hall.deploy(awaiting())
    instance = hall.start("cho_tin", dossier={"code": "HS-1"})
    hall.complete("gui")
    hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))
    assert hall.deliver("van_ban_tra_loi", "HS-1", key="m1") is None
    hall.act(lambda s: commands.resume(s, hall.clock, instance, "quy", "done"))
    assert hall.open() == ["doc"]
