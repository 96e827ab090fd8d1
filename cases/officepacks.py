"""The office sets its own rules: one administrator proposes an edition, another approves it; dossiers keep theirs.

An edition holds for what is received from its day on, never for the past: a date once promised is not counted anew.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.editions import MARK, differences, edition
from cases.people import ADMINISTRATOR, require_role
from cases.tables import Officer, PackEdition
from engine import journal
from ground.clock import Clock, today
from ground.errors import Conflict, Forbidden, Invalid, NotFound

CHAIN = "rule_packs"


class EditionNotFound(NotFound):
    """There is no edition {key} of the office's rules."""

    code = "edition_not_found"


class EditionDecided(Conflict):
    """The edition {key} was decided about already. Propose a new one."""

    code = "edition_decided"


class OwnEdition(Forbidden):
    """Whoever proposed the settings does not approve them. Ask another administrator."""

    code = "own_edition"


class EditionTooEarly(Invalid):
    """Settings hold from today or a later day on, never for dossiers received before."""

    code = "edition_too_early"


class EditionUnexplained(Invalid):
    """Write why the settings change; who approves also names the decision."""

    code = "edition_unexplained"


def propose(
    session: Session, clock: Clock, officer: Officer, base: str, page: str, note: str, valid_from: date
) -> PackEdition:
    """Put an edition up for approval; everything wrong in it is refused here.

    Raises `RoleMissing`, `EditionNotReadable`, `RulePackMissing`, `EditionTooEarly`, `EditionUnexplained`.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    if not note.strip():
        raise EditionUnexplained
    if valid_from < today(clock):
        raise EditionTooEarly
    key = f"{base}{MARK}{1 + _count(session, base)}"
    edition(key, base, page, valid_from)
    row = PackEdition(
        key=key, base=base, page=page, note=note.strip()[:500], valid_from_on=valid_from, proposed_by=officer.name,
        proposed_at=clock.now(), state="proposed", reference="", decided_by="",
    )  # fmt: skip
    session.add(row)
    facts = {"note": row.note, "valid_from_on": valid_from, "changes": _told(row)}
    journal.append(session, clock, CHAIN, "edition_proposed", key, officer.name, facts)
    session.flush()
    return row


def _count(session: Session, base: str) -> int:
    return session.scalar(select(func.count()).select_from(PackEdition).where(PackEdition.base == base)) or 0


def _told(row: PackEdition) -> list[dict[str, str]]:
    return [
        {"name": name, "before": str(before), "after": str(after)}
        for name, before, after in differences(row.base, row.page)
    ]


def approve_edition(session: Session, clock: Clock, officer: Officer, key: str, reference: str) -> PackEdition:
    """Bring an edition into force from its day on, by the decision named.

    Raises `RoleMissing`, `EditionNotFound`, `EditionDecided`, `OwnEdition`, `EditionTooEarly`, `EditionUnexplained`.
    """
    row = _open(session, clock, officer, key)
    if row.proposed_by == officer.name:
        raise OwnEdition
    if row.valid_from_on < today(clock):
        raise EditionTooEarly
    if not reference.strip():
        raise EditionUnexplained
    return _decide(session, clock, officer, row, "approved", reference)


def reject_edition(session: Session, clock: Clock, officer: Officer, key: str, reason: str) -> PackEdition:
    """Turn an edition down, for a reason. Raises what `approve_edition` raises."""
    row = _open(session, clock, officer, key)
    if row.proposed_by == officer.name:
        raise OwnEdition
    if not reason.strip():
        raise EditionUnexplained
    return _decide(session, clock, officer, row, "rejected", reason)


def _open(session: Session, clock: Clock, officer: Officer, key: str) -> PackEdition:
    require_role(session, clock, officer, ADMINISTRATOR)
    row = session.scalar(select(PackEdition).where(PackEdition.key == key).with_for_update())
    if row is None:
        raise EditionNotFound(key=key)
    if row.state != "proposed":
        raise EditionDecided(key=key)
    return row


def _decide(session: Session, clock: Clock, officer: Officer, row: PackEdition, state: str, words: str) -> PackEdition:
    row.state, row.reference = state, words.strip()[:200]
    row.decided_by, row.decided_at = officer.name, clock.now()
    facts = {"reference": row.reference, "valid_from_on": row.valid_from_on, "changes": _told(row)}
    journal.append(session, clock, CHAIN, f"edition_{state}", row.key, officer.name, facts)
    session.flush()
    return row


def editions(session: Session, clock: Clock, officer: Officer) -> Sequence[PackEdition]:
    """Every edition, newest first. Raises `RoleMissing`."""
    require_role(session, clock, officer, ADMINISTRATOR)
    return session.scalars(select(PackEdition).order_by(PackEdition.proposed_at.desc(), PackEdition.key.desc())).all()
