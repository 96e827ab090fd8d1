"""The floor everything stands on: what one durable commit costs here and now."""

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from bench.page import Line, median

ROUNDS = 60


def fsync_ms(folder: Path) -> float:
    """The median time of writing 4 kB through to the disk."""
    taken = []
    with (folder / "fsync").open("wb") as file:
        for _ in range(ROUNDS):
            started = time.perf_counter()
            file.write(os.urandom(4096))
            file.flush()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def commit_ms(database: Engine) -> float:
    """The median time of one transaction that inserts 3 kB and commits, with the settings the product uses."""
    content = os.urandom(3000)
    with database.begin() as connection:
        connection.execute(text(f"CREATE TABLE floor (number INTEGER, content {_bytes_type(database)})"))
    taken = []
    for number in range(ROUNDS):
        started = time.perf_counter()
        with database.begin() as connection:
            connection.execute(text("INSERT INTO floor VALUES (:n, :c)"), {"n": number, "c": content})
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def _bytes_type(database: Engine) -> str:
    return "BLOB" if database.dialect.name == "sqlite" else "BYTEA"


def run(full: bool) -> list[Line]:
    """How long the disk takes."""
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        return [Line("fsync of 4 kB", fsync_ms(Path(folder)), "ms")]
