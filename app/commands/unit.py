"""`motcua unit`: the tree of units, each for as long as it exists."""

from argparse import ArgumentParser, Namespace
from datetime import date

from sqlalchemy.orm import Session

from app.migrations import require_current
from app.officers import officer_named
from app.settings import Settings
from cases import orgchart, units
from cases.orgchart import KINDS, UnitFacts
from cases.queries.administration import UnitLine, unit_tree
from cases.tables import Officer, Unit
from ground.clock import Clock, SystemClock
from ground.database import open_database, reading, transaction

HELP = """Look after units: show the tree, found, change, end for a successor, take up again.

    motcua unit tree --by quy                                        every unit, with its days and its successor
    motcua unit found G09.20 --name "Cục Việc làm" --parent G09 --kind department --by quy
    motcua unit change G09.20 --phone "024 3826 0000" --by quy       what is not named stays
    motcua unit end G09.20 --on 2026-12-31 --into G09.30 --by quy    its open dossiers go on in G09.30
    motcua unit again G09.20 --parent G09 --by quy                   the end was a mistake

A unit that gets another name by law is ended, and a new one founded in its place: papers of old dossiers keep the name
they were made under, and a code is never given twice. The first unit of an empty house needs no --by.
"""


def arguments(parser: ArgumentParser) -> None:
    """Which act, of which unit."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("tree", help="every unit")
    for name, words in (("found", "a new unit"), ("change", "what is not named stays")):
        part = acts.add_parser(name, help=words)
        part.add_argument("code", metavar="CODE")
        part.add_argument("--name", required=name == "found")
        part.add_argument("--parent", metavar="CODE", help="the unit above")
        part.add_argument("--kind", choices=KINDS)
        for more in ("city", "phone"):
            part.add_argument(f"--{more}")
        part.add_argument("--from", dest="valid_from_on", type=date.fromisoformat, metavar="DAY", help="exists from")
    ended = acts.add_parser("end", help="it exists until a day, another one takes over")
    ended.add_argument("code", metavar="CODE")
    ended.add_argument("--on", required=True, type=date.fromisoformat, metavar="DAY", help="its last day")
    ended.add_argument("--into", required=True, metavar="CODE", help="who takes over")
    again = acts.add_parser("again", help="take the end back")
    again.add_argument("code", metavar="CODE")
    again.add_argument("--parent", default="", metavar="CODE", help="the unit above it again")
    for part in acts.choices.values():
        part.add_argument("--by", metavar="LOG-IN", help="the administrator who does it")


def run(settings: Settings, given: Namespace) -> int:
    """Do it, and say what was done."""
    database, clock = open_database(settings.database), SystemClock(settings.shift)
    require_current(database)
    if given.act == "tree":
        with reading(database) as session:
            for line in unit_tree(session, clock, officer_named(session, given.by or "")):
                print(_told(line))
        return 0
    with transaction(database) as session:
        by = officer_named(session, given.by) if given.by else None
        unit = _do(session, clock, by, given)
        print(f"{unit.code}  {unit.name}")
    return 0


def _told(line: UnitLine) -> str:
    days = f"  {line.valid_from_on or '–'} … {line.valid_until_on or '–'}" * bool(
        line.valid_from_on or line.valid_until_on
    )
    return f"{'  ' * line.depth}{line.code}  {line.name}{days}{'  → ' + line.successor if line.successor else ''}"


def _do(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> Unit:
    if given.act == "end":
        return units.end_unit(session, clock, by, given.code, given.on, given.into)
    if given.act == "again":
        return orgchart.take_up_again(session, clock, by, given.code, given.parent)
    told = {name: value for name in UnitFacts.__slots__ if (value := getattr(given, name)) is not None}
    if given.act == "found":
        return orgchart.found_unit(session, clock, by, given.code, UnitFacts(**told))
    kept = orgchart.facts_of(session, orgchart.unit_for(session, clock, by, given.code))
    return orgchart.change_unit(session, clock, by, given.code, UnitFacts(**kept | told))
