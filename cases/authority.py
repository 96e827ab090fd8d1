"""In whose place an officer signs: for himself as head, TM., KT., TL., TUQ. or Q., for a unit and for a while.

Decree 30/2020 art. 13.
"""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cases.people import unit_and_above
from cases.tables import Officer, SigningAuthority
from ground.errors import Forbidden


class MayNotSign(Forbidden):
    """{name} has no authority to sign here on {day}: what was given has ended or is for other procedures."""

    code = "may_not_sign"


def authority_of(session: Session, name: str, unit_id: str, procedure: str, on: date) -> SigningAuthority | None:
    """What lets an officer sign in a unit (or one above it) on a day; None where nothing is written: he is the head."""
    found = [row for row in _rows(session, name, unit_id) if _covers(row, procedure, on)]
    return min(found, key=lambda row: row.from_on, default=None)


def require_authority(session: Session, name: str, unit_id: str, procedure: str, on: date) -> None:
    """Raises `MayNotSign` where authority was given to this officer, but none that holds here and today."""
    rows = _rows(session, name, unit_id)
    if rows and not any(_covers(row, procedure, on) for row in rows):
        raise MayNotSign(name=name, day=f"{on:%d/%m/%Y}")


def words_of(authority: SigningAuthority | None) -> str:
    """How it stands above the signature, as in `KT. GIÁM ĐỐC`; empty for a head who signs for himself."""
    if authority is None or not authority.form:
        return ""
    return f"{authority.form}. {authority.head_title.upper()}".strip()


def _covers(row: SigningAuthority, procedure: str, on: date) -> bool:
    is_now = row.from_on <= on and (row.until_on is None or on <= row.until_on)
    return is_now and (not row.procedures or procedure in row.procedures)


def _rows(session: Session, name: str, unit_id: str) -> list[SigningAuthority]:
    units = [unit.id for unit in unit_and_above(session, unit_id)]
    rows = (
        select(SigningAuthority)
        .join(Officer, Officer.id == SigningAuthority.officer_id)
        .where(Officer.name == name, or_(*(SigningAuthority.unit_id == unit for unit in units)))
    )
    return list(session.scalars(rows))
