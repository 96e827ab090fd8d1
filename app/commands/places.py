"""`motcua places`: the communes that addresses are chosen from."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.migrations import require_current
from app.officers import officer_named
from app.settings import Settings
from cases import communes
from cases.form_kinds import places
from ground.clock import SystemClock
from ground.database import open_database, reading, transaction

HELP = """Look after the communes that addresses are chosen from.

    motcua places list                                   the cities and provinces, and how many communes are known
    motcua places list "Thành phố Hà Nội"                its communes
    motcua places load communes.csv --by quy             this list in the place of the one before

The 34 cities and provinces are shipped. The communes (3,321 since 1 July 2025) are loaded from a published list, as CSV
in UTF-8 with the columns code, name, province:

    code,name,province
    00070,Phường Hoàn Kiếm,Thành phố Hà Nội

Until one is loaded the name of a commune is typed freely, and afterwards it may be: the list proposes.
"""


def arguments(parser: ArgumentParser) -> None:
    """Which act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    listed = acts.add_parser("list", help="what is known")
    listed.add_argument("top", nargs="?", default="", metavar="CITY OR PROVINCE")
    loaded = acts.add_parser("load", help="another list")
    loaded.add_argument("file", type=Path, metavar="FILE.csv")
    loaded.add_argument("--by", metavar="LOG-IN", help="the administrator who does it")


def run(settings: Settings, given: Namespace) -> int:
    """Do it, and say what is known now."""
    database, clock = open_database(settings.database), SystemClock(settings.shift)
    require_current(database)
    if given.act == "list":
        with reading(database) as session:
            names = communes.communes_of(session, given.top) if given.top else places().tops
            print(*names, sep="\n")
            print(f"{communes.count(session)} xã, phường, đặc khu (communes)")
        return 0
    found = communes.read_list(given.file.read_text(encoding="utf-8"))
    with transaction(database) as session:
        by = officer_named(session, given.by) if given.by else None
        print(f"{communes.load_list(session, clock, by, found)} xã, phường, đặc khu (communes)")
    return 0
