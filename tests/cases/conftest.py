"""The desk of every rule: people, procedures, real tools with a test key."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, make_url

from cases.operations import Tools
from documents.sign import PfxSigner, make_test_authority
from documents.sign.authority import PHRASE
from documents.vault import Vault
from exchange.mail import FileMailer
from ground.clock import FixedClock
from tests.cases.desk import Desk, furnish_at
from tests.rooms import empty_postgresql


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[PfxSigner, PfxSigner]:
    """A person's key and the agency's."""
    authority = make_test_authority(tmp_path_factory.mktemp("keys"))
    return PfxSigner(authority.officer("Giang", "Sở"), PHRASE), PfxSigner(authority.seal("Sở"), PHRASE)


@pytest.fixture(scope="session")
def sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every SQLite test here starts from a copy of a furnished office."""
    file = tmp_path_factory.mktemp("furnished") / "furnished.sqlite"
    shutil.copyfile(sqlite_template, file)
    furnish_at(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_template: URL) -> Iterator[URL]:
    """Every PostgreSQL test here starts from a copy of a furnished office."""
    with empty_postgresql(postgresql_template, template=postgresql_template.database) as address:
        furnish_at(address)
        yield make_url(address)


@pytest.fixture
def desk(database: Engine, clock: FixedClock, tmp_path: Path, keys: tuple[PfxSigner, PfxSigner]) -> Desk:
    """A furnished office that nobody has worked in yet."""
    person, seal = keys
    tools = Tools(Vault(tmp_path / "vault"), lambda _name: person, seal, FileMailer(tmp_path / "letters", clock))
    return Desk(database, clock, tools)
