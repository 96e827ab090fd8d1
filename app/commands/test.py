"""`motcua test`: does this procedure do what its stories tell?"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.folders import folders
from app.settings import Settings
from cases.scenarios import play_all
from cases.scenarios.machinery import WAYS

HELP = """Play the stories beside a diagram (<slug>.scenarios.toml), in a fresh office with a clock of its own.

Each is played three ways, and must end the same: straight; with everything loaded anew before every act; with the
worker killed before each piece of work and again after it, so that it is done twice. Elements that no story reaches
are named.

    motcua test                             the procedures of the house and of MOTCUA_PROCESSES
    motcua test khai_bao_thiet_bi           one of them
    motcua test --folder my-procedures/     the procedures of a folder
    motcua test --way straight              only one way

Exit code 1 when an expectation fails or an element is never reached. Nothing is stored.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to play, and how."""
    parser.add_argument("slug", nargs="?", metavar="SLUG", help="the name of a procedure's files")
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="where else procedures lie")
    parser.add_argument("--way", choices=WAYS, action="append", help="how to play; all three when not named")


def run(settings: Settings, given: Namespace) -> int:
    """Print the report."""
    places = [given.folder] if given.folder else folders(settings)
    report = play_all(given.slug, places, given.way or WAYS)
    for sentence in report.sentences():
        print(sentence)
    return 0 if report.passed else 1
