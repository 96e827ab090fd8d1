"""The desk of a great office: every queue, its count, filters and orders, and searching, as the server answers them.

In full size 100,000 open dossiers with 10,000 and then with 1,000,000 closed ones beside them: what lies in the archive
must not slow down what lies on the desk.
"""

import gzip
import io
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.desk import open_desk
from app.factory import create_app
from app.first import fill_many, prepare
from app.settings import Settings
from bench.page import Line, share
from bench.paint import paints
from cases import handling
from cases.queries import Criteria, Filters, inbox, search_dossiers
from cases.queries.queues import queue_counts
from cases.queries.worklist import QUEUES, SORTS
from cases.seed import PASSWORD
from cases.tables import Officer
from ground.clock import SystemClock
from ground.database import reading, transaction
from tests.postgres import private_cluster

ROUNDS = 20
OFFICERS = ("chi", "binh", "dung")
# (closed, closed in the end, open)
SMALL, FULL = (200, 2_000, 1_000), (10_000, 1_000_000, 100_000)
WORDS = (
    "hop tac xa co khi minh hoa 77", "nguyen van minh an", "888000000123", "08000012", "tran minh hoa linh", "nguyen",
    "khong co ai nhu the", "giay phep lao dong", "dien tu minh hoa 123",
)  # fmt: skip
Look = Callable[[Session, Officer], object]


def run(full: bool) -> list[Line]:
    """Both databases."""
    lines = []
    with TemporaryDirectory(prefix="motcua-bench-", dir="/tmp") as folder:
        lines += _on("SQLite", f"sqlite:///{folder}/bench.sqlite", Path(folder), full)
    with TemporaryDirectory(prefix="motcua-bench-", dir="/tmp") as folder, private_cluster(durable=False) as address:
        lines += _on("PostgreSQL", address, Path(folder), full)
    return lines


def _on(kind: str, address: str, home: Path, full: bool) -> list[Line]:
    few, many, opened = FULL if full else SMALL
    settings = Settings(database=address, home=home, dossiers=0)
    desk = open_desk(settings)
    prepare(desk, settings)
    began = time.perf_counter()
    _fill(settings, few, opened)
    before = dict(_measured(desk.database))
    _fill(settings, many, opened)
    took = time.perf_counter() - began
    after = dict(_measured(desk.database))
    lines = [Line(f"filled with {many:,} closed and {opened:,} open, {kind}", took, "s", "<= 600" if full else "")]
    for name, ms in after.items():
        goal = "<= 300" if name.startswith("search") else "<= 100"
        lines.append(Line(f"p95 {name}, {kind}", ms, "ms", goal))
    lists = [name for name in after if not name.startswith("search")]
    growth = sum(after[name] for name in lists) / sum(before[name] for name in lists)
    beside = f"all lists beside {many:,} and {few:,} closed ones, {kind}"
    lines.append(Line(beside, growth, "x", "<= 1.3" if full else ""))
    lines.append(Line(f"own claim seen in the list at once, {kind}", _claimed(desk.database), "of 10", ">= 10"))
    return lines + list(_weights(settings, kind)) + list(paints(settings, kind))


def _fill(settings: Settings, closed: int, opened: int) -> None:
    with redirect_stdout(io.StringIO()):
        fill_many(open_desk(settings), settings, closed, opened)


def _measured(database: Engine) -> Iterator[tuple[str, float]]:
    clock = SystemClock()
    for name in OFFICERS:
        yield f"counts of all queues, {name}", _p95(database, name, lambda s, o: queue_counts(s, clock, o))
        for queue in QUEUES:
            if queue != "supplement":
                yield f"queue {queue or 'all'}, {name}", _p95(database, name, _list(Filters(queue=queue)))
    for sort in (*SORTS, *(f"-{sort}" for sort in SORTS)):
        yield f"list by {sort}, chi", _p95(database, "chi", _list(Filters(sort=sort)))
    narrowed = {
        "by procedure": Filters(procedure="giay_phep_lao_dong"), "by badge": Filters(mark="online", sort="name"),
        "by words": Filters(text="dien tu minh hoa 12"), "free ones by queue and name": Filters(
            whose="free", queue="handling", sort="name"
        ),
        "of all units, late": Filters(whose="all", queue="late"),
    }  # fmt: skip
    for words, filters in narrowed.items():
        yield f"list {words}, dung", _p95(database, "dung", _list(filters))
    for text in WORDS:
        yield f'search "{text}"', _p95(database, "chi", _search(Criteria(text=text)))
    yield "search of the late ones", _p95(database, "chi", _search(Criteria(is_late=True)))
    yield "search in another office", _p95(database, "en", _search(Criteria(text="nguyen")))


def _list(filters: Filters) -> Look:
    return lambda session, officer: inbox(session, SystemClock(), officer, filters)


def _search(criteria: Criteria) -> Look:
    return lambda session, officer: search_dossiers(session, SystemClock(), officer, criteria)


def _p95(database: Engine, name: str, look: Look) -> float:
    taken = []
    for number in range(ROUNDS + 1):
        started = time.perf_counter()
        with reading(database) as session:
            look(session, session.scalars(select(Officer).where(Officer.name == name)).one())
        if number:
            taken.append((time.perf_counter() - started) * 1000)
    return share(taken, 0.95)


def _claimed(database: Engine) -> float:
    seen, clock = 0, SystemClock()
    for _ in range(10):
        with transaction(database) as session:
            cuc = session.scalars(select(Officer).where(Officer.name == "binh")).one()
            row = inbox(session, clock, cuc, Filters(whose="free", limit=1)).rows[0]
            handling.claim(session, clock, cuc, row.task_id, row.version)
        with reading(database) as session:
            cuc = session.scalars(select(Officer).where(Officer.name == "binh")).one()
            mine = inbox(session, clock, cuc, Filters(whose="mine", text=row.code)).rows
            seen += [line.task_id for line in mine] == [row.task_id]
    return seen


def _weights(settings: Settings, kind: str) -> Iterator[Line]:
    client = create_app(settings).test_client()
    client.post("/login", data={"name": "chi", "password": PASSWORD})
    for address in ("/inbox", "/dossiers", "/dossiers?q=nguyen"):
        taken = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            page = client.get(address)
            taken.append((time.perf_counter() - started) * 1000)
        if page.status_code != 200:
            raise RuntimeError(f"{address}: {page.status}")
        yield Line(f"p95 of the whole page {address}, {kind}", share(taken, 0.95), "ms", "<= 100")
        yield Line(f"weight of {address}, compressed, {kind}", len(gzip.compress(page.data)) / 1024, "kB", "<= 150")
