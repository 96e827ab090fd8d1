"""What a door needs in its hands to work the desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from cases.brand import Brand
from cases.gate import Gate
from exchange.national import NationalSource, NotConnected
from ground.clock import Clock


class Shelf(Protocol):
    """Where the bytes of papers lie, named by their SHA-256."""

    def keep(self, content: bytes) -> str: ...

    def read(self, digest: str) -> bytes: ...

    def has(self, digest: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Stay:
    """How long an officer's log-in lasts: `idle` without a sign of him, `lasts` in all."""

    idle: timedelta = timedelta(minutes=30)
    lasts: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Desk:
    """Stored in `app.extensions["motcua"]`; made once by the factory, never changed.

    `four_eyes`: a deployed procedure waits for another person's approval. `brand` is the office's own face:
    names, logo, colours, font. `checks`: what must hold before work is given to us.
    `trust` gives the root certificates this office believes; `stay` how long log-ins last; `gate` counts in the memory
    of this process how often somebody asks. `law_address` is where the national database shows a
    legal document, with `{number}` for its number; empty where the office has not set it. `wishes`: what should hold,
    though work goes on without it.
    """

    database: Engine
    clock: Clock
    vault: Shelf
    four_eyes: bool = True
    is_secure: bool = False
    address: str = "http://127.0.0.1:8080"
    brand: Brand = field(default_factory=Brand)
    checks: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    trust: Callable[[], Sequence[Path]] = tuple
    wishes: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    stay: Stay = Stay()
    gate: Gate = field(default_factory=Gate)
    national: NationalSource = field(default_factory=NotConnected)
    law_address: str = ""
