"""Two officers at one dossier at the same moment: one is first, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from cases.handling import complete_step, withdraw
from ground.errors import Problem
from tests.cases.desk import Desk


def at_once(*deeds: Callable[[], object]) -> list[str]:
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        start.wait()
        try:
            deed()
        except Problem as problem:
            return problem.code
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def test_a_withdrawal_and_a_completion_end_in_one_of_two_stories(desk: Desk) -> None:
    for _ in range(4):
        code = desk.receive()
        task = desk.task(code, "kiem_tra")
        ends = at_once(
            lambda task=task: desk.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"}),  # type: ignore[misc]
            lambda code=code: desk.do("binh", withdraw, code, "Thôi."),  # type: ignore[misc]
        )
        assert ends in (["done", "done"], ["task_gone", "done"], ["task_not_found", "done"])
        desk.work()
        dossier = desk.dossier(code)
        assert (dossier.state, dossier.accepted_at is not None) == ("stopped", ends[0] == "done")
