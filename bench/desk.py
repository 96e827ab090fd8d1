"""The desk of a great office: every queue, its count, filters and orders, searching and whole pages, as the server
answers them.

In full size 100,000 open dossiers with 10,000 and then with 1,000,000 closed ones beside them: what lies in the archive
must not slow down what lies on the desk. How far it is stands on the error stream.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.desk import open_desk
from app.first import fill_many, prepare
from app.settings import Limits, Settings
from bench.floor import fsync_ms
from bench.page import Line, median, share
from bench.pages import pages
from bench.paint import paints
from cases import handling
from cases.queries import Criteria, Filters, inbox, search_dossiers
from cases.queries.queues import queue_counts
from cases.queries.worklist import QUEUES, SORTS
from cases.tables import Officer
from ground.clock import SystemClock
from ground.database import reading, transaction
from tests.postgres import private_cluster

KINDS = ("sqlite", "postgresql")
# What an administrator gives the server of a great office (docs/operating.md).
OFFICE = ("shared_buffers=1GB", "effective_cache_size=4GB", "random_page_cost=1.1", "max_wal_size=4GB")
ROUNDS = 40
OFFICERS = ("chi", "binh", "dung")
# (closed, closed in the end, open)
SMALL, FULL = (200, 2_000, 1_000), (10_000, 1_000_000, 100_000)
WORDS = (
    "hop tac xa co khi minh hoa 77", "nguyen van minh an", "888000000123", "08000012", "tran minh hoa linh", "nguyen",
    "khong co ai nhu the", "giay phep lao dong", "dien tu minh hoa 123",
)  # fmt: skip
Look = Callable[[Session, Officer], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look took, in milliseconds: the middle of its rounds, and what 95 of 100 stay below."""

    middle: float
    most: float


def run(full: bool, kinds: Sequence[str] = KINDS) -> Iterator[Line]:
    """Each of these databases."""
    for kind in kinds:
        with ExitStack() as house:
            home = Path(house.enter_context(TemporaryDirectory(prefix="motcua-bench-", dir="/tmp")))
            address = f"sqlite:///{home}/bench.sqlite"
            if kind == "postgresql":
                address = house.enter_context(private_cluster(settings=OFFICE))
            # One account asks for everything here: no limit of requests.
            limits = Limits(account_requests=0, address_requests=0)
            yield from _on(kind, Settings(database=address, home=home, dossiers=0, limits=limits), full)


def _on(kind: str, settings: Settings, full: bool) -> Iterator[Line]:
    few, many, opened = FULL if full else SMALL
    desk = open_desk(settings)
    prepare(desk, settings)
    at_first = _fill(settings, few, opened)
    before = dict(_measured(desk.database))
    took = at_first + _fill(settings, many, opened)
    goal = "<= 600" if full else ""
    yield Line(f"filled with {many:,} closed and {opened:,} open, {kind}", took, "s", goal)
    yield Line(f"fsync of 4 kB, {kind}", fsync_ms(settings.home), "ms")
    yield Line(f"load of the last minute, {kind}", os.getloadavg()[0], "running")
    after: dict[str, Taken] = {}
    for name, taken in _measured(desk.database):
        after[name] = taken
        yield Line(f"p95 {name}, {kind}", taken.most, "ms", "<= 300" if name.startswith("search") else "<= 100")
    yield from _growth(before, after, f"{many:,} and {few:,} closed ones, {kind}", full)
    yield Line(f"own claim seen in the list at once, {kind}", _claimed(desk.database), "of 10", ">= 10")
    yield from pages(settings, kind)
    yield from paints(settings, kind)
    yield Line(f"load of the last minute, at the end, {kind}", os.getloadavg()[0], "running")


def _growth(before: dict[str, Taken], after: dict[str, Taken], beside: str, full: bool) -> Iterator[Line]:
    """How much longer the same looks take, by the middle of their rounds."""
    for kind, goal in (("lists", "<= 1.3"), ("searches", "")):
        names = [name for name in after if name.startswith("search") == (kind == "searches")]
        grown = sum(after[name].middle for name in names) / sum(before[name].middle for name in names)
        yield Line(f"all {kind} beside {beside}", grown, "x", goal if full else "")


def _fill(settings: Settings, closed: int, opened: int) -> float:
    began = time.perf_counter()
    with redirect_stdout(sys.stderr):
        fill_many(open_desk(settings), settings, closed, opened)
    return time.perf_counter() - began


def _measured(database: Engine) -> Iterator[tuple[str, Taken]]:
    clock = SystemClock()
    for name in OFFICERS:
        yield f"counts of all queues, {name}", _taken(database, name, lambda s, o: queue_counts(s, clock, o))
        for queue in QUEUES:
            if queue != "supplement":
                yield f"queue {queue or 'all'}, {name}", _taken(database, name, _list(Filters(queue=queue)))
    for sort in (*SORTS, *(f"-{sort}" for sort in SORTS)):
        yield f"list by {sort}, chi", _taken(database, "chi", _list(Filters(sort=sort)))
        yield f"list of all units by {sort}, khoa", _taken(database, "khoa", _list(Filters(whose="all", sort=sort)))
    for words, filters in NARROWED.items():
        yield f"list {words}, dung", _taken(database, "dung", _list(filters))
    for text in WORDS:
        yield f'search "{text}"', _taken(database, "chi", _search(Criteria(text=text)))
    yield "search of the late ones", _taken(database, "chi", _search(Criteria(is_late=True)))
    yield "search by state", _taken(database, "chi", _search(Criteria(state="handling")))
    yield "search in another office", _taken(database, "en", _search(Criteria(text="nguyen")))


NARROWED = {
    "by procedure": Filters(procedure="giay_phep_lao_dong"), "by badge": Filters(mark="online", sort="name"),
    "by words": Filters(text="dien tu minh hoa 12"), "by a part of a number": Filters(text="00012345"),
    "by what nobody has": Filters(text="khong co ai nhu the"),
    "free ones by queue and name": Filters(whose="free", queue="handling", sort="name"),
    "of all units, late": Filters(whose="all", queue="late"),
    "of all units, by words and name": Filters(whose="all", text="dien tu minh hoa 12", sort="name"),
}  # fmt: skip


def _list(filters: Filters) -> Look:
    return lambda session, officer: inbox(session, SystemClock(), officer, filters)


def _search(criteria: Criteria) -> Look:
    return lambda session, officer: search_dossiers(session, SystemClock(), officer, criteria)


def _taken(database: Engine, name: str, look: Look) -> Taken:
    taken = []
    for number in range(ROUNDS + 1):
        started = time.perf_counter()
        with reading(database) as session:
            look(session, session.scalars(select(Officer).where(Officer.name == name)).one())
        if number:
            taken.append((time.perf_counter() - started) * 1000)
    return Taken(median(taken), share(taken, 0.95))


def _claimed(database: Engine) -> float:
    seen, clock = 0, SystemClock()
    for _ in range(10):
        with transaction(database) as session:
            binh = session.scalars(select(Officer).where(Officer.name == "binh")).one()
            row = inbox(session, clock, binh, Filters(whose="free", limit=1)).rows[0]
            handling.claim(session, clock, binh, row.task_id, row.version)
        with reading(database) as session:
            binh = session.scalars(select(Officer).where(Officer.name == "binh")).one()
            mine = inbox(session, clock, binh, Filters(whose="mine", text=row.code)).rows
            seen += [line.task_id for line in mine] == [row.task_id]
    return seen
