"""The journal is anchored outside the database: who rewrites all of it, seals included, is found out all the same."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from cases.anchors import anchor, anchor_faults
from documents.sign import PfxSigner, Signer, TestAuthority, make_test_authority, open_letter, trial_proof
from documents.sign.authority import PHRASE
from engine.journal import append, seal, verify
from engine.tables import Entry, Head, Payload, Seal
from ground.clock import FixedClock
from ground.database import reading, transaction


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return make_test_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def key(authority: TestAuthority) -> Signer:
    return PfxSigner(authority.seal("Một Cửa"), PHRASE, proof=trial_proof(authority))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "anchors"


def tell(database: Engine, clock: FixedClock, what: str) -> None:
    with transaction(database) as session:
        append(session, clock, "HS-1", what, "HS-1", "chi")
    clock.advance(timedelta(minutes=1))
    seal(database, clock)


def faults(database: Engine, folder: Path, authority: TestAuthority) -> list[str]:
    with reading(database) as session:
        assert verify(session) == []
        return [fault.reason for fault in anchor_faults(session, folder, [authority.root])]


def forget(database: Engine) -> None:
    """Take everything out of the journal, as somebody with the keys of the database could."""
    with transaction(database) as session:
        for table in (Payload, Entry, Head, Seal):
            session.execute(delete(table))


def test_a_journal_that_only_grew_agrees_with_its_anchors(
    database: Engine, clock: FixedClock, key: Signer, folder: Path, authority: TestAuthority
) -> None:
    for what in ("received", "accepted", "returned"):
        tell(database, clock, what)
        assert anchor(database, clock, key, folder) == 1

    assert len(list(folder.glob("*.p7m"))) == 3
    assert faults(database, folder, authority) == []


def test_nothing_new_is_anchored_once(database: Engine, clock: FixedClock, key: Signer, folder: Path) -> None:
    tell(database, clock, "received")

    assert [anchor(database, clock, key, folder) for _ in range(2)] == [1, 0]


def test_a_journal_without_a_seal_has_nothing_to_anchor(
    database: Engine, clock: FixedClock, key: Signer, folder: Path
) -> None:
    assert anchor(database, clock, key, folder) == 0
    assert not folder.exists()


def test_a_journal_that_lost_its_end_with_its_seals_is_found_out(
    database: Engine, clock: FixedClock, key: Signer, folder: Path, authority: TestAuthority
) -> None:
    tell(database, clock, "accepted")
    anchor(database, clock, key, folder)
    forget(database)

    assert faults(database, folder, authority) == ["the journal was cut off after it was anchored"]


def test_a_journal_written_anew_is_found_out(
    database: Engine, clock: FixedClock, key: Signer, folder: Path, authority: TestAuthority
) -> None:
    tell(database, clock, "refused")
    anchor(database, clock, key, folder)
    forget(database)
    tell(database, clock, "accepted")

    assert faults(database, folder, authority) == ["the seal is not the one that was anchored"]


def test_an_anchor_bears_the_hour_of_a_third_party(
    database: Engine, clock: FixedClock, key: Signer, folder: Path, authority: TestAuthority
) -> None:
    tell(database, clock, "received")
    anchor(database, clock, key, folder)
    letter = open_letter(next(folder.iterdir()).read_bytes(), [authority.root])

    assert letter.stamped_at == clock.now()
    assert letter.holds


def test_a_changed_anchor_is_told(
    database: Engine, clock: FixedClock, key: Signer, folder: Path, authority: TestAuthority
) -> None:
    tell(database, clock, "received")
    anchor(database, clock, key, folder)
    place = next(folder.iterdir())
    place.write_bytes(place.read_bytes().replace(b'"seal":1', b'"seal":2'))

    assert faults(database, folder, authority) == ["the anchor itself was changed, or its signer is not trusted"]
