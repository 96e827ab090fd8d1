"""The journal cannot be changed unnoticed: not in the middle, not at the end, not by whoever owns the database."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from engine import journal
from ground.clock import FixedClock
from ground.database import reading, transaction

NAMES = ("dossier_submitted", "dossier_accepted", "task_completed", "result_signed")


def write(database: Engine, clock: FixedClock) -> None:
    for chain in ("a" * 32, "b" * 32):
        with transaction(database) as session:
            for name in NAMES:
                journal.append(session, clock, chain, name, "HS-1", "binh", {"note": f"{name} của An"})
    assert journal.seal(database, clock) == 2


def faults(database: Engine) -> list[journal.Fault]:
    with reading(database) as session:
        return journal.verify(session)


def test_an_untouched_journal_is_whole(database: Engine, clock: FixedClock) -> None:
    write(database, clock)
    assert faults(database) == []


def test_what_changed_since_the_last_seal_is_sealed_and_the_rest_is_not_sealed_again(
    database: Engine, clock: FixedClock
) -> None:
    write(database, clock)
    assert journal.seal(database, clock) == 0
    with transaction(database) as session:
        journal.append(session, clock, "a" * 32, "result_returned", "HS-1", "binh")
    assert journal.seal(database, clock) == 1
    assert faults(database) == []


def change(session: Session) -> None:
    session.execute(text("UPDATE entry SET actor = 'en' WHERE seq = 2 AND chain LIKE 'a%'"))


def delete(session: Session) -> None:
    session.execute(text("DELETE FROM entry WHERE seq = 2 AND chain LIKE 'a%'"))


def cut_tail(session: Session) -> None:
    session.execute(text("DELETE FROM payload WHERE seq = 4 AND chain LIKE 'a%'"))
    session.execute(text("DELETE FROM entry WHERE seq = 4 AND chain LIKE 'a%'"))


def cut_tail_and_move_head(session: Session) -> None:
    cut_tail(session)
    session.execute(
        text(
            "UPDATE head SET seq = 3, digest = (SELECT digest FROM entry WHERE seq = 3 AND chain = head.chain)"
            " WHERE chain LIKE 'a%'"
        )
    )


def reorder(session: Session) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        session.execute(text(f"UPDATE entry SET seq = {new} WHERE seq = {old} AND chain LIKE 'a%'"))


def change_payload(session: Session) -> None:
    session.execute(text("UPDATE payload SET content = :c WHERE seq = 1 AND chain LIKE 'a%'"), {"c": b"{}"})


def remove_chain(session: Session) -> None:
    for table in ("payload", "entry", "head"):
        session.execute(text(f"DELETE FROM {table} WHERE chain LIKE 'b%'"))


def change_seal(session: Session) -> None:
    session.execute(text("UPDATE seal SET heads = :h"), {"h": b"[]"})


@pytest.mark.parametrize(
    "tamper", [change, delete, cut_tail, cut_tail_and_move_head, reorder, change_payload, remove_chain, change_seal]
)
def test_tampering_is_found(database: Engine, clock: FixedClock, tamper: Callable[[Session], None]) -> None:
    write(database, clock)
    with transaction(database) as session:
        tamper(session)
    assert faults(database) != []


def test_erasing_a_payload_at_the_end_of_retention_leaves_the_chain_whole(database: Engine, clock: FixedClock) -> None:
    write(database, clock)
    with transaction(database) as session:
        session.execute(text("DELETE FROM payload WHERE chain LIKE 'a%'"))
    assert faults(database) == []
