"""CPU time of processes that are still running, from /proc."""

import os
from pathlib import Path

from sqlalchemy import Engine, text

PARENT, SESSION, USER, SYSTEM = 1, 3, 11, 12


def seconds_of(session: int, parent: int) -> float:
    """CPU seconds so far of every process of a session and of every child of `parent`."""
    running = [_fields(folder) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    counted = [
        fields for fields in running if fields and (fields[SESSION] == str(session) or fields[PARENT] == str(parent))
    ]
    ticks = sum(int(fields[USER]) + int(fields[SYSTEM]) for fields in counted)
    return ticks / os.sysconf("SC_CLK_TCK")


def backends_of(database: Engine) -> int:
    """The id of the PostgreSQL process whose children serve the connections."""
    with database.connect() as connection:
        backend = connection.scalar(text("SELECT pg_backend_pid()"))
    return int(_fields(Path(f"/proc/{backend}"))[PARENT])


def _fields(folder: Path) -> list[str]:
    """The fields of `stat` after the name, which may itself contain spaces; none when the process has gone."""
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
