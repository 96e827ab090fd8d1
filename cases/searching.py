"""The words a dossier is found by, kept beside it in an index of whole words.

Neither database needs an extension for it: SQLite has FTS5, PostgreSQL a GIN index over the words. The words are made
here, so both find the same. A word of a person's query is looked for as it stands; the last one may be unfinished.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    func,
    insert,
    literal_column,
    select,
    table,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from cases.folding import words
from cases.tables import Dossier, SearchLine

LIMIT_WORDS = 120
LIMIT_LETTERS = 60
MOST_ASKED = 8
# An unfinished word has at least so many letters, or so many digits: fewer say nothing among a million.
LETTERS, DIGITS = 3, 6
# So many lines PostgreSQL puts in order itself.
FEW = 20_000


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of these words, one of those, one that begins so, and not all of `without` together; below a serial."""

    all_of: Sequence[str] = ()
    one_of: Sequence[str] = ()
    beginning: str = ""
    without: Sequence[str] = ()
    below: int = 0


def finding(session: Session, wanted: Wanted) -> Select[int, str]:
    """Serial and dossier id of the lines that have these words, the newest first; not yet executed, to be limited."""
    if session.get_bind().dialect.name == "sqlite":
        return _finding_sqlite(wanted)
    parts = [f"'{word}'" for word in wanted.all_of]
    parts += [f"({' | '.join(repr(word) for word in wanted.one_of)})"] if wanted.one_of else []
    parts += [f"'{wanted.beginning}':*"] if wanted.beginning else []
    parts += [f"!({' & '.join(repr(word) for word in wanted.without)})"] if wanted.without else []
    # Written into the statement: only so PostgreSQL knows how many to expect and chooses its way by it.
    asked = bindparam(None, " & ".join(parts), Text, unique=True, literal_execute=True)
    said: ColumnElement[Any] = func.array_to_tsvector(func.string_to_array(SearchLine.words, literal_column("' '")))
    holds = type_coerce(said, TSVECTOR).op("@@")(asked.op("::")(literal_column("tsquery", TSQUERY)))
    below = [SearchLine.serial < wanted.below] if wanted.below else []
    # Where few have the words they are all taken from the index and put in order; only among many is it walked down.
    is_few = _expected(session, " & ".join(parts)) < FEW
    order = (SearchLine.serial + 0 if is_few else SearchLine.serial).desc()
    return _LINES.where(holds, *below).order_by(order)


def _expected(session: Session, asked: str) -> int:
    """How many lines PostgreSQL expects to have these words. It takes making a line's words for as cheap as comparing
    two numbers, and left alone would rather walk down a million lines than ask its index.
    """
    condition = f"array_to_tsvector(string_to_array(words, ' ')) @@ $asked${asked}$asked$::tsquery"
    told = session.connection().exec_driver_sql(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM search_line WHERE {condition}")  # noqa: S608
    return int(told.scalar_one()[0]["Plan"]["Plan Rows"])


_LINES = select(SearchLine.serial, SearchLine.dossier_id)


def _finding_sqlite(wanted: Wanted) -> Select[int, str]:
    """FTS5 walks its index downwards itself, and stops when enough is found: it has to stand first in the join."""
    parts = [f'"{word}"' for word in wanted.all_of]
    parts += ["(" + " OR ".join(f'"{word}"' for word in wanted.one_of) + ")"] if wanted.one_of else []
    parts += [f'"{wanted.beginning}" *'] if wanted.beginning else []
    asked = " AND ".join(parts)
    if wanted.without:
        asked = f"({asked}) NOT (" + " AND ".join(f'"{word}"' for word in wanted.without) + ")"
    found = table("search_word", column("rowid", Integer))
    below = [found.c.rowid < wanted.below] if wanted.below else []
    return (
        _LINES.select_from(found.join(SearchLine, SearchLine.serial == found.c.rowid))
        .where(literal_column("search_word").op("MATCH")(asked), *below)
        .order_by(found.c.rowid.desc())
    )


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
