"""The history of the tables: `upgrade` brings a database to the newest revision, `is_current` asks whether it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from ground.errors import Unavailable

FOLDER = Path(__file__).parent


class DatabaseBehind(Unavailable):
    """The database is not at the revision this version needs. Make a backup and run `motcua db upgrade`."""

    code = "database_behind"


def upgrade(database: Engine) -> None:
    """Run every revision the database does not have yet, all in one transaction; two at once wait for each other."""
    with database.begin() as connection:
        if database.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20260825)")
        if _here(connection) != _newest():
            command.upgrade(configuration(connection), "head")


def is_current(database: Engine) -> bool:
    """Whether the database stands at the newest revision."""
    with database.connect() as connection:
        return _here(connection) == _newest()


def require_current(database: Engine) -> None:
    """Raise `DatabaseBehind` unless the database stands at the newest revision."""
    if not is_current(database):
        raise DatabaseBehind


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, which need no file: the scripts lie beside this page and are numbered."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _newest() -> str | None:
    return ScriptDirectory.from_config(configuration()).get_current_head()


def _here(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
