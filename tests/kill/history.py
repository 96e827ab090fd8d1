"""What a client did and was told, written through to the disk before its next act."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson


class History:
    """One client's file of events: `invoke`, then `ok`, `fail` or `unknown`."""

    def __init__(self, file: Path) -> None:
        self.file = file.open("ab")
        self.lock = threading.Lock()

    def write(self, event: str, key: str, **facts: Any) -> None:
        """Add an event and wait until the disk has it."""
        with self.lock:
            self.file.write(orjson.dumps({"event": event, "key": key, **facts}) + b"\n")
            self.file.flush()
            os.fsync(self.file.fileno())

    def close(self) -> None:
        self.file.close()


def read(folder: Path) -> Iterator[dict[str, Any]]:
    """Every event of every client's file."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            yield orjson.loads(line)


def outcomes(folder: Path) -> list[dict[str, Any]]:
    """One record an operation: what was asked (`op`, `officer`, …) and how it ended (`event`, `answer`)."""
    asked: dict[str, dict[str, Any]] = {}
    for event in read(folder):
        known = asked.setdefault(event["key"], {})
        known.update(event)
    return list(asked.values())
