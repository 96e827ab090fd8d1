"""`motcua vault`: proof that every paper is there, and the broom."""

from argparse import ArgumentParser, Namespace

from app.migrations import require_current
from app.settings import Settings
from cases.keeping import sweep_vault, vault_faults
from documents.vault import Vault
from ground.database import open_database, reading

HELP = """Hold the vault against the books.

    motcua vault check     read every paper a slip, result or file names, and compare its bytes with its digest
    motcua vault sweep     remove what has lain there for a day and no row names; the worker does it daily

Exit code 1 when a paper is lost or damaged; each is printed.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to do."""
    parser.add_argument("action", choices=("check", "sweep"))


def run(settings: Settings, given: Namespace) -> int:
    """Print every fault, or how much was swept."""
    database, vault = open_database(settings.database), Vault(settings.home / "vault")
    require_current(database)
    if given.action == "sweep":
        print(f"{sweep_vault(database, vault)} tệp thừa đã xóa. Orphans removed.")
        return 0
    with reading(database) as session:
        faults = list(vault_faults(session, vault))
    for fault in faults:
        print(fault)
    if not faults:
        print("Kho văn bản nguyên vẹn. The vault is whole.")
    return 1 if faults else 0
