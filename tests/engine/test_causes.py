"""What stands still is shown by its cause: many processes with one reason are one line, retried as one batch."""

from datetime import timedelta

from engine import commands
from engine.batches import run_batches
from engine.causes import causes, general, instances_of
from engine.jobs import Call, Fault, enqueue
from engine.queries import instance_view, waits_of
from ground.database import reading
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing


def breaks(call: Call) -> dict[str, str]:
    raise Fault("no_template", f"the template of {call.variables['code']} is missing")


def stuck(hall: Hall, count: int) -> list[str]:
    hall.operations["print_receipt"] = breaks
    drawing = Drawing("in_phieu").start().service("in_giay", "print_receipt").end()
    hall.deploy(drawing.line("bat_dau", "in_giay", "ket_thuc"))
    started = []
    for number in range(count):
        started.append(hall.start("in_phieu", f"HS-{number}", code=f"HS-{number}"))
        hall.work()
        hall.clock.advance(timedelta(minutes=1))
    return started


def test_failures_that_differ_by_their_numbers_only_have_one_cause(hall: Hall) -> None:
    began = hall.clock.now()
    stuck(hall, 3)
    with reading(hall.database) as session:
        cause = only(causes(session))
    assert (cause.code, cause.key, cause.element, cause.count) == ("no_template", "in_phieu", "in_giay", 3)
    assert cause.text == "the template of HS-… is missing"
    assert (cause.first_at, cause.last_at) == (began, began + timedelta(minutes=2))


def test_the_most_frequent_cause_comes_first(hall: Hall) -> None:
    hall.act(lambda s: enqueue(s, hall.clock, "send_notice", {}))
    hall.work()
    stuck(hall, 2)
    with reading(hall.database) as session:
        assert [(cause.code, cause.key, cause.count) for cause in causes(session)] == [
            ("no_template", "in_phieu", 2), ("operation_unknown", "", 1),
        ]  # fmt: skip


def test_the_processes_of_a_cause_are_retried_as_one_batch(hall: Hall) -> None:
    started = stuck(hall, 3)
    with reading(hall.database) as session:
        found = instances_of(session, only(causes(session)))
    assert found == started
    hall.act(lambda s: commands.open_batch(s, hall.clock, "retry", found, "quy", "the template is there", "b1"))
    run_batches(hall.database, hall.clock, hall.follow)
    hall.operations["print_receipt"] = lambda call: {}
    hall.work()
    with reading(hall.database) as session:
        assert causes(session) == []


def test_a_batch_of_one_cause_leaves_the_other_incidents_of_its_processes_alone(hall: Hall) -> None:
    (instance,) = stuck(hall, 1)
    hall.act(lambda s: enqueue(s, hall.clock, "send_notice", {}, instance_id=instance))
    hall.work()
    with reading(hall.database) as session:
        cause = next(cause for cause in causes(session) if cause.code == "no_template")
    meant = {"code": cause.code, "element": cause.element}
    hall.act(lambda s: commands.open_batch(s, hall.clock, "retry", [instance], "quy", "mended", "b1", meant))
    run_batches(hall.database, hall.clock, hall.follow)
    assert only(hall.incidents()).code == "operation_unknown"


def test_what_is_particular_to_one_failure_is_left_out() -> None:
    assert general("HS-12 of 5f2b9d3c8a7e41d09b6c2f1e0a3d4b5c, 25/08/2026") == "HS-… of …, …/…/…"


def test_a_token_that_stands_still_is_where_its_process_stands_and_can_be_found(hall: Hall) -> None:
    drawing = Drawing("lua_chon").start().user("kiem_tra").exclusive("dat", default="khong").user("cap").end()
    drawing.line("bat_dau", "kiem_tra", "dat").flow("dat", "cap", "=du").flow("dat", "ket_thuc", flow_id="khong")
    hall.deploy(drawing.line("cap", "ket_thuc"))
    instance = hall.start("lua_chon")
    hall.complete("kiem_tra", du="có")
    with reading(hall.database) as session:
        assert instance_view(session, instance).standing == ("dat",)
        (wait,) = waits_of(session, hall.clock, instance)
        assert only(causes(session)).code == "condition_not_boolean"
    assert (wait.kind, wait.element, wait.token) == ("stalled", "dat", only(hall.incidents()).token)
