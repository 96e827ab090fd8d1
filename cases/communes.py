"""The communes of the country, loaded by the office from a published list; without one their names are typed freely.

The first tier (34 cities and provinces) is shipped. The second, 3,321 phường, xã and đặc khu since 1 July 2025, is
the office's to load and to keep: names change more often than versions of this house.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from cases.changes import keeper, tell_change
from cases.folding import compose, fold
from cases.form_kinds import places, top_of
from cases.tables import Commune, Officer
from ground.clock import Clock
from ground.errors import Invalid

CHAIN = "places"
HEADS = ("code", "name", "province")
MOST = 20_000


class PlacesNotReadable(Invalid):
    """The list of communes cannot be read in line {line}: {reason}. It is CSV in UTF-8 with the columns {heads}."""

    code = "places_not_readable"


@dataclass(frozen=True, slots=True)
class Place:
    """A commune: its official code, its name with the word before it, and the city or province in full."""

    code: str
    name: str
    top: str


def read_list(content: str) -> tuple[Place, ...]:
    """The communes of a CSV file with the columns code, name, province. Raises `PlacesNotReadable`."""
    rows = csv.DictReader(StringIO(content.removeprefix("\ufeff")))
    if not set(HEADS) <= set(rows.fieldnames or ()):
        raise _wrong(1, f"the columns are {', '.join(rows.fieldnames or ('none',))}")
    found = tuple(_place(line, row) for line, row in enumerate(rows, 2))
    _refuse_twins(found)
    if not found or len(found) > MOST:
        raise _wrong(1, f"{len(found)} communes are not a country's")
    return found


def _place(line: int, row: dict[str, str | None]) -> Place:
    code, name, province = (compose(row[head] or "").strip() for head in HEADS)
    top = top_of(province)
    if not code or len(code) > 20:
        raise _wrong(line, "the code is missing or too long")
    if not name.startswith(tuple(f"{word} " for word in places().communes)) or len(name) > 100:
        raise _wrong(line, f'"{name}" does not begin with {", ".join(places().communes)}')
    if top is None:
        raise _wrong(line, f'there is no city or province "{province}"')
    return Place(code, name, top)


def _refuse_twins(found: Iterable[Place]) -> None:
    codes: set[str] = set()
    for line, place in enumerate(found, 2):
        if place.code in codes:
            raise _wrong(line, f"the code {place.code} stands there twice")
        codes.add(place.code)


def _wrong(line: int, reason: str) -> PlacesNotReadable:
    return PlacesNotReadable(line=line, reason=reason, heads=", ".join(HEADS))


def load_list(session: Session, clock: Clock, by: Officer | None, found: Iterable[Place]) -> int:
    """Put this list in the place of the one before; how many communes there are now. Raises `RoleMissing`."""
    keeping, rows = keeper(session, clock, by), [{"code": one.code, "name": one.name, "top": one.top} for one in found]
    before = count(session)
    session.execute(delete(Commune))
    session.execute(insert(Commune), rows)
    tell_change(session, clock, CHAIN, "places_loaded", CHAIN, keeping, {"count": before}, {"count": len(rows)})
    return len(rows)


def count(session: Session) -> int:
    """How many communes are known; none where no list was loaded."""
    return session.scalar(select(func.count()).select_from(Commune)) or 0


def communes_of(session: Session, top: str, words: str = "", limit: int = 400) -> Iterator[str]:
    """The names of the communes of a city or province that hold these words, marks or not; in their order."""
    wanted = fold(words)
    names = session.scalars(select(Commune.name).where(Commune.top == (top_of(top) or "")).order_by(Commune.name))
    found = (name for name in names if wanted in fold(name))
    yield from (name for _, name in zip(range(limit), found, strict=False))
