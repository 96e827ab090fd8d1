"""The words a dossier is found by, kept beside it in an index of whole words.

Neither database needs an extension for it: SQLite has FTS5, PostgreSQL a GIN index over the words. The words are made
here, so both find the same. A word of a person's query is looked for as it stands; the last one may be unfinished.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, func, insert, literal_column, select, type_coerce
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from cases.folding import words
from cases.tables import Dossier, SearchLine

LIMIT_WORDS = 120
LIMIT_LETTERS = 60
MOST_ASKED = 8
# An unfinished word has at least so many letters, or so many digits: fewer say nothing among a million.
LETTERS, DIGITS = 3, 6


def words_of(dossier: Dossier) -> str:
    """Code, applicant, procedure, then the content: what was asked for and what the form says, as far as it is text."""
    told = (dossier.look_up, dossier.request or "", *_texts(dossier.answers))
    found = (word[:LIMIT_LETTERS] for text in told for word in words(text))
    kept = list(dict.fromkeys(found))[:LIMIT_WORDS]
    return " ".join(dict.fromkeys((*kept, *_places(dossier))))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _texts(member)


def _places(dossier: Dossier) -> Iterator[str]:
    yield unit_word(dossier.unit_id)
    yield unit_word(dossier.handling_unit_id)
    yield procedure_word(dossier.procedure)


def unit_word(unit_id: str) -> str:
    """The word that stands for a unit. Nobody types it."""
    return f"zzu{unit_id}"


def procedure_word(slug: str) -> str:
    """The word that stands for a procedure."""
    return "zzp" + "".join(letter for letter in slug if letter.isalnum())


def is_unfinished(word: str) -> bool:
    """Whether it is long enough to be looked for as the beginning of another."""
    return len(word) >= (DIGITS if word.isdigit() else LETTERS)


def holds(session: Session, all_of: Sequence[str], one_of: Sequence[str] = (), beginning: str = "") -> Any:
    """The condition under which a `SearchLine` has all these words, one of those, and one that begins so."""
    if session.get_bind().dialect.name == "sqlite":
        return _holds_sqlite(all_of, one_of, beginning)
    parts = [f"'{word}'" for word in all_of]
    parts += [f"({' | '.join(repr(word) for word in one_of)})"] if one_of else []
    parts += [f"'{beginning}':*"] if beginning else []
    # Written into the statement: only so PostgreSQL knows how many to expect and chooses its way by it.
    wanted = bindparam(None, " & ".join(parts), Text, unique=True, literal_execute=True)
    said: ColumnElement[Any] = func.array_to_tsvector(func.string_to_array(SearchLine.words, literal_column("' '")))
    return type_coerce(said, TSVECTOR).op("@@")(wanted.op("::")(literal_column("tsquery", TSQUERY)))


def _holds_sqlite(all_of: Sequence[str], one_of: Sequence[str], beginning: str) -> ColumnElement[bool]:
    parts = [f'"{word}"' for word in all_of]
    parts += ["(" + " OR ".join(f'"{word}"' for word in one_of) + ")"] if one_of else []
    parts += [f'"{beginning}"*'] if beginning else []
    found = (
        select(literal_column("rowid"))
        .select_from(func.search_word(" AND ".join(parts)).table_valued("rowid").alias("found"))
    )  # fmt: skip
    return SearchLine.serial.in_(found)


def arrives(session: Session, dossier: Dossier) -> None:
    """Its words are written down at the end of the transaction that brings it in."""
    session.info.setdefault("arrived", []).append(dossier)


def write_down(session: Session) -> None:
    """The words of the dossiers that came in. They have to be in the database already."""
    arrived: list[Dossier] = session.info.pop("arrived", [])
    if arrived:
        session.flush()
        lines = [{"dossier_id": dossier.id, "words": words_of(dossier)} for dossier in arrived]
        session.execute(insert(SearchLine), lines)
