"""Whatever is changed, removed, inserted, reordered or cut off in the journal is found."""

import os
from collections.abc import Callable
from datetime import timedelta
from random import Random

import orjson
import pytest
from sqlalchemy import ColumnElement, Engine, delete, func, select, update
from sqlalchemy.orm import Session

from engine.journal import append, seal, verify
from engine.tables import Entry, Head, Payload, Seal
from ground.clock import FixedClock
from ground.database import transaction
from tests.rooms import Rooms

ROUNDS = int(os.environ.get("TAMPERINGS", "60"))
CHAINS = tuple(f"HS-{number}" for number in range(4))


@pytest.fixture
def told(sqlite_rooms: Rooms, sqlite_url: str, clock: FixedClock) -> Engine:
    """A journal of four chains whose entries are sealed, but for the last few."""
    database = sqlite_rooms.at(sqlite_url).enter()
    chance = Random(7)
    for number in range(40):
        with transaction(database) as session:
            append(session, clock, chance.choice(CHAINS), "step_completed", f"b{number}", "chi", {"n": number})
        clock.advance(timedelta(seconds=20))
        if number % 3 == 0 and number < 36:
            seal(database, clock)
    return database


def some(session: Session, chance: Random) -> Entry:
    entries = list(session.scalars(select(Entry).order_by(Entry.chain, Entry.seq)))
    return chance.choice(entries)


def change(session: Session, chance: Random) -> None:
    entry = some(session, chance)
    name = chance.choice(("actor", "name", "subject", "at", "payload_digest", "digest", "previous"))
    worth = entry.at + timedelta(seconds=1) if name == "at" else str(getattr(entry, name))[:-1] + "~"
    session.execute(update(Entry).where(_is(Entry, entry)).values({name: worth}))


def change_payload(session: Session, chance: Random) -> None:
    session.execute(update(Payload).where(_is(Payload, some(session, chance))).values(content=b'{"n":-1}'))


def remove(session: Session, chance: Random) -> None:
    session.execute(delete(Entry).where(_is(Entry, some(session, chance))))


def insert(session: Session, chance: Random) -> None:
    entry = some(session, chance)
    last = session.scalar(select(func.max(Entry.seq)).where(Entry.chain == entry.chain)) or 0
    facts = {column.name: getattr(entry, column.name) for column in Entry.__table__.columns}
    session.add(Entry(**facts | {"seq": last + 1, "name": "forged"}))


def reorder(session: Session, chance: Random) -> None:
    chain = chance.choice([entry.chain for entry in session.scalars(select(Entry).where(Entry.seq == 2))])
    for old, new in ((1, -1), (2, 1), (-1, 2)):
        session.execute(update(Entry).where(Entry.chain == chain, Entry.seq == old).values(seq=new))


def cut_off(session: Session, chance: Random) -> None:
    entry = some(session, chance)
    for table in (Payload, Entry):
        session.execute(delete(table).where(table.chain == entry.chain, table.seq >= entry.seq))


def cut_off_with_head(session: Session, chance: Random) -> None:
    """The end of a sealed chain, its head set back as if it had never been longer."""
    heads = [head for seal in session.scalars(select(Seal)) for head in _heads(seal)]
    chain, seq, _ = chance.choice(heads)
    before = session.scalar(select(Entry.digest).where(Entry.chain == chain, Entry.seq == seq - 1)) or "0" * 64
    for table in (Payload, Entry):
        session.execute(delete(table).where(table.chain == chain, table.seq >= seq))
    session.execute(update(Head).where(Head.chain == chain).values(seq=seq - 1, digest=before))


def change_seal(session: Session, chance: Random) -> None:
    number = chance.choice(list(session.scalars(select(Seal.number))))
    session.execute(update(Seal).where(Seal.number == number).values(heads=b"[]"))


def remove_seal(session: Session, chance: Random) -> None:
    last = session.scalar(select(func.max(Seal.number))) or 0
    session.execute(delete(Seal).where(Seal.number == chance.randrange(1, last)))


DEEDS = (
    change,
    change_payload,
    remove,
    insert,
    reorder,
    cut_off,
    cut_off_with_head,
    change_seal,
    remove_seal,
)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_what_is_done_to_the_journal_is_found(told: Engine, deed: Callable[[Session, Random], None]) -> None:
    for number in range(ROUNDS // len(DEEDS) + 1):
        with Session(told) as session:
            assert verify(session) == []
            deed(session, Random(number))
            session.flush()
            session.expire_all()
            assert verify(session) != [], f"{deed.__name__} {number} was not found"
            session.rollback()


def _is(table: type[Entry] | type[Payload], entry: Entry) -> ColumnElement[bool]:
    return (table.chain == entry.chain) & (table.seq == entry.seq)


def _heads(seal: Seal) -> list[tuple[str, int, str]]:
    return list(orjson.loads(seal.heads))
