"""The revisions lead from nothing to exactly the tables of today, on both databases."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Engine, inspect

from app.migrations import DatabaseBehind, configuration, is_current, require_current, upgrade
from app.migrations.tables import METADATA, is_ours
from ground.database import open_database
from tests.rooms import empty_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a single table."""
    if request.param == "sqlite":
        opened = open_database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield opened
        opened.dispose()
        return
    cluster: URL = request.getfixturevalue("postgresql_cluster")
    with empty_postgresql(cluster) as address:
        opened = open_database(address)
        yield opened
        opened.dispose()


@pytest.fixture
def drawn(request: pytest.FixtureRequest, nothing: Engine) -> Iterator[Engine]:
    """A database of the same kind whose tables were made straight from the metadata."""
    opened = open_database(request.getfixturevalue(f"{nothing.dialect.name}_url"))
    yield opened
    opened.dispose()


def test_the_revisions_make_the_tables_of_today(nothing: Engine) -> None:
    upgrade(nothing)
    with nothing.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_ours})
        assert compare_metadata(context, METADATA) == []


def test_the_revisions_make_the_same_checks_indexes_and_triggers(nothing: Engine, drawn: Engine) -> None:
    upgrade(nothing)
    assert _shape(nothing) == _shape(drawn)


def test_a_second_upgrade_changes_nothing(nothing: Engine) -> None:
    upgrade(nothing)
    before = _shape(nothing)
    upgrade(nothing)
    assert is_current(nothing)
    assert _shape(nothing) == before


def test_a_database_behind_is_refused_with_words(nothing: Engine) -> None:
    with pytest.raises(DatabaseBehind) as refusal:
        require_current(nothing)
    assert "motcua db upgrade" in refusal.value.sentence("vi")


def _shape(database: Engine) -> dict[str, object]:
    """Names of columns, indexes, checks, keys and their conditions, and triggers, table by table."""
    tables, triggers = inspect(database), _triggers(database)
    return {
        table: [
            _words(tables.get_columns(table)),
            _words(tables.get_indexes(table)),
            _words(tables.get_check_constraints(table)),
            _words(tables.get_foreign_keys(table)),
            _words(tables.get_unique_constraints(table)),
            [f"{name}: {' '.join(words.split())}" for name, of, words in triggers if of == table],
        ]
        for table in sorted(tables.get_table_names())
        if table != "alembic_version"
    }


def _triggers(database: Engine) -> list[tuple[str, str, str]]:
    """Name, table and statement; a table that SQLite copies to change it loses them without a word."""
    if database.dialect.name != "sqlite":
        return []
    asked = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    with database.connect() as connection:
        return [(name, of, words) for name, of, words in connection.exec_driver_sql(asked)]


def _words(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted(", ".join(f"{name}={_plain(value)}" for name, value in sorted(part.items())) for part in parts)


def _plain(value: object) -> str:
    # The condition of a partial index is an object whose own words are its address in memory.
    return str({name: str(word) for name, word in value.items()} if isinstance(value, dict) else value)


def test_the_revisions_lead_back_to_nothing_and_forward_again(nothing: Engine) -> None:
    upgrade(nothing)
    whole = _shape(nothing)
    with nothing.begin() as connection:
        command.downgrade(configuration(connection), "base")
    assert _shape(nothing) == {}
    upgrade(nothing)
    assert _shape(nothing) == whole
