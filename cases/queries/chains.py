"""Whether the facts of a dossier still hang together: what the tick beside its history says."""

from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import dossier_for
from cases.tables import Officer
from engine.journal import BEGINNING, entry_digest
from engine.tables import Entry, Payload
from ground.canonical import digest
from ground.clock import Clock


def is_whole(session: Session, clock: Clock, officer: Officer, code: str) -> bool:
    """Every entry is as it was written, follows the one before it and has its payload (or none any more).

    Seals are compared by `motcua journal verify`, which reads them all. Raises `DossierNotFound`.
    """
    chain = dossier_for(session, officer, code, clock).instance_id
    rows = session.execute(
        select(Entry, Payload.content)
        .outerjoin(Payload, (Payload.chain == Entry.chain) & (Payload.seq == Entry.seq))
        .where(Entry.chain == chain)
        .order_by(Entry.seq)
    ).all()
    entries = [entry for entry, _ in rows]
    follows = all(
        after.previous == before.digest and after.seq == before.seq + 1 for before, after in pairwise(entries)
    )
    begins = not entries or (entries[0].seq == 1 and entries[0].previous == BEGINNING)
    unchanged = all(entry.digest == entry_digest(entry) for entry in entries)
    told = all(content is None or digest(content) == entry.payload_digest for entry, content in rows)
    return begins and follows and unchanged and told
