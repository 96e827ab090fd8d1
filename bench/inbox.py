"""The task list of fifty among a hundred thousand open tasks, on both databases, as the server answers it."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session

from bench.page import Line, share
from cases.queries import Filters, inbox
from cases.tables import Dossier, Officer, Person, StepTerm
from engine.tables import Definition, Instance, Task
from ground.clock import SystemClock
from ground.database import open_database, reading, transaction
from tests.office import Office
from tests.postgres import private_cluster

OPEN = 100_000
CHUNK = 5_000
ROUNDS = 40
Row = dict[str, Any]


def run(full: bool) -> list[Line]:
    """The same hundred thousand in both sizes: a smaller number would prove nothing."""
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        lines = _on("SQLite", f"sqlite:///{folder}/bench.sqlite", Path(folder))
    with TemporaryDirectory(prefix="motcua-bench-") as folder, private_cluster(durable=False) as address:
        return lines + _on("PostgreSQL", address, Path(folder))


def _on(kind: str, address: str, home: Path) -> list[Line]:
    Office(home, address).order("seed", "--dossiers", "0")
    database = open_database(address)
    _fill(database)
    asked: Mapping[str, Filters] = {
        "task list of 50 among 100,000": Filters(limit=50),
        "those that are late": Filters(limit=50, is_late=True),
        "a search in them by one applicant's name": Filters(limit=50, text="nguoi nop 77777"),
    }
    lines = []
    for name, filters in asked.items():
        goal = "<= 30" if name.startswith("task list") else ""
        lines.append(Line(f"{name}, {kind}", _median_ms(database, filters), "ms", goal))
    return lines


def _median_ms(database: Engine, filters: Filters) -> float:
    clock = SystemClock()
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        with reading(database) as session:
            page = inbox(session, clock, _chi(session), filters)
        taken.append((time.perf_counter() - started) * 1000)
    if not page.rows:
        raise RuntimeError("the list is empty")
    return share(taken, 0.5)


def _chi(session: Session) -> Officer:
    return session.scalars(select(Officer).where(Officer.name == "chi")).one()


def _fill(database: Engine) -> None:
    now = SystemClock().now()
    with transaction(database) as session:
        unit = _chi(session).unit_id
        definition = session.scalars(select(Definition).limit(1)).one().id
    makers: tuple[tuple[Any, Callable[[int, datetime, str, str], Row]], ...] = (
        (Person, _person), (Instance, _instance), (Dossier, _dossier), (Task, _task), (StepTerm, _term),
    )  # fmt: skip
    for numbers in _chunks():
        with transaction(database) as session:
            for table, make in makers:
                session.execute(insert(table), [make(number, now, unit, definition) for number in numbers])
    with database.begin() as connection:
        connection.execute(text("ANALYZE"))


def _chunks() -> Iterator[range]:
    for first in range(0, OPEN, CHUNK):
        yield range(first, first + CHUNK)


def _id(kind: str, number: int) -> str:
    return f"{kind}{number:0{32 - len(kind)}d}"


def _person(number: int, now: datetime, unit: str, definition: str) -> Row:
    return {"id": _id("a", number), "full_name": f"Người nộp {number}"}


def _instance(number: int, now: datetime, unit: str, definition: str) -> Row:
    return {
        "id": _id("b", number), "definition_id": definition, "business_key": f"HS-{number}", "state": "running",
        "version": 1, "frontier": b"", "standing": {}, "started_at": now, "started_by": "binh",
    }  # fmt: skip


def _dossier(number: int, now: datetime, unit: str, definition: str) -> Row:
    at = now - timedelta(minutes=number % 40_000)
    return {
        "id": _id("c", number), "code": f"HS-{number}", "procedure": "do_toc_do", "procedure_name": "Thủ tục đo",
        "definition_id": definition, "instance_id": _id("b", number), "unit_id": unit, "handling_unit_id": unit,
        "person_id": _id("a", number), "channel": "counter", "state": "handling", "received_by": "binh",
        "submitted_at": at, "accepted_at": at, "clock_at": at, "due_at": at + timedelta(days=14),
        "original_due_at": at + timedelta(days=14), "term": "10wd", "rule_pack": "2025",
        "look_up": f"hs-{number} nguoi nop {number} thu tuc do",
    }  # fmt: skip


def _task(number: int, now: datetime, unit: str, definition: str) -> Row:
    return {
        "id": _id("d", number), "instance_id": _id("b", number), "token": _id("e", number), "process": "do_toc_do",
        "element": "tham_dinh", "name": "Thẩm định", "role": "chuyen_vien", "groups": [], "form_id": "",
        "properties": {}, "priority": 50, "state": "open", "version": 1,
        "opened_at": now - timedelta(minutes=number % 40_000),
    }  # fmt: skip


def _term(number: int, now: datetime, unit: str, definition: str) -> Row:
    at = now - timedelta(minutes=number % 40_000)
    return {
        "task_id": _id("d", number), "dossier_id": _id("c", number), "element": "tham_dinh", "name": "Thẩm định",
        "unit_id": unit, "role": "chuyen_vien", "term": "4wd", "state": "running", "opened_at": at, "stage": "handling",
        "warn_at": at + timedelta(days=3), "due_at": at + timedelta(days=4), "sort_at": at + timedelta(days=4),
    }  # fmt: skip
