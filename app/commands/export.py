"""`motcua export`: a stored version as files in a folder, to be kept in git."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.desk import open_desk
from app.migrations import require_current
from app.settings import Settings
from cases.procedure import active_procedure
from cases.studio.designs import STORIES
from cases.studio.keeping import KINDS
from cases.studio.travelling import LABEL, pages_of
from ground.database import reading

HELP = """Write the files of a procedure into a folder, byte for byte as they were handed in.

    motcua export khai_bao_thiet_bi procedures/              the version in force
    motcua export khai_bao_thiet_bi procedures/ --definition ID   another stored version

Only what changed is written. Files of the procedure that are no longer in it are taken away; stories and files of other
kinds stay. In a folder under git a new version is a small difference. `motcua deploy FOLDER` reads it back as the very
same version.
"""


def arguments(parser: ArgumentParser) -> None:
    """What, and where to."""
    parser.add_argument("slug", metavar="SLUG", help="the procedure's short name")
    parser.add_argument("folder", metavar="FOLDER", help="the folder; made where it is missing")
    parser.add_argument("--definition", metavar="ID", help="a stored version other than the one in force")


def run(settings: Settings, given: Namespace) -> int:
    """Write what differs; say what was written and what taken away."""
    desk = open_desk(settings)
    require_current(desk.database)
    with reading(desk.database) as session:
        definition_id = given.definition or active_procedure(session, given.slug)[0].id
        pages = {name: content for name, content in pages_of(session, definition_id).items() if name != LABEL}
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pages.items():
        place = folder / name
        if not place.is_file() or place.read_bytes() != content:
            place.write_bytes(content)
            print(f"+ {name}")
    for place in sorted(folder.glob(f"{given.slug}.*")):
        # Anybody's other files stay, and so do stories written by hand: they are no part of a version.
        if place.name not in pages and place.suffix in KINDS and not place.name.endswith(STORIES):
            place.unlink()
            print(f"- {place.name}")
    return 0
