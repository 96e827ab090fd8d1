"""`motcua approve`: the second pair of eyes at the command line."""

from argparse import ArgumentParser, Namespace

from app.desk import open_desk
from app.migrations import require_current
from app.officers import acting, officer_named
from app.settings import Settings
from cases import drawings
from engine.queries import definitions
from ground.database import reading, transaction

HELP = """List the stored versions of procedures, or bring a draft into force: by another officer than handed it in.

    motcua approve                            every version: id, procedure, number, state, days, decision
    motcua approve DEFINITION --by quy        from and until the days its sheet names, by the decision named there
"""


def arguments(parser: ArgumentParser) -> None:
    """Which, and by whom."""
    parser.add_argument("definition", nargs="?", metavar="DEFINITION", help="the id of a version")
    acting(parser, always=False)


def run(settings: Settings, given: Namespace) -> int:
    """List, or approve."""
    desk = open_desk(settings)
    require_current(desk.database)
    if given.definition:
        with transaction(desk.database) as session:
            officer = officer_named(session, given.by or "")
            stored = drawings.approve(session, desk.clock, officer, given.definition, desk.four_eyes)
            print(f"{stored.key} v{stored.version} {stored.state}")
        return 0
    with reading(desk.database) as session:
        for row in definitions(session):
            days = f"{row.valid_from_on or '–'} … {row.valid_to_on or '–'}"
            print(f"{row.id} {row.key} v{row.version} {row.state} {days} {row.approval_reference or '–'}")
    return 0
