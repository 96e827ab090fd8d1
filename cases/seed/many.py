"""A great office to measure: a small one is invented, then its dossiers are copied by the hundred thousand.

Chunk by chunk, each one transaction, so that a filling that was interrupted goes on where it stopped: how many copies
there are is told by the greatest identity of their kind.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.orm import Session

from cases.folding import fold
from cases.law import pack_of
from cases.seed.bare import bare, is_bare
from cases.seed.copies import Copy, Mould
from cases.seed.office import page
from cases.seed.pens import Pen, Row, pen_for
from cases.tables import Dossier, Unit
from engine.journal import BEGINNING, seal_digest
from engine.tables import Job, Seal
from ground.canonical import canonical
from ground.clock import VIETNAM, Clock
from ground.database import Base, reading

CHUNK = 2_000
# So many are written faster than indexes are built.
FEW = 20_000
YEARS = timedelta(days=5 * 365)
MOST = 1_000_000
# Serials of copies, so that their codes are nobody else's: those of closed ones, of open ones.
SERIALS = {"c": 1_001, "d": 4_001}
Rows = dict[str, list[Row]]
Say = Callable[[str], None]


def multiply(database: Engine, clock: Clock, closed: int, opened: int, say: Say, few: int = FEW) -> None:
    """Copy the dossiers that are there until so many copies are closed and so many open. More than a `few` at once are
    written into bare tables.
    """
    copiers = {
        _Copier(database, clock, kind, say): wanted for kind, wanted in zip(SERIALS, (closed, opened), strict=True)
    }
    missing = sum(max(wanted - copier.first, 0) for copier, wanted in copiers.items())
    is_great = missing > few or is_bare(database)
    database.dispose()
    with bare(database, say) if is_great else database.connect() as connection:
        for copier, wanted in copiers.items():
            copier.fill(connection, wanted)


class _Copier:
    """Makes the copies of one kind."""

    def __init__(self, database: Engine, clock: Clock, kind: str, say: Say) -> None:
        self.now, self.kind, self.say = clock.now(), kind, say
        self.pen = pen_for(database.dialect)
        with reading(database) as session:
            self.moulds = list(_moulds(session, self.pen, kind))
            self.unit = {unit.id: unit.code for unit in session.scalars(select(Unit))}
            last = session.scalar(select(func.max(Dossier.id)).where(Dossier.id.like(f"5eed{kind}%")))
        self.first = int(last[5:16], 16) + 1 if last else 0

    def fill(self, connection: Connection, wanted: int) -> None:
        """Copy on from where it stopped."""
        began = time.perf_counter()
        for first in range(self.first, wanted, CHUNK):
            numbers = range(first, min(first + CHUNK, wanted))
            with connection.begin():
                _write(connection, self.pen, self._rows(numbers), self.now)
            if first // CHUNK % 10 == 9 or numbers.stop == wanted:
                pace = (numbers.stop - self.first) / max(time.perf_counter() - began, 0.001)
                name = "hồ sơ đã đóng (closed)" if self.kind == "c" else "hồ sơ đang mở (open)"
                self.say(f"{numbers.stop:>9,} / {wanted:,} {name}, {pace:,.0f}/s".replace(",", "."))

    def _rows(self, numbers: range) -> Rows:
        rows: Rows = {}
        for number in numbers:
            mould = self.moulds[number % len(self.moulds)]
            for table, row in mould.copies(self._copy(mould, number)):
                rows.setdefault(table, []).append(row)
        return rows

    def _copy(self, mould: Mould, number: int) -> Copy:
        shift = self._shift(mould, number)
        on = (mould.at + shift).astimezone(VIETNAM).date()
        pack, unit = pack_of(mould.dossier), self.unit[mould.dossier.unit_id]
        name, folded = _name(number)
        given = folded.split()
        # Each number has one code, whenever it is copied: a filling that goes on gives none away twice.
        code = pack.code(unit, on, SERIALS[self.kind] + number % 2_900 if self.kind == "c" else 4_001 + number)
        identity, phone = f"888{number:09d}", f"08{number:08d}"
        # Of letters, digits and dashes alone: folded and ordered without taking every letter apart.
        said = " ".join((code.lower().replace("y", "i"), folded, identity, phone, mould.topic))
        return Copy(
            mark=f"5eed{self.kind}{number:011x}", code=code, name=name,
            sort_name=" ".join(given[-1:] + given[:-1]), identity=identity, phone=phone, said=said, shift=shift,
            serial=(2_000_000 if self.kind == "c" else 4_000_000) + number,
        )  # fmt: skip

    def _shift(self, mould: Mould, number: int) -> timedelta:
        """Closed ones lie in the five years behind us, in their order; open ones stay where they are, minutes apart."""
        if self.kind == "d":
            return -timedelta(seconds=number % 36_000)
        at = self.now - YEARS * (1 - min(number, MOST) / MOST) - timedelta(days=70)
        return timedelta(seconds=round((at - mould.at).total_seconds()))


def _moulds(session: Session, pen: Pen, kind: str) -> Iterator[Mould]:
    asked = select(Dossier).where(Dossier.id.not_like("5eed%"), Dossier.submitted_at.is_not(None))
    is_open = Dossier.closed_at.is_(None)
    busy = select(Job.id).where(Job.instance_id == Dossier.instance_id, Job.state == "waiting", Job.token.is_not(None))
    wanted = asked.where(is_open, ~busy.exists()) if kind == "d" else asked.where(~is_open)
    for dossier in session.scalars(wanted.order_by(Dossier.submitted_at, Dossier.id).limit(200)):
        yield Mould(session, pen, dossier)


def _name(number: int) -> tuple[str, str]:
    """A name nobody bears, put together by the number; three in four are organisations."""
    people = page("people.toml")
    if number % 4:
        parts = (people["companies"][number % 3], people["trades"][number // 3 % 10], f"Minh Họa {number // 30 % 997}")
    else:
        parts = (
            people["family"][number // 4 % len(people["family"])], people["middle"][number // 56 % 8],
            people["given"][number // 17 % len(people["given"])],
        )  # fmt: skip
    name = " ".join(parts)
    return name, " ".join(_folded(part) for part in parts)


_FOLDED: dict[str, str] = {}


def _folded(part: str) -> str:
    if part not in _FOLDED:
        _FOLDED[part] = fold(part)
    return _FOLDED[part]


def _write(connection: Connection, pen: Pen, rows: Rows, now: datetime) -> None:
    """A chunk, table by table, and the seal over its chains."""
    heads = sorted([chain, int(seq), last] for chain, seq, last, _ in rows["head"])
    for table in Base.metadata.sorted_tables:
        if table.name in rows:
            columns = [
                column.name for column in table.columns if (table.name, column.name) != ("search_line", "serial")
            ]
            pen.write(connection, table.name, columns, rows[table.name])
    before = connection.execute(select(Seal.number, Seal.digest).order_by(Seal.number.desc()).limit(1)).first()
    number, previous = (before.number + 1, before.digest) if before else (1, BEGINNING)
    seal = Seal(number=number, at=now, heads=canonical(heads), previous=previous, digest="")
    facts = {"number": number, "at": seal.at, "heads": seal.heads, "previous": previous, "digest": seal_digest(seal)}
    connection.execute(insert(Seal), facts)


def settle(database: Engine) -> None:
    """Let the database count what it has now, so that it chooses its ways well."""
    is_sqlite = database.dialect.name == "sqlite"
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("PRAGMA analysis_limit=2000", "ANALYZE") if is_sqlite else ("VACUUM ANALYZE",):
            connection.exec_driver_sql(statement)
