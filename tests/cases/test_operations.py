"""An operation done twice under one key changes nothing; a failed one is tried again."""

from collections.abc import Mapping
from typing import Any

from cases.handling import complete_step
from cases.operation_names import OPERATION_NAMES
from cases.operations import OPERATIONS, operations
from cases.tables import Notice, Result, Slip
from engine.jobs import Again, Call
from tests.cases.desk import GRANT as STEPS
from tests.cases.desk import Desk


def test_every_name_a_drawing_may_use_is_done_by_something() -> None:
    assert set(OPERATIONS) == OPERATION_NAMES


def test_work_done_twice_is_done_once(desk: Desk) -> None:
    real = operations(desk.tools)

    def twice(name: str) -> Any:
        def run(call: Call) -> Mapping[str, Any]:
            assert real[name](call) == real[name](call) or name in ("print_receipt", "number_result")
            return real[name](call)

        return run

    doubled = {name: twice(name) for name in real}
    code = desk.receive()
    for by, element, answers in STEPS:
        task = desk.task(code, element)
        desk.do(by, complete_step, task.id, task.version, answers)
        desk.work(doubled)
    assert [slip.kind for slip in desk.rows(Slip, code)] == ["receipt"]
    (result,) = desk.rows(Result, code)
    assert (result.state, result.serial) == ("returned", 1)
    letters = list((desk.tools.mailer.folder).iterdir())  # type: ignore[attr-defined]
    assert len(letters) == len(desk.rows(Notice, code))
    for name in ("result_drafted", "result_signed", "result_numbered", "result_issued"):
        assert desk.names(code).count(name) == 1


def test_a_printer_that_fails_once_delays_the_receipt_and_not_the_date(desk: Desk) -> None:
    real = operations(desk.tools)
    failures = iter([True])

    def fails_once(call: Call) -> Mapping[str, Any]:
        if next(failures, False):
            raise Again("no paper")
        return real["print_receipt"](call)

    code = desk.receive()
    task = desk.task(code, "kiem_tra")
    desk.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"})
    due = desk.dossier(code).due_at
    desk.work({**real, "print_receipt": fails_once})
    assert desk.rows(Slip, code) == []
    desk.pass_time("1wh")
    desk.work()
    assert len(desk.rows(Slip, code)) == 1
    assert desk.dossier(code).due_at == due
