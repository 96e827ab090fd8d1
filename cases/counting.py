"""Numbers given one after another: the row is counted on in the transaction that uses the number: no gaps."""

from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from cases.rulepacks import RulePack
from cases.tables import CodeCounter, NumberBook, Unit


def next_code(session: Session, pack: RulePack, unit: Unit, on: date) -> str:
    """The next dossier code of a unit on a Vietnamese day; two processes that ask at once get two codes, in turn."""
    return pack.code(unit.code, on, _count_on(session, CodeCounter, unit_id=unit.id, day_on=on))


def code_unit(pack: RulePack, receiving: Unit, handling: Unit) -> Unit:
    """Whose code a dossier bears and whose day is counted, as the rule pack says."""
    return receiving if pack.code_rule.unit == "receiving" else handling


def next_serial(session: Session, unit_id: str, book: str, year: int) -> int:
    """The next number of a unit's book in a year, counted from 1 (Decree 30/2020 art. 15)."""
    return _count_on(session, NumberBook, unit_id=unit_id, kind=book, year=year)


def _count_on(session: Session, table: type[CodeCounter] | type[NumberBook], **key: object) -> int:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    counted = (
        dialect.insert(table).values(**key, last=1)
        .on_conflict_do_update(index_elements=list(key), set_={"last": table.last + 1}).returning(table.last)
    )  # fmt: skip
    # The counter is no part of what this session has still to write.
    number: int = session.execute(counted, execution_options={"autoflush": False}).scalar_one()
    return number
