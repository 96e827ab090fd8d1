"""A version is brought back into force, or let go out of it: one asks with his reason, a second person carries it out.

No version is ever deleted, and what runs goes on where it runs.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.handling import ReasonMissing
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.studio.consequences import consequences
from cases.tables import Officer, VersionProposal
from engine import journal
from engine.definitions import AlreadyRetired, NeverApproved, bring_back, retire
from engine.tables import Definition
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid, NotFound

BRING_BACK, RETIRE = "bring_back", "retire"
LIMIT_REASON = 2000


class ProposalOpen(Conflict):
    """Something is proposed about this version already. Decide on that first."""

    code = "proposal_open"


class ProposalUnknown(NotFound):
    """There is no such proposal, or it has been decided."""

    code = "proposal_unknown"


class DayPast(Invalid):
    """A version cannot be brought back into force from a day that has passed. Choose today or later."""

    code = "day_past"


class VersionNeeded(Conflict):
    """{count} places in other procedures call this one, first in {name}, and no other version would take its place.
    Change those first, or bring another version into force.
    """

    code = "version_needed"


class AskedYourself(Conflict):
    """You asked for this yourself. A second person has to carry it out."""

    code = "asked_yourself"


class ClosingNotConfirmed(Invalid):
    """Nobody could hand in a dossier of this procedure any more. Confirm that this is meant."""

    code = "closing_not_confirmed"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: bring_back from `day`, or retire with `day` as the last one."""

    act: str
    day: date
    reason: str
    reference: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that is open; `asked_by_name` is a full name."""

    id: str
    definition_id: str
    version: int
    act: str
    day: date
    reference: str
    reason: str
    asked_by: str
    asked_by_name: str
    asked_at: datetime


def ask(
    session: Session, clock: Clock, officer: Officer, definition_id: str, wish: Wish, four_eyes: bool
) -> VersionProposal:
    """Propose it; where no second person is asked for, it is carried out at once.

    Raises `RoleMissing`, `ReasonMissing`, `ProposalOpen`, `DayPast`, `VersionNeeded`, `ClosingNotConfirmed`, and
    what the act itself refuses.
    """
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    row = session.get(Definition, definition_id, with_for_update=True)
    if row is None:
        raise NotFound
    _check(session, clock, officer, row, wish)
    proposal = VersionProposal(
        definition_id=definition_id, act=wish.act, on_day=wish.day, reference=wish.reference[:200],
        reason=wish.reason.strip()[:LIMIT_REASON], asked_by=officer.name, asked_at=clock.now(),
    )  # fmt: skip
    session.add(proposal)
    session.flush()
    facts = {"act": wish.act, "day": wish.day, "reason": proposal.reason, "version": row.version}
    journal.append(session, clock, _chain(row), "version_proposed", row.id, officer.name, facts)
    if not four_eyes:
        _carry_out(session, clock, officer, row, proposal)
    return proposal


def _check(session: Session, clock: Clock, officer: Officer, row: Definition, wish: Wish) -> None:
    if not wish.reason.strip():
        raise ReasonMissing
    if row.state == "draft":
        raise NeverApproved
    if open_proposal(session, row.id) is not None:
        raise ProposalOpen
    if wish.act == BRING_BACK:
        if wish.day < today(clock):
            raise DayPast
        return
    if row.state == "retired":
        raise AlreadyRetired
    _check_needed(session, clock, officer, row, wish)


def _check_needed(session: Session, clock: Clock, officer: Officer, row: Definition, wish: Wish) -> None:
    found = consequences(session, clock, officer, row.id, max(wish.day, today(clock)) + timedelta(days=1))
    if found.is_needed:
        raise VersionNeeded(count=len(found.callers), name=found.callers[0].name)
    if found.closes and not wish.is_confirmed:
        raise ClosingNotConfirmed


def grant(session: Session, clock: Clock, officer: Officer, proposal_id: str, four_eyes: bool) -> VersionProposal:
    """Carry it out as the second person. Raises `RoleMissing`, `ProposalUnknown`, `AskedYourself`, as `ask` besides."""
    require_role(session, clock, officer, ADMINISTRATOR)
    proposal, row = _held(session, proposal_id)
    if four_eyes and proposal.asked_by == officer.name:
        raise AskedYourself
    if proposal.act == RETIRE:
        wish = Wish(RETIRE, proposal.on_day, proposal.reason, is_confirmed=True)
        _check_needed(session, clock, officer, row, wish)
    _carry_out(session, clock, officer, row, proposal)
    return proposal


def decline(session: Session, clock: Clock, officer: Officer, proposal_id: str) -> VersionProposal:
    """Do not do it: an administrator's word, or that of whoever asked. Raises `RoleMissing`, `ProposalUnknown`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    proposal, row = _held(session, proposal_id)
    if proposal.asked_by != officer.name:
        require_role(session, clock, officer, ADMINISTRATOR)
    _decide(clock, officer, proposal, "declined")
    facts = {"act": proposal.act, "version": row.version}
    journal.append(session, clock, _chain(row), "version_proposal_declined", row.id, officer.name, facts)
    return proposal


def _held(session: Session, proposal_id: str) -> tuple[VersionProposal, Definition]:
    proposal = session.get(VersionProposal, proposal_id)
    if proposal is None:
        raise ProposalUnknown
    row = session.get_one(Definition, proposal.definition_id, with_for_update=True)
    session.refresh(proposal, with_for_update=True)
    if proposal.state != "open":
        raise ProposalUnknown
    return proposal, row


def _carry_out(session: Session, clock: Clock, officer: Officer, row: Definition, proposal: VersionProposal) -> None:
    """Asked for before its day came: a version comes back today at the earliest."""
    if proposal.act == BRING_BACK:
        first = max(proposal.on_day, today(clock))
        bring_back(session, clock, row.id, officer.name, first, proposal.reference)
    else:
        retire(session, clock, row.id, officer.name, proposal.on_day, proposal.reason)
    _decide(clock, officer, proposal, "carried_out")
    session.flush()


def _decide(clock: Clock, officer: Officer, proposal: VersionProposal, state: str) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, officer.name, clock.now()


def _chain(row: Definition) -> str:
    return f"definition:{row.key}"[:64]


def open_proposal(session: Session, definition_id: str) -> VersionProposal | None:
    """What is proposed about a version and not decided."""
    is_open = (VersionProposal.definition_id == definition_id, VersionProposal.state == "open")
    return session.scalar(select(VersionProposal).where(*is_open))


def waiting_proposals(session: Session, slug: str) -> tuple[Waiting, ...]:
    """What is proposed about the versions of a procedure, oldest first."""
    rows = session.execute(
        select(VersionProposal, Definition.version, Officer.full_name)
        .join(Definition, Definition.id == VersionProposal.definition_id)
        .outerjoin(Officer, Officer.name == VersionProposal.asked_by)
        .where(Definition.key == slug, VersionProposal.state == "open")
        .order_by(VersionProposal.asked_at)
    )
    return tuple(
        Waiting(
            row.id, row.definition_id, version, row.act, row.on_day, row.reference, row.reason, row.asked_by,
            name or row.asked_by, row.asked_at,
        )
        for row, version, name in rows
    )  # fmt: skip
