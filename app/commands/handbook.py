"""`motcua handbook`: the handbook of a procedure as a PDF."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.desk import open_desk
from app.migrations import require_current
from app.settings import Settings
from cases.procedure import active_procedure
from cases.studio.handbook.ordering import facts_of_version
from documents.render import render
from ground.database import reading

HELP = """Print the handbook of a procedure: its drawings, steps, papers, terms, forms, tables, results and legal bases.

    motcua handbook khai_bao_thiet_bi                        the version in force, into so-tay-khai_bao_thiet_bi.pdf
    motcua handbook khai_bao_thiet_bi --definition ID        another stored version (motcua approve lists them)
    motcua handbook khai_bao_thiet_bi --to handbook.pdf      into this file

The same version gives the same bytes. A version that waits for approval is marked as a draft.
"""


def arguments(parser: ArgumentParser) -> None:
    """Of what, and where to."""
    parser.add_argument("slug", metavar="SLUG", help="the procedure's short name")
    parser.add_argument("--definition", metavar="ID", help="a stored version other than the one in force")
    parser.add_argument("--to", metavar="FILE", help="the file to write")


def run(settings: Settings, given: Namespace) -> int:
    """Write the PDF."""
    desk = open_desk(settings)
    require_current(desk.database)
    with reading(desk.database) as session:
        definition_id = given.definition or active_procedure(session, given.slug)[0].id
        facts = facts_of_version(session, definition_id)
    place = Path(given.to or f"so-tay-{given.slug}.pdf")
    place.write_bytes(render("handbook/handbook.html", facts, kind="book"))
    print(place)
    return 0
