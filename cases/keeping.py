"""The vault held against the books: every paper a row names lies there whole, and what no row names is swept away."""

import re
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import JSON, Engine, String, select
from sqlalchemy.orm import Session

from cases import tables
from documents.vault import PaperDamaged, PaperLost, Vault
from ground.canonical import canonical
from ground.database import Base, reading

# A paper is kept just before the row that names it is committed; a day is far longer than any act takes.
AGE = timedelta(days=1)
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def named_papers(session: Session) -> set[str]:
    """Every digest some row of the desk names, in a column of its own or within what it keeps as JSON.

    Columns are found by their name, so that a new table cannot be forgotten; one that names no paper does no harm.
    """
    found: set[str] = set()
    for mapper in Base.registry.mappers:
        for column in mapper.local_table.c if mapper.class_.__module__.startswith(tables.__name__) else ():
            if column.name.endswith("digest") and isinstance(column.type, String):
                found.update(each for each in session.scalars(select(column).distinct()) if each)
            elif isinstance(column.type, JSON):
                for told in session.scalars(select(column).execution_options(yield_per=1000)):
                    found.update(_DIGEST.findall(canonical(told).decode()) if told else ())
    return found


def sweep_vault(database: Engine, vault: Vault) -> int:
    """Remove what lies in the vault for a day and no row names: left by a crash, or by a draft that gave way."""
    # Listed before the rows are asked: what is named meanwhile was kept meanwhile, and is young.
    old = set(vault.old(AGE))
    with reading(database) as session:
        orphans = old - named_papers(session)
    return vault.sweep(sorted(orphans), AGE)


def vault_faults(session: Session, vault: Vault) -> Iterator[str]:
    """Every paper a slip, result or file names that is not there, or no longer has its bytes."""
    for column in PAPERS:
        for digest in session.scalars(select(column).distinct().where(column.is_not(None))):
            try:
                vault.read(str(digest))
            except (PaperLost, PaperDamaged) as problem:
                yield f"{column} {digest}: {problem.code}"


PAPERS = (
    tables.Slip.digest, tables.Result.draft_digest, tables.Result.signed_digest, tables.Result.numbered_digest,
    tables.Result.issued_digest, tables.Apology.draft_digest, tables.PaperFile.digest,
    tables.Scan.digest, tables.Scan.copy_digest, tables.Scan.signed_digest, tables.ScanPage.picture_digest,
    tables.OwnPaper.digest,
)  # fmt: skip
