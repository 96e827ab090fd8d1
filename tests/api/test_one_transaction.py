"""A completion is one transaction of few statements; remembering its answer under a key is one more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from bench.procedure import ANSWERS, SLUG, STEPS, bundle
from cases.procedure import deploy_bundle
from ground.clock import FixedClock
from ground.database import transaction
from tests.api.conftest import Caller

MOST_STATEMENTS = 12


@contextmanager
def counted(database: Engine) -> Iterator[list[str]]:
    """Every statement sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(" ".join(statement.split()))

    event.listen(database, "before_cursor_execute", note)
    yield sent
    event.remove(database, "before_cursor_execute", note)


def test_a_completion_needs_few_statements(
    database: Engine, binh: Caller, log_in: Callable[[str], Caller], machine_work: Callable[[], None]
) -> None:
    dung, chi = log_in("dung"), log_in("chi")
    for _ in range(2):  # the first one also fills what a process reads once
        code = binh.receive().get_json()["code"]
        binh.complete(binh.first_task(code), {"outcome": "accepted"})
        machine_work()
        dung.complete(dung.first_task(code), {"nguoi_thu_ly": "chi"})
        task = chi.first_task(code)
        with counted(database) as sent:
            done = chi.complete(task, {"trong_danh_muc": True})
            assert done.status_code == 200, done.get_json()
    assert len([line for line in sent if not line.startswith("BEGIN")]) <= MOST_STATEMENTS, "\n".join(sent)


def test_six_steps_need_no_more_in_the_mean_acceptance_and_end_among_them(
    database: Engine, clock: FixedClock, binh: Caller, log_in: Callable[[str], Caller]
) -> None:
    chi = log_in("chi")
    with transaction(database) as session:
        deploy_bundle(session, clock, bundle(), "lam", activate=True)
    play(chi, binh)  # the first one also fills what a process reads once
    with counted(database) as sent:
        assert play(chi, binh, sent) == len(STEPS)
    of_steps = [line for line in sent if not line.startswith("BEGIN")]
    assert len(of_steps) <= MOST_STATEMENTS * len(STEPS), "\n".join(sent)


def play(chi: Caller, binh: Caller, sent: list[str] | None = None) -> int:
    """Hand a dossier in and take it to its end; how many steps were completed. Only these stay in `sent`."""
    body = {"procedure": SLUG, "applicant": {"full_name": "Nguyễn Văn An"}, "answers": ANSWERS}
    code = binh.post("/dossiers", body).get_json()["code"]
    waiting, done = [chi.first_task(code)], 0
    if sent is not None:
        sent.clear()
    while waiting:
        answer = chi.complete(waiting.pop(), ANSWERS)
        assert answer.status_code == 200, answer.get_json()
        waiting += answer.get_json()["opened"]
        done += 1
    return done
