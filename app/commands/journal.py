"""`motcua journal`: proof that nobody changed what happened."""

from argparse import ArgumentParser, Namespace

from app.migrations import require_current
from app.settings import Settings
from engine.journal import verify
from ground.database import open_database, reading

HELP = """Check the journal: every entry's digest, every chain, every seal.

    motcua journal verify                 all chains and seals
    motcua journal verify --chain ID      one chain

Exit code 1 when a fault is found; each fault is printed with its chain, sequence number and reason.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to check."""
    parser.add_argument("action", choices=("verify",))
    parser.add_argument("--chain", metavar="ID", help="only this chain")


def run(settings: Settings, given: Namespace) -> int:
    """Print every fault."""
    database = open_database(settings.database)
    require_current(database)
    with reading(database) as session:
        faults = verify(session, given.chain)
    for fault in faults:
        print(f"{fault.chain} {fault.seq}: {fault.reason}")
    if not faults:
        print("Nhật ký nguyên vẹn. The journal is whole.")
    return 1 if faults else 0
