"""The few open dossiers whose text holds parts of words: asked of an index, so that a list need not be read through.

Which rows a list shows its own condition decides (`cases.folding.patterns`); the index only tells where to look.
"""

from collections.abc import Sequence

from sqlalchemy import Integer, String, column, func, literal_column, select, table
from sqlalchemy.orm import Session

from cases.folding import MOST_WORDS, fold, patterns
from cases.tables import Dossier, SearchLine

# Where more have them a list in its own order soon comes upon some.
FEW = 500
PART = 3
MOST_PARTS = 40


def few_with(session: Session, text: str) -> Sequence[str] | None:
    """The ids of the open dossiers that hold every word of this text somewhere; None when they are more than a `FEW`
    or no index knows.
    """
    parts = _parts(text)
    if not parts:
        return None
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    found = _of_sqlite(session, text, parts) if is_sqlite else _of_postgresql(session, text)
    return None if found is None or len(found) > FEW else found


def _parts(text: str) -> list[str]:
    """Three letters in a row each; shorter words have none."""
    words = fold(text).split()[:MOST_WORDS]
    found = (word[place : place + PART] for word in words for place in range(len(word) - PART + 1))
    return list(dict.fromkeys(found))[:MOST_PARTS]


def _of_sqlite(session: Session, text: str, parts: Sequence[str]) -> Sequence[str]:
    asked = " AND ".join('"' + part.replace('"', '""') + '"' for part in parts)
    index = table("search_part", column("rowid", Integer), column("look_up", String))
    holds = [index.c.look_up.like(pattern, escape="\\") for pattern in patterns(text)]
    found = (
        select(SearchLine.dossier_id)
        .select_from(index.join(SearchLine, SearchLine.serial == index.c.rowid))
        .where(literal_column("search_part").op("MATCH")(asked), *holds)
        .limit(FEW + 1)
    )
    return session.scalars(found).all()


def _of_postgresql(session: Session, text: str) -> Sequence[str] | None:
    if session.scalar(select(func.to_regclass("ix_dossier_parts").is_(None))):
        return None
    holds = [Dossier.look_up.like(pattern, escape="\\") for pattern in patterns(text)]
    # In the order of the index of open dossiers: what many have is found soon by walking down there.
    found = select(Dossier.id).where(Dossier.closed_at.is_(None), *holds).order_by(Dossier.submitted_at.desc())
    return session.scalars(found.limit(FEW + 1)).all()
