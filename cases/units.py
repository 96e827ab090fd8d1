"""Units come and go: one that is renamed or merged ends on a day, hangs below its successor, and keeps its name."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.changes import keeper, kept_units, tell_change
from cases.people import ADMINISTRATOR, RoleMissing, require_role, unit_and_above
from cases.tables import Officer, SigningAuthority, Substitution, Unit
from engine import journal
from ground.clock import Clock
from ground.errors import Conflict, Invalid, NotFound

CHAIN = "units"
FORMS = ("", "TM", "KT", "TL", "TUQ", "Q")


class UnitNotFound(NotFound):
    """There is no unit with the code {unit}."""

    code = "unit_not_found"


class UnitInCircle(Conflict):
    """{unit} cannot go on in {successor}: that one hangs below it, or does not exist on that day."""

    code = "unit_in_circle"


class SubstitutionWrong(Invalid):
    """A substitution names two officers, and begins before it ends. Check both."""

    code = "substitution_wrong"


class AuthorityWrong(Invalid):
    """Authority to sign names an officer, one of TM, KT, TL, TUQ or Q with the head's title, and its basis."""

    code = "authority_wrong"


def end_unit(session: Session, clock: Clock, officer: Officer | None, code: str, until: date, successor: str) -> Unit:
    """The unit exists until this day; its open dossiers go on with whoever holds the roles in its successor.

    Raises `RoleMissing`, `UnitNotFound`, `UnitInCircle`.
    """
    by = keeper(session, clock, officer)
    unit, heir = _named(session, code), _named(session, successor)
    if unit.id not in kept_units(session, clock, officer):
        raise UnitNotFound(unit=code)
    starts = heir.valid_from_on
    if unit in unit_and_above(session, heir.id) or (starts is not None and starts > until):
        raise UnitInCircle(unit=unit.name, successor=heir.name)
    above = session.get(Unit, unit.parent_id) if unit.parent_id else None
    before = {"until_on": unit.valid_until_on, "successor": unit.successor_code, "parent": above.code if above else ""}
    # Below its successor: a role held there reaches it, and those above are found by walking up, as always.
    unit.valid_until_on, unit.successor_code, unit.parent_id = until, heir.code, heir.id
    after = {"until_on": until.isoformat(), "successor": heir.code, "parent": heir.code}
    tell_change(session, clock, CHAIN, "unit_ended", code, by, before, after)
    return unit


def _named(session: Session, code: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.code == code).with_for_update())
    if unit is None:
        raise UnitNotFound(unit=code)
    return unit


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is away from when to when, who stands in, and in which procedures by slug (none named: in all)."""

    absent: str
    substitute: str
    from_at: datetime
    until_at: datetime
    procedures: tuple[str, ...] = ()
    reason: str = ""


def stand_in(session: Session, clock: Clock, officer: Officer, absence: Absence) -> Substitution:
    """Write down who stands in for whom: the absent himself does it, or an administrator.

    Raises `RoleMissing`, `SubstitutionWrong`.
    """
    if officer.name != absence.absent:
        require_role(session, clock, officer, ADMINISTRATOR)
    kept = kept_units(session, clock, officer)
    away, substitute = (_officer(session, name) for name in (absence.absent, absence.substitute))
    is_backwards = absence.from_at >= absence.until_at or absence.until_at <= clock.now()
    is_strange = away is not None and away is not officer and away.unit_id not in kept
    if away is None or substitute is None or away is substitute or is_backwards or is_strange:
        raise SubstitutionWrong
    row = Substitution(
        officer_id=away.id, substitute_id=substitute.id, from_at=absence.from_at, until_at=absence.until_at,
        procedures=list(absence.procedures), reason=absence.reason.strip()[:300],
    )  # fmt: skip
    session.add(row)
    session.flush()
    journal.append(session, clock, CHAIN, "substitution_made", row.id, officer.name, asdict(absence))
    return row


@dataclass(frozen=True, slots=True)
class Grant:
    """In whose place an officer signs for a unit: `form` empty, TM, KT, TL, TUQ or Q, with the head's title."""

    officer: str
    unit: str
    form: str
    head_title: str
    basis: str
    from_on: date
    until_on: date | None = None
    procedures: tuple[str, ...] = ()


def grant_authority(session: Session, clock: Clock, officer: Officer, grant: Grant) -> SigningAuthority:
    """Write down what lets an officer sign; an administrator does it, on a basis that is named.

    Raises `RoleMissing`, `UnitNotFound`, `AuthorityWrong`.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    holder, unit = _officer(session, grant.officer), _named(session, grant.unit)
    if unit.id not in kept_units(session, clock, officer):
        raise UnitNotFound(unit=grant.unit)
    is_backwards = grant.until_on is not None and grant.until_on < grant.from_on
    if holder is None or grant.form not in FORMS or is_backwards or not grant.basis.strip():
        raise AuthorityWrong
    if grant.form and not grant.head_title.strip():
        raise AuthorityWrong
    row = SigningAuthority(
        officer_id=holder.id, unit_id=unit.id, form=grant.form, head_title=grant.head_title.strip(),
        basis=grant.basis.strip(), from_on=grant.from_on, until_on=grant.until_on, procedures=list(grant.procedures),
    )  # fmt: skip
    session.add(row)
    session.flush()
    journal.append(session, clock, CHAIN, "authority_granted", row.id, officer.name, asdict(grant))
    return row


def _officer(session: Session, name: str) -> Officer | None:
    return session.scalar(select(Officer).where(Officer.name == name, Officer.is_active))


def end_substitution(session: Session, clock: Clock, officer: Officer, substitution_id: str) -> Substitution:
    """The absent is back, or it was a mistake: from now on nobody stands in. Who is away, or an administrator, does it.

    One that has not begun is never true any more. Raises `RoleMissing`, `SubstitutionWrong`.
    """
    row = session.get(Substitution, substitution_id, with_for_update=True)
    if row is None or row.until_at <= clock.now():
        raise SubstitutionWrong
    absent = session.get_one(Officer, row.officer_id)
    if absent is not officer and absent.unit_id not in kept_units(session, clock, officer):
        raise RoleMissing(role=ADMINISTRATOR)
    facts = {"before": {"until_at": row.until_at}, "after": {"until_at": clock.now()}}
    journal.append(session, clock, CHAIN, "substitution_ended", row.id, officer.name, facts)
    if row.from_at >= clock.now():
        session.execute(delete(Substitution).where(Substitution.id == row.id))
    else:
        row.until_at = clock.now()
    session.flush()
    return row


def end_authority(session: Session, clock: Clock, officer: Officer, authority_id: str, until: date) -> SigningAuthority:
    """Authority to sign ends with this day. Raises `RoleMissing`, `AuthorityWrong`."""
    require_role(session, clock, officer, ADMINISTRATOR)
    row = session.get(SigningAuthority, authority_id, with_for_update=True)
    if row is None or until < row.from_on or row.unit_id not in kept_units(session, clock, officer):
        raise AuthorityWrong
    tell_change(
        session, clock, CHAIN, "authority_ended", row.id, officer.name, {"until_on": row.until_on}, {"until_on": until}
    )
    row.until_on = until
    session.flush()
    return row
