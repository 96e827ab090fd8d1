"""Many at once: parallel blocks, branches, due timers, and a worker that starts cold among a hundred definitions."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

import cases.tables  # noqa: F401 - with it the registry knows every table
from bench.page import Line
from engine import commands
from engine.definitions import forget_graphs, graph_of
from engine.model import Known
from engine.tables import Definition
from engine.timers import fire_due
from ground.clock import FixedClock
from ground.database import Base, open_database, transaction
from tests.engine.drawing import Drawing

CLOCK = FixedClock(datetime(2026, 8, 25, 2, tzinfo=UTC))
BLOCKS, BRANCHES, TIMERS, DEFINITIONS = 10, 200, 10_000, 100


def run(full: bool) -> list[Line]:
    """Four figures on SQLite; the timers are a tenth unless in full."""
    timers = TIMERS if full else TIMERS // 10
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        Base.metadata.create_all(database)
        lines = [
            Line("ten consecutive parallel blocks, from start to end", _blocks(database) * 1000, "ms", "<= 50"),
            Line("200 parallel branches, from start to end", _branches(database), "s", "<= 5"),
            Line(f"{timers} due timers, one worker", timers / _timers(database, timers), "/s", ">= 500"),
            Line("a hundred definitions read and built by a worker that starts", _cold(database), "s", "<= 3"),
        ]
        database.dispose()
        return lines


def _deployed(database: Engine, drawn: Drawing) -> Definition:
    with transaction(database) as session:
        return commands.deploy(session, CLOCK, drawn.bundle(), Known(), "lam", activate=True)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _start(database: Engine, definition: Definition) -> None:
    with transaction(database) as session:
        commands.start(session, CLOCK, definition.key, {}, "HS-1", "binh", definition)


def _blocks(database: Engine) -> float:
    """The best of five: each block is a split, two scripts and a join."""
    drawn, before = Drawing("khoi").start(), "bat_dau"
    for number in range(BLOCKS):
        split, join = f"tach{number}", f"gop{number}"
        drawn.parallel(split).parallel(join).flow(before, split)
        for side in ("a", "b"):
            drawn.node("manualTask", f"{side}{number}").line(split, f"{side}{number}", join)
        before = join
    definition = _deployed(database, drawn.end().flow(before, "ket_thuc"))
    _start(database, definition)
    return min(_seconds(lambda: _start(database, definition)) for _ in range(5))


def _branches(database: Engine) -> float:
    """Two hundred user tasks side by side: started, and completed one after another, each in its transaction."""
    drawn = Drawing("nhanh").start().parallel("tach").parallel("gop").end().flow("bat_dau", "tach")
    for number in range(BRANCHES):
        drawn.user(f"buoc{number}").line("tach", f"buoc{number}", "gop")
    definition = _deployed(database, drawn.flow("gop", "ket_thuc"))
    return _seconds(lambda: _through(database, definition))


def _through(database: Engine, definition: Definition) -> None:
    with transaction(database) as session:
        waiting = commands.start(session, CLOCK, definition.key, {}, "HS-1", "binh", definition).opened
    for number, task in enumerate(waiting):
        with transaction(database) as session:
            commands.complete(session, CLOCK, task.id, task.version, {f"ket_qua_{number}": "ok"}, "chi")


def _timers(database: Engine, count: int) -> float:
    """Every one in an instance of its own that ends when it fires."""
    drawn = Drawing("hen").start().timer("cho", "PT1H", "timeDuration").end().line("bat_dau", "cho", "ket_thuc")
    definition = _deployed(database, drawn)
    for _ in range(count // 100):
        with transaction(database) as session:
            for _ in range(100):
                commands.start(session, CLOCK, definition.key, {}, "HS-1", "binh", definition)
    later = FixedClock(CLOCK.now() + timedelta(hours=2))

    def drain() -> None:
        while fire_due(database, later, lambda *_: None, 100):
            pass

    return _seconds(drain)


def _cold(database: Engine) -> float:
    """Every definition's files are read, its drawing parsed and its graph built."""
    made = []
    for number in range(DEFINITIONS):
        drawn, nodes = Drawing(f"quy_trinh_{number}").start(), ["bat_dau"]
        for step in range(12):
            drawn.user(f"buoc{step}")
            nodes.append(f"buoc{step}")
        made.append(_deployed(database, drawn.end().line(*nodes, "ket_thuc")).id)
    forget_graphs()

    def build() -> None:
        with transaction(database) as session:
            for definition_id in made:
                graph_of(session, definition_id)

    return _seconds(build)
