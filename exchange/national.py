"""Databases of the State: the port `NationalSource`. Nobody answers yet; a demonstration has a source of its own."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ground.canonical import canonical, digest

MARK = "THỬ NGHIỆM"
# Of ten people asked about, the trial source does not know one and has incomplete data of another.
UNKNOWN, INCOMPLETE = "9", "8"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a database said of a person. `outcome`: found, not_found, incomplete or not_connected.

    `reference` names the record, `told` is what may be shown of it, `issued_on` the day it speaks for.
    """

    outcome: str
    reference: str = ""
    told: str = ""
    issued_on: date | None = None


class NationalSource(Protocol):
    """Anything that can be asked what the State knows of a person. Slow: never inside a transaction."""

    @property
    def is_trial(self) -> bool:
        """Whether what it says is invented."""
        ...

    def ask(self, source: str, kind: str, identity: str, on: date) -> Finding:
        """What the database `source` holds of a citizen or organisation on a day. It never raises: what cannot be
        reached is not connected.
        """
        ...


@dataclass(frozen=True, slots=True)
class NotConnected:
    """No database answers: each is said to be out of reach, and the paper is asked for."""

    is_trial: bool = False

    def ask(self, source: str, kind: str, identity: str, on: date) -> Finding:
        """Always not connected."""
        return Finding("not_connected")


@dataclass(frozen=True, slots=True)
class TrialSource:
    """Invented records for a demonstration, the same ones each time, marked wherever they appear."""

    is_trial: bool = True

    def ask(self, source: str, kind: str, identity: str, on: date) -> Finding:
        """Found, unless the number ends in 9 (not known) or 8 (incomplete)."""
        if not identity or identity.endswith(UNKNOWN):
            return Finding("not_found")
        if identity.endswith(INCOMPLETE):
            return Finding("incomplete", told=f"{MARK}: thiếu nơi cư trú")
        number = digest(canonical([source, kind, identity]))[:8].upper()
        return Finding("found", f"{MARK} {number}", f"{MARK}: bản ghi giả lập, khớp số định danh", on)
