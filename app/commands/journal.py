"""`motcua journal`: proof that nobody changed what happened."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from time import perf_counter

from app.migrations import require_current
from app.settings import Settings
from app.tools import anchors_of
from app.trust import trusted_roots
from cases.anchors import anchor_faults
from engine.journal import verify
from ground.database import open_database, reading

HELP = """Check the journal: the digest of every entry, every chain, every seal, and the signed anchors.

Anchors are written each hour into MOTCUA_HOME/anchors; a copy on another machine is worth most.

    motcua journal verify                 all chains and seals
    motcua journal verify --chain ID      one chain
    motcua journal verify --anchors DIR   against anchors that were copied away

Exit code 1 when a fault is found; each fault is printed with its chain, sequence number and reason.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to check."""
    parser.add_argument("action", choices=("verify",))
    parser.add_argument("--chain", metavar="ID", help="only this chain")
    parser.add_argument("--anchors", metavar="FOLDER", type=Path, help="where anchors lie, a copy kept elsewhere")


def run(settings: Settings, given: Namespace) -> int:
    """Print every fault."""
    database = open_database(settings.database)
    require_current(database)
    with reading(database) as session:
        began = perf_counter()
        faults = verify(session, given.chain, _tell)
        if given.chain is None:
            faults += anchor_faults(session, given.anchors or anchors_of(settings), trusted_roots(settings))
    for fault in faults:
        print(f"{fault.chain} {fault.seq}: {fault.reason}")
    if not faults:
        print("Nhật ký nguyên vẹn. The journal is whole.")
    print(f"{perf_counter() - began:,.1f} s", file=sys.stderr)
    return 1 if faults else 0


def _tell(checked: int) -> None:
    """How far it is, beside what it finds."""
    print(f"{checked:,} mục (entries)".replace(",", "."), file=sys.stderr, flush=True)
