"""The journal: append-only entries, one hash chain an instance or desk subject, sealed each minute.

An entry's digest covers the one before it; a seal's digest covers the seal before it and every chain head that changed
since, so that neither a change in the middle nor a cut-off tail goes unnoticed, and no chain waits for another.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.tables import Entry, Head, Payload, Seal
from ground.canonical import canonical, digest
from ground.clock import Clock
from ground.database import insert_if_absent, transaction
from ground.flush import put

BEGINNING = "0" * 64
# What an entry's digest covers, in this order.
COVERED = ("chain", "seq", "at", "actor", "name", "subject", "payload_digest", "previous")


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the journal is not what it was: chain (or `seal`), sequence number, and what is wrong there."""

    chain: str
    seq: int
    reason: str


def append(
    session: Session,
    clock: Clock,
    chain: str,
    name: str,
    subject: str,
    actor: str,
    payload: dict[str, Any] | None = None,
) -> None:
    """Add one fact to a chain: `name` in the past tense, `subject` what it happened to, `actor` who did it."""
    head = hold(session, chain)
    content = canonical(payload or {})
    facts: dict[str, Any] = {
        "chain": chain, "seq": head.seq + 1, "at": clock.now(), "actor": actor, "name": name, "subject": subject,
        "payload_digest": digest(content), "previous": head.digest,
    }  # fmt: skip
    head.seq, head.digest, head.sealed = facts["seq"], _digest_of(facts), False
    # Nobody changes a fact any more: it is written, not held.
    put(session, Entry, facts | {"digest": head.digest})
    put(session, Payload, {"chain": chain, "seq": head.seq, "content": content})


def begin(session: Session, chain: str) -> Head:
    """Open the chain of a subject made in this transaction, without asking the database whether it exists."""
    head = Head(chain=chain, seq=0, digest=BEGINNING, sealed=False)
    session.add(head)
    return keep(session, head)


def keep(session: Session, head: Head) -> Head:
    """Remember a locked head for the rest of the transaction: a session by itself forgets what nobody holds."""
    session.info.setdefault("heads", {})[head.chain] = head
    return head


def hold(session: Session, chain: str) -> Head:
    """The chain's head, locked: the one kept by this transaction already, or the stored one, or a new one."""
    kept: Head | None = session.info.get("heads", {}).get(chain)
    if kept is not None:
        return kept
    stored = session.scalar(select(Head).where(Head.chain == chain).with_for_update())
    if stored is None:
        insert_if_absent(session, Head, chain=chain, seq=0, digest=BEGINNING, sealed=False)
        stored = session.scalars(select(Head).where(Head.chain == chain).with_for_update()).one()
    return keep(session, stored)


def entry_digest(entry: Entry) -> str:
    """SHA-256 over everything an entry says, the digest before it included."""
    return digest(entry_facts(entry))


def entry_facts(entry: Entry) -> bytes:
    """What an entry's digest covers: the canonical JSON of its facts in their order."""
    return canonical([getattr(entry, name) for name in COVERED])


def _digest_of(facts: Mapping[str, Any]) -> str:
    """The digest of an entry that will say this."""
    return digest(canonical([facts[name] for name in COVERED]))


def payload_of(session: Session, entry: Entry) -> bytes | None:
    """What the entry tells, as its digest covers it (JSON); None when it has been erased at the end of retention."""
    payload = session.get(Payload, (entry.chain, entry.seq))
    return None if payload is None else payload.content


def entries(session: Session, chain: str) -> list[Entry]:
    """Every entry of a chain, first to last."""
    return list(session.scalars(select(Entry).where(Entry.chain == chain).order_by(Entry.seq)))


def seal(database: Engine, clock: Clock, limit: int = 5000) -> int:
    """Seal the heads that changed since the last seal; how many. One worker wins, the others find nothing."""
    with suppress(IntegrityError), transaction(database) as session:  # another worker sealed the same minute
        last = session.scalar(select(Seal).order_by(Seal.number.desc()).limit(1).with_for_update())
        heads = list(
            session.scalars(
                select(Head).where(~Head.sealed).order_by(Head.chain).limit(limit).with_for_update(skip_locked=True)
            )
        )
        if not heads:
            return 0
        session.add(_next_seal(last, heads, clock.now()))
        for head in heads:
            head.sealed = True
        return len(heads)
    return 0


def _next_seal(last: Seal | None, heads: Iterable[Head], at: datetime) -> Seal:
    covered = canonical([[head.chain, head.seq, head.digest] for head in heads])
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=at,
        heads=covered,
        previous=last.digest if last else BEGINNING,
        digest="",
    )
    seal.digest = seal_digest(seal)
    return seal


def seal_digest(seal: Seal) -> str:
    """SHA-256 over a seal's number, time, heads and the digest of the seal before it."""
    return digest(canonical([seal.number, seal.at, digest(seal.heads), seal.previous]))


def verify(session: Session, chain: str | None = None) -> list[Fault]:
    """Every fault of one chain, or of all chains and seals; an empty list means the journal is whole."""
    faults: list[Fault] = []
    sealed: dict[str, dict[int, str]] = {}
    faults.extend(_seal_faults(session, sealed))
    heads = {head.chain: head for head in session.scalars(select(Head).where(*_of(Head.chain, chain)))}
    seen: dict[str, Entry] = {}
    for entry in session.scalars(
        select(Entry).where(*_of(Entry.chain, chain)).order_by(Entry.chain, Entry.seq).execution_options(yield_per=1000)
    ):
        faults.extend(_entry_faults(entry, seen.get(entry.chain), sealed))
        seen[entry.chain] = entry
    faults.extend(_payload_faults(session, chain))
    faults.extend(_tail_faults(heads, seen, sealed, chain))
    return faults


def _of(column: Any, chain: str | None) -> tuple[Any, ...]:
    return () if chain is None else (column == chain,)


def _entry_faults(entry: Entry, before: Entry | None, sealed: dict[str, dict[int, str]]) -> Iterator[Fault]:
    if entry.seq != (before.seq + 1 if before else 1):
        yield Fault(entry.chain, entry.seq, "an entry is missing before this one")
    if entry.previous != (before.digest if before else BEGINNING):
        yield Fault(entry.chain, entry.seq, "it does not follow the entry before it")
    if entry.digest != entry_digest(entry):
        yield Fault(entry.chain, entry.seq, "the entry was changed")
    if sealed.get(entry.chain, {}).get(entry.seq, entry.digest) != entry.digest:
        yield Fault(entry.chain, entry.seq, "the entry is not the one that was sealed")


def _payload_faults(session: Session, chain: str | None) -> Iterator[Fault]:
    rows = session.execute(
        select(Payload.chain, Payload.seq, Payload.content, Entry.payload_digest)
        .outerjoin(Entry, (Entry.chain == Payload.chain) & (Entry.seq == Payload.seq))
        .where(*_of(Payload.chain, chain))
        .execution_options(yield_per=1000)
    )
    for of_chain, seq, content, expected in rows:
        if digest(content) != expected:
            yield Fault(of_chain, seq, "the payload was changed" if expected else "a payload has no entry")


def _tail_faults(
    heads: dict[str, Head], seen: dict[str, Entry], sealed: dict[str, dict[int, str]], chain: str | None
) -> Iterator[Fault]:
    for name in sorted(seen.keys() | heads.keys() | (sealed.keys() if chain is None else sealed.keys() & {chain})):
        last = seen[name].seq if name in seen else 0
        promised = max([heads[name].seq if name in heads else 0, *sealed.get(name, {})])
        if promised > last:
            yield Fault(name, last + 1, "the end of the chain was cut off")
        elif name not in heads or heads[name].seq != last or (name in seen and heads[name].digest != seen[name].digest):
            yield Fault(name, last, "the head does not match the last entry")


def _seal_faults(session: Session, sealed: dict[str, dict[int, str]]) -> Iterator[Fault]:
    """The faults of the seals themselves; fills `sealed` with what each seal promised."""
    number, previous = 0, BEGINNING
    for seal in session.scalars(select(Seal).order_by(Seal.number).execution_options(yield_per=1000)):
        if seal.number != number + 1 or seal.previous != previous:
            yield Fault("seal", seal.number, "a seal is missing before this one")
        if seal.digest != seal_digest(seal):
            yield Fault("seal", seal.number, "the seal was changed")
        number, previous = seal.number, seal.digest
        for chain, seq, head_digest in orjson.loads(seal.heads):
            sealed.setdefault(chain, {})[seq] = head_digest
