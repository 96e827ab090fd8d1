"""The journal answers: who did what when to which element, how long it took, which way a process went."""

from datetime import timedelta

from engine import commands
from engine.history import deeds, figures, stays, tale, way_of
from engine.journal import append
from ground.database import reading
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing, extension

HOUR = timedelta(hours=1)


def office() -> Drawing:
    drawing = Drawing("ho_so").start().user("kiem_tra").exclusive("dat", default="khong").user("tra_lai")
    drawing.service("in_giay", "print_receipt").timer("cho", "PT5H", "timeDuration")
    drawing.message("bao", "da_nop_le_phi", "=ma").end()
    drawing.line("bat_dau", "kiem_tra", "dat").flow("dat", "in_giay", "=du").flow("dat", "tra_lai", flow_id="khong")
    return drawing.line("tra_lai", "kiem_tra").line("in_giay", "cho", "bao", "ket_thuc")


def play(hall: Hall) -> str:
    """One process: sent back once, then printed, waited for and paid; it takes an hour a step but for the wait."""
    hall.deploy(office())
    hall.operations["print_receipt"] = lambda call: {}
    instance = hall.start("ho_so", ma="HS-1")
    hall.clock.advance(HOUR)
    task = hall.tasks()[0]
    hall.act(lambda s: commands.claim(s, hall.clock, task.id, task.version, "chi"))
    hall.clock.advance(HOUR)
    hall.complete("kiem_tra", du=False)
    hall.clock.advance(HOUR)
    hall.complete("tra_lai", by="binh")
    hall.clock.advance(4 * HOUR)
    hall.complete("kiem_tra", du=True)
    hall.clock.advance(HOUR)
    hall.work()
    hall.clock.advance(5 * HOUR)
    hall.ring()
    hall.clock.advance(HOUR)
    hall.deliver("da_nop_le_phi", "HS-1", key="m1")
    assert hall.instance(instance).state == "ended"
    return instance


def test_the_way_a_process_took_is_told_with_gateways_and_events(hall: Hall) -> None:
    instance = play(hall)
    with reading(hall.database) as session:
        way = [passing.element for passing in way_of(session, instance)]
    assert way == [
        "bat_dau", "kiem_tra", "dat", "tra_lai", "kiem_tra", "dat", "in_giay", "cho", "bao", "ket_thuc",
    ]  # fmt: skip


def test_each_stay_has_its_duration_and_whose_it_was(hall: Hall) -> None:
    instance = play(hall)
    with reading(hall.database) as session:
        told = [(stay.element, stay.kind, stay.gross, stay.by) for stay in stays(session, instance)]
    assert told == [
        ("kiem_tra", "task", 2 * HOUR, "chi"), ("tra_lai", "task", HOUR, "binh"), ("kiem_tra", "task", 4 * HOUR, "chi"),
        ("in_giay", "job", HOUR, "system"), ("cho", "timer", 5 * HOUR, "system"), ("bao", "message", HOUR, "binh"),
    ]  # fmt: skip


def test_the_time_in_somebodys_hands_is_told_apart(hall: Hall) -> None:
    instance = play(hall)
    with reading(hall.database) as session:
        first, *_ = stays(session, instance)
    assert (first.gross, first.in_hand) == (2 * HOUR, HOUR)


def test_a_step_that_lasts_has_no_duration_and_one_given_back_is_in_nobodys_hands(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so", ma="HS-1")
    task = hall.tasks()[0]
    claimed = hall.act(lambda s: commands.claim(s, hall.clock, task.id, task.version, "chi"))
    hall.act(lambda s: commands.release(s, hall.clock, task.id, claimed.version, "chi"))
    with reading(hall.database) as session:
        (stay,) = stays(session, instance)
    assert (stay.outcome, stay.gross, stay.claimed_at, stay.by) == ("open", None, None, "")


def test_who_did_what_when_to_which_element(hall: Hall) -> None:
    began = hall.clock.now()
    instance = play(hall)
    with reading(hall.database) as session:
        told = [(deed.at - began, deed.actor, deed.name, deed.element) for deed in deeds(session, instance)]
    assert (HOUR, "chi", "task_claimed", "kiem_tra") in told
    assert (3 * HOUR, "binh", "task_completed", "tra_lai") in told
    assert (8 * HOUR, "system", "job_done", "in_giay") in told
    assert told[-1][2] == "instance_ended"


def test_the_figures_of_a_version_count_every_element_and_know_the_usual_time(hall: Hall) -> None:
    instance = play(hall)
    cancelled = hall.start("ho_so", "HS-2", ma="HS-2")
    hall.act(lambda s: commands.cancel(s, hall.clock, cancelled, "quy", "withdrawn"))
    with reading(hall.database) as session:
        lines = {line.element: line for line in figures(session, hall.instance(instance).definition_id)}
    check = lines["kiem_tra"]
    assert (check.entered, check.completed, check.cancelled) == (3, 2, 1)
    assert (check.median, check.longest) == (3 * HOUR, 4 * HOUR)
    assert (lines["dat"].entered, lines["dat"].median) == (2, None)
    assert lines["ket_thuc"].entered == 1


def test_a_reminder_that_repeats_does_not_count_as_a_stay(hall: Hall) -> None:
    drawing = Drawing("nhac_lai").start().user("tham_dinh").user("nhac").end().end("nhac_xong")
    drawing.boundary_timer("moi_ngay", "tham_dinh", "R3/PT24H", "timeCycle", interrupting=False)
    hall.deploy(drawing.line("bat_dau", "tham_dinh", "ket_thuc").line("moi_ngay", "nhac", "nhac_xong"))
    instance = hall.start("nhac_lai")
    for _ in range(3):
        hall.clock.advance(timedelta(days=1))
        hall.ring()
    with reading(hall.database) as session:
        assert {stay.element for stay in stays(session, instance)} == {"tham_dinh", "nhac"}
        assert [passing.element for passing in way_of(session, instance)].count("moi_ngay") == 3


def test_an_element_of_a_called_process_is_told_with_its_process(hall: Hall) -> None:
    outer = Drawing("ngoai").start().node("callActivity", "goi", extension('<zeebe:calledElement processId="trong"/>'))
    inner = Drawing("trong").start().user("hoi").end().line("bat_dau", "hoi", "ket_thuc")
    hall.deploy(outer.end().line("bat_dau", "goi", "ket_thuc"), inner)
    instance = hall.start("ngoai")
    with reading(hall.database) as session:
        way = [passing.element for passing in way_of(session, instance)]
    assert way == ["bat_dau", "goi", "trong/bat_dau", "trong/hoi"]


def test_the_net_duration_leaves_out_the_time_a_process_was_suspended(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so", ma="HS-1")
    for pause in (2 * HOUR, 3 * HOUR):
        hall.clock.advance(HOUR)
        hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "inspection"))
        hall.clock.advance(pause)
        hall.act(lambda s: commands.resume(s, hall.clock, instance, "quy", "over"))
    hall.clock.advance(HOUR)
    hall.complete("kiem_tra", du=False)
    with reading(hall.database) as session:
        told = tale(session, instance)
    check, back = told.stays
    assert (check.gross, told.net(check)) == (8 * HOUR, 3 * HOUR)
    assert (back.gross, told.net(back)) == (None, None)


def test_stops_that_lie_over_each_other_count_once(hall: Hall) -> None:
    hall.deploy(office())
    instance = hall.start("ho_so", ma="HS-1")
    stopping = {"instance_suspended": "instance_resumed", "paused": "unpaused"}
    for name in ("paused", "instance_suspended", "unpaused", "instance_resumed"):
        hall.clock.advance(HOUR)
        hall.act(lambda s, name=name: append(s, hall.clock, instance, name, instance, "quy"))  # type: ignore[misc]
    hall.clock.advance(HOUR)
    hall.complete("kiem_tra", du=False)
    with reading(hall.database) as session:
        told = tale(session, instance, stopping)
    assert (told.stays[0].gross, told.net(told.stays[0])) == (5 * HOUR, 2 * HOUR)
