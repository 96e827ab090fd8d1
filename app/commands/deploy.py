"""`motcua deploy`: put a procedure into force."""

import sys
from argparse import ArgumentParser, Namespace

from app.commands.check import told
from app.desk import open_desk
from app.folders import bundles
from app.migrations import require_current
from app.settings import Settings
from cases.procedure import deploy_bundle
from engine.definitions import DefinitionRefused
from ground.database import transaction

HELP = """Store procedures as new versions and put them into force; dossiers under way keep the version they began with.

    motcua deploy my-procedures/                 all procedures of a folder
    motcua deploy x.bpmn x.toml x.to_khai.json   one procedure
    motcua deploy --draft x.bpmn …               store it, to be approved by another person

Files that are stored already, byte for byte, stay the version they are. Exit code 1 when a drawing is refused.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to deploy, by whom, and whether it waits for approval."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="folders, or the files of one procedure")
    parser.add_argument("--draft", action="store_true", help="wait for another person's approval")
    parser.add_argument("--by", default="motcua", metavar="LOG-IN", help="who deploys it, for the journal")


def run(settings: Settings, given: Namespace) -> int:
    """Each bundle in a transaction of its own: one that is refused does not hold back the others."""
    desk = open_desk(settings)
    require_current(desk.database)
    refused = 0
    for bundle in bundles(settings, given.paths):
        try:
            with transaction(desk.database) as session:
                stored = deploy_bundle(session, desk.clock, bundle.files, given.by, not given.draft)
                print(f"{stored.key} v{stored.version} {stored.state} {stored.digest[:12]}")
        except DefinitionRefused as refusal:
            refused += 1
            for finding in refusal.findings:
                print(told(finding), file=sys.stderr)
    return 1 if refused else 0
