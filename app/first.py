"""What has to be there before anyone is served: current tables, procedures, and in a demonstration an office."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, func, select

from app.folders import folders
from app.migrations import upgrade
from app.settings import Settings
from cases.desk import Desk
from cases.procedure import deploy_shipped, shipped_bundles
from cases.seed import CAST, PASSWORD, is_empty, multiply, seed, settle
from cases.tables import Dossier, Officer
from ground.database import open_database, reading, transaction

FILLING = "filling"
# Of so many dossiers, lived through by the commands of the doors, all others are copies.
MODELS = 160


def prepare(desk: Desk, settings: Settings) -> int:
    """Bring tables and procedures up to date, found a demonstration's office; how many dossiers to invent.

    A filling that was interrupted goes on: the file `filling` in the home says how many there were to be.
    """
    upgrade(desk.database)
    put_into_force(desk, settings)
    if settings.is_production:
        return 0
    filling = settings.home / FILLING
    if _is_empty(desk):
        filling.write_text(str(settings.dossiers))
        seed(desk.database, desk.clock, desk.vault, 0)
    if not filling.exists():
        return 0
    with reading(desk.database) as session:
        here = session.scalar(select(func.count()).select_from(Dossier)) or 0
    return max(0, int(filling.read_text() or 0) - here)


def put_into_force(desk: Desk, settings: Settings) -> None:
    """Deploy the procedures that come with the house; what is stored already, or is the office's own, is left alone."""
    for bundle in shipped_bundles(folders(settings)):
        with transaction(desk.database) as session:
            deploy_shipped(session, desk.clock, bundle)


def fill(desk: Desk, settings: Settings, dossiers: int) -> None:
    """Invent dossiers in every state of their life. The doors may be open meanwhile; workers wait until it is done."""
    with _hasty(desk.database) as database:
        seed(database, desk.clock, desk.vault, dossiers)
    (settings.home / FILLING).unlink(missing_ok=True)


def fill_many(desk: Desk, settings: Settings, closed: int, opened: int) -> None:
    """Copy an invented office's dossiers until there are so many; what an interrupted filling left is kept."""
    with _hasty(desk.database) as database:
        with reading(database) as session:
            is_bare = session.scalar(select(Dossier.id).limit(1)) is None
        if is_bare:
            seed(database, desk.clock, desk.vault, MODELS)
        # Nobody else has it open now: SQLite may keep its journal another way meanwhile.
        desk.database.dispose()
        multiply(database, desk.clock, closed, opened, say)
    settle(desk.database)
    (settings.home / FILLING).unlink(missing_ok=True)


def say(line: str) -> None:
    """How far a long filling is."""
    print(line, flush=True)


def is_invented(desk: Desk) -> bool:
    """Whether nobody works here but the officers of the demonstration."""
    with reading(desk.database) as session:
        return set(session.scalars(select(Officer.name))) <= {name for name, _ in CAST}


def is_unfilled(desk: Desk, settings: Settings) -> bool:
    """Whether this database may be filled: nobody works here, or a filling was interrupted."""
    return (settings.home / FILLING).exists() or _is_empty(desk)


def _is_empty(desk: Desk) -> bool:
    with reading(desk.database) as session:
        return is_empty(session)


@contextmanager
def _hasty(database: Engine) -> Iterator[Engine]:
    """The same database without a disk sync a commit: what is invented may be invented again after a power cut."""
    hasty = open_database(database.url.render_as_string(hide_password=False))
    pragma = {"sqlite": "PRAGMA synchronous=OFF", "postgresql": "SET synchronous_commit = off"}[database.dialect.name]

    @event.listens_for(hasty, "checkout")
    def _hurry(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute(pragma)

    try:
        yield hasty
    finally:
        hasty.dispose()


def welcome(settings: Settings) -> str:
    """The address, and in a demonstration who may log in."""
    lines = ["", f"Một Cửa: {settings.url}"]
    if not settings.is_production:
        lines += ["", f"Đăng nhập, mật khẩu {PASSWORD} (log in, password {PASSWORD}):"]
        lines += [f"    {name:8} {words}" for name, words in CAST]
    return "\n".join([*lines, "", "Ctrl-C để dừng (to stop)."])
