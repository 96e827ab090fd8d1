"""`motcua seed`: an invented office to look at."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from app.desk import open_desk
from app.first import fill, fill_many, is_invented, is_unfilled, prepare
from app.migrations import upgrade
from app.settings import DOSSIERS, Settings
from cases.desk import Desk
from ground.errors import Conflict, Forbidden

HELP = """Fill an empty database with one invented ministry: units, officers who can log in, dossiers in every state.

The tables are made and the shipped procedures deployed first. Never where somebody works already, nor in production.

    motcua seed                   a few hundred dossiers
    motcua seed --dossiers 0      the office alone
    motcua seed --closed 1000000 --open 100000
                                  as many as a great office has in five years, to measure by: copies of a few that were
                                  lived through; interrupted, it goes on where it stopped,
                                  and until it is brought to its end lists are slow
"""


class NotEmpty(Conflict):
    """There are officers in this database already: it is not filled with invented ones."""

    code = "not_empty"


class NoSeedInProduction(Forbidden):
    """Invented officers with known passwords have no place in production."""

    code = "no_seed_in_production"


def arguments(parser: ArgumentParser) -> None:
    """How many dossiers."""
    parser.add_argument("--closed", type=int, default=0, metavar="COUNT", help="so many closed dossiers, by copying")
    parser.add_argument("--open", type=int, default=0, metavar="COUNT", help="so many open dossiers, by copying")
    parser.add_argument("--dossiers", type=int, metavar="COUNT", help=f"how many dossiers ({DOSSIERS})")


def run(settings: Settings, given: Namespace) -> int:
    """Fill it."""
    if settings.is_production:
        raise NoSeedInProduction
    desk = open_desk(settings)
    dossiers = settings.dossiers if given.dossiers is None else given.dossiers
    upgrade(desk.database)
    if given.closed or given.open:
        return _multiply(desk, settings, given)
    if not is_unfilled(desk, settings):
        raise NotEmpty
    fill(desk, settings, prepare(desk, replace(settings, dossiers=dossiers)))
    print(f"{dossiers} hồ sơ (dossiers)")
    return 0


def _multiply(desk: Desk, settings: Settings, given: Namespace) -> int:
    if not is_unfilled(desk, settings) and not is_invented(desk):
        raise NotEmpty
    prepare(desk, replace(settings, dossiers=0))
    try:
        fill_many(desk, settings, given.closed, given.open)
    except KeyboardInterrupt:
        print("Đã dừng; chạy lại để làm tiếp. (Interrupted: run it again to go on.)")
        return 1
    return 0
