"""The journal: append-only entries, one hash chain an instance or desk subject, sealed each minute.

An entry's digest covers the one before it; a seal's digest covers the seal before it and every chain head that changed
since, so that neither a change in the middle nor a cut-off tail goes unnoticed, and no chain waits for another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.tables import Entry, Head, Payload, Seal
from ground.canonical import canonical, digest
from ground.clock import Clock
from ground.database import insert_if_absent, transaction
from ground.flush import put

BEGINNING = "0" * 64
# So many chains are looked up together; so often is told how far a verification is.
TOGETHER, OFTEN = 500, 100_000
CUT_OFF = "the end of the chain was cut off"
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


def verify(session: Session, chain: str | None = None, told: Callable[[int], None] | None = None) -> list[Fault]:
    """Every fault of one chain, or of all chains and seals; an empty list means the journal is whole.

    However long it is, only a little of it is in memory at once; `told` hears now and then how many are checked.
    """
    found = (_seal_faults(session, chain), _chain_faults(session, chain, told), _stray_faults(session, chain))
    return list(dict.fromkeys(fault for faults in found for fault in faults))


def _of(column: Any, chain: str | None) -> tuple[Any, ...]:
    return () if chain is None else (column == chain,)


_SAME = (Payload.chain == Entry.chain) & (Payload.seq == Entry.seq)
_WITH_PAYLOADS = (
    select(*(getattr(Entry, name) for name in COVERED), Entry.digest, Payload.content)
    .outerjoin(Payload, _SAME)
    .order_by(Entry.chain, Entry.seq)
    .execution_options(yield_per=1000)
)


def _chain_faults(session: Session, chain: str | None, told: Callable[[int], None] | None) -> Iterator[Fault]:
    """Chain by chain, each from its first entry to its last, which its head has to know."""
    ends: list[Any] = []
    before = None
    for number, entry in enumerate(session.execute(_WITH_PAYLOADS.where(*_of(Entry.chain, chain))), start=1):
        if before is not None and before.chain != entry.chain:
            ends.append(before)
            before = None
        yield from _entry_faults(entry, before)
        before = entry
        if len(ends) == TOGETHER:
            yield from _end_faults(session, ends)
            ends.clear()
        if told is not None and number % OFTEN == 0:
            told(number)
    yield from _end_faults(session, [*ends, *([before] if before is not None else [])])


def _entry_faults(entry: Any, before: Any) -> Iterator[Fault]:
    if entry.seq != (before.seq + 1 if before else 1):
        yield Fault(entry.chain, entry.seq, "an entry is missing before this one")
    if entry.previous != (before.digest if before else BEGINNING):
        yield Fault(entry.chain, entry.seq, "it does not follow the entry before it")
    if entry.digest != entry_digest(entry):
        yield Fault(entry.chain, entry.seq, "the entry was changed")
    if entry.content is not None and digest(entry.content) != entry.payload_digest:
        yield Fault(entry.chain, entry.seq, "the payload was changed")


def _end_faults(session: Session, ends: Sequence[Any]) -> Iterator[Fault]:
    """Of these last entries those their heads do not name."""
    asked = select(Head.chain, Head.seq, Head.digest).where(Head.chain.in_([last.chain for last in ends]))
    heads = {head.chain: head for head in session.execute(asked)}
    for last in ends:
        head = heads.get(last.chain)
        if head is not None and head.seq > last.seq:
            yield Fault(last.chain, last.seq + 1, CUT_OFF)
        elif head is None or (head.seq, head.digest) != (last.seq, last.digest):
            yield Fault(last.chain, last.seq, "the head does not match the last entry")


def _stray_faults(session: Session, chain: str | None) -> Iterator[Fault]:
    """Heads and payloads that no entry stands for any more."""
    entry = select(Entry.seq).where(Entry.chain == Head.chain).exists()
    for name in session.scalars(select(Head.chain).where(*_of(Head.chain, chain), Head.seq > 0, ~entry)):
        yield Fault(name, 1, CUT_OFF)
    payloads = select(Payload.chain, Payload.seq).where(
        *_of(Payload.chain, chain), ~select(Entry.seq).where(_SAME).exists()
    )
    for name, seq in session.execute(payloads):
        yield Fault(name, seq, "a payload has no entry")


def _seal_faults(session: Session, chain: str | None) -> Iterator[Fault]:
    """The faults of the seals themselves, and of the entries they promise."""
    number, previous = 0, BEGINNING
    promised: list[tuple[str, int, str]] = []
    for seal in session.execute(select(Seal).order_by(Seal.number).execution_options(yield_per=10)).scalars():
        if seal.number != number + 1 or seal.previous != previous:
            yield Fault("seal", seal.number, "a seal is missing before this one")
        if seal.digest != seal_digest(seal):
            yield Fault("seal", seal.number, "the seal was changed")
        number, previous = seal.number, seal.digest
        promised += [(name, seq, said) for name, seq, said in orjson.loads(seal.heads) if chain in (None, name)]
        while len(promised) >= TOGETHER:
            yield from _promise_faults(session, promised[:TOGETHER])
            del promised[:TOGETHER]
    yield from _promise_faults(session, promised)


def _promise_faults(session: Session, promised: Sequence[tuple[str, int, str]]) -> Iterator[Fault]:
    """Of these heads that were sealed those that are not in their chains as they were."""
    chains, numbers = ({one[place] for one in promised} for place in (0, 1))
    asked = select(Entry.chain, Entry.seq, Entry.digest).where(Entry.chain.in_(chains), Entry.seq.in_(numbers))
    known = {(row.chain, row.seq): row.digest for row in session.execute(asked)}
    for name, seq, said in promised:
        if (name, seq) not in known:
            last = session.scalar(select(func.max(Entry.seq)).where(Entry.chain == name)) or 0
            if seq > last:
                yield Fault(name, last + 1, CUT_OFF)
        elif known[name, seq] != said:
            yield Fault(name, seq, "the entry is not the one that was sealed")
