"""Anchors of the journal: its last seal, signed and time-stamped, in files outside the database.

Whoever can rewrite the whole database can rewrite its seals too; the anchors, copied elsewhere, still tell.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from documents.sign import Signer, open_letter
from engine.journal import Fault
from engine.tables import Seal
from ground.canonical import canonical
from ground.clock import Clock
from ground.database import reading
from ground.files import settle, write_lasting

SUFFIX = ".p7m"


def anchor(database: Engine, clock: Clock, signer: Signer, folder: Path) -> int:
    """Sign the last seal into a file named by its number, unless it lies there; how many were written."""
    with reading(database) as session:
        last = session.scalar(select(Seal).order_by(Seal.number.desc()).limit(1))
    if last is None:
        return 0
    place = folder / f"{last.number:012}{SUFFIX}"
    if place.exists():
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    said = canonical({"seal": last.number, "digest": last.digest, "at": last.at})
    write_lasting(place, signer.vouch(said, at=clock.now()))
    settle(folder)
    return 1


def anchor_faults(session: Session, folder: Path, trust: Sequence[Path]) -> Iterator[Fault]:
    """Every anchor that does not hold, and every one the journal no longer agrees with."""
    for place in sorted(folder.glob(f"*{SUFFIX}")):
        letter = open_letter(place.read_bytes(), trust)
        if not letter.holds:
            yield Fault("anchor", int(place.stem), "the anchor itself was changed, or its signer is not trusted")
            continue
        said = orjson.loads(letter.content)
        found = session.get(Seal, said["seal"])
        if found is None:
            yield Fault("anchor", said["seal"], "the journal was cut off after it was anchored")
        elif found.digest != said["digest"]:
            yield Fault("anchor", said["seal"], "the seal is not the one that was anchored")
