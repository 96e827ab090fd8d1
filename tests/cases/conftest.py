"""The desk of every rule: people, procedures, real tools with a test key."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from cases.operations import Tools
from documents.sign import PfxSigner, make_test_authority
from documents.sign.authority import PHRASE
from documents.vault import Vault
from exchange.mail import FileMailer
from ground.clock import FixedClock
from ground.database import transaction
from tests.cases.desk import Desk, furnish


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[PfxSigner, PfxSigner]:
    """A person's key and the agency's."""
    authority = make_test_authority(tmp_path_factory.mktemp("keys"))
    return PfxSigner(authority.officer("Giang", "Sở"), PHRASE), PfxSigner(authority.seal("Sở"), PHRASE)


@pytest.fixture
def desk(database: Engine, clock: FixedClock, tmp_path: Path, keys: tuple[PfxSigner, PfxSigner]) -> Desk:
    """A furnished office on a fresh database."""
    person, seal = keys
    tools = Tools(Vault(tmp_path / "vault"), lambda _name: person, seal, FileMailer(tmp_path / "letters", clock))
    with transaction(database) as session:
        furnish(session, clock)
    return Desk(database, clock, tools)
