"""`motcua db`: the tables."""

from argparse import ArgumentParser, Namespace

from app.migrations import is_current, upgrade
from app.settings import Settings
from ground.database import open_database

HELP = """Look after the tables of MOTCUA_DATABASE.

    motcua db upgrade      bring them to the newest revision; make a backup first
    motcua db check        say whether they are current (exit code 1 when not)
"""


def arguments(parser: ArgumentParser) -> None:
    """What to do with the tables."""
    parser.add_argument("action", choices=("upgrade", "check"))


def run(settings: Settings, given: Namespace) -> int:
    """Upgrade, or only look."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database)
    if given.action == "upgrade":
        upgrade(database)
    current = is_current(database)
    print("Cơ sở dữ liệu đã ở phiên bản mới nhất. The database is current." if current else "motcua db upgrade")
    return 0 if current else 1
