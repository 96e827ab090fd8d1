"""A person's own store: papers he keeps with us to use again, by his consent and with every use shown to him.

It opens to a browser that looks at a dossier whose identity an officer has checked, once both numbers given with it
are typed: more than the dossier itself asks for. What he consents to is journaled, on a chain without his number.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from cases import tries
from cases.citizens import APPLICANT, dossier_of, plain
from cases.editions import pack_in_force
from cases.filing import Kept
from cases.folding import compose
from cases.reuse import Holder, own_chain
from cases.tables import CitizenVisit, Dossier, OwnPaper, PaperConsent, PaperUse, Person
from engine import journal
from ground.clock import Clock, today
from ground.errors import Conflict, Forbidden, Invalid, NotFound

OWNER = "chu_giay_to"
MOST_PAPERS = 60
FREE_TRIES = 5
LIMIT_TITLE, LIMIT_NUMBER = 500, 100


class StoreNeedsDossier(Forbidden):
    """Your papers open from one of your dossiers: show its code and your number first."""

    code = "store_needs_dossier"


class StoreShut(Forbidden):
    """Type both numbers that belong to this dossier to open your papers."""

    code = "store_shut"


class StoreNumbersWrong(Forbidden):
    """These are not both numbers given with the dossier. Type the identity number and the phone number."""

    code = "store_numbers_wrong"


class StoreNotYours(Forbidden):
    """Your papers open once an officer has checked your identity. Show your card at a counter, then come back here."""

    code = "store_not_yours"


class OwnPaperNotFound(NotFound):
    """There is no such paper among yours."""

    code = "own_paper_not_found"


class OwnPaperUnnamed(Invalid):
    """Say what paper it is."""

    code = "own_paper_unnamed"


class OwnPaperDated(Invalid):
    """The days do not fit: a paper is issued today at the latest and is good until that day or later."""

    code = "own_paper_dated"


class StoreFull(Conflict):
    """Your store holds {limit} papers at most. Take out those that are no longer needed."""

    code = "store_full"


@dataclass(frozen=True, slots=True)
class About:
    """What its owner says of a paper: which kind, its number and days."""

    component: str
    title: str
    number: str = ""
    issued_on: date | None = None
    valid_until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A paper went into a dossier."""

    code: str
    procedure_name: str
    used_at: datetime
    by_owner: bool


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A paper as its owner sees it: what he has consented to, and who used it when."""

    paper: OwnPaper
    consents: tuple[PaperConsent, ...]
    uses: tuple[Use, ...]
    is_over: bool


def open_store(
    session: Session, clock: Clock, visit: CitizenVisit, identity: str, phone: str, address: str
) -> Holder:  # fmt: skip
    """Open the store of the person whose dossier this visit looks at.

    Raises `VisitOver`, `StoreNotYours`, `StoreNumbersWrong`, and `TriesDelayed` for who guesses.
    """
    dossier = dossier_of(session, clock, visit)
    holder = _owner(session, dossier)
    person = session.get_one(Person, dossier.person_id)
    for kind, worth in (("store", dossier.code), ("address", address)):
        tries.require_patience(session, clock, kind, worth)
    pairs = ((identity, person.identity), (phone, person.phone))
    if not all(_same(given, known) for given, known in pairs):
        tries.note_failure(session, clock, "store", dossier.code, FREE_TRIES)
        tries.note_failure(session, clock, "address", address, FREE_TRIES * 4)
        # As at the log-in: the refusal that follows rolls everything else back, its trace must stay.
        session.commit()
        raise StoreNumbersWrong
    tries.forget(session, "store", dossier.code)
    visit.store_at = clock.now()
    journal.append(session, clock, own_chain(holder.kind, holder.identity), "own_store_opened", "", OWNER, {})
    return holder


def _same(given: str, known: str) -> bool:
    return len(plain(known)) >= 6 and hmac.compare_digest(plain(given).encode(), plain(known).encode())


def _owner(session: Session, dossier: Dossier) -> Holder:
    """Whose store this dossier can open. A number nobody has checked, or typed by another, opens none."""
    person = session.get_one(Person, dossier.person_id)
    holder = Holder(person.kind, person.identity)
    if not dossier.identified_by or dossier.representative is not None or not holder.is_known:
        raise StoreNotYours
    return holder


def holder_of(session: Session, clock: Clock, visit: CitizenVisit | None) -> Holder:
    """Whose store this visit has opened. Raises `VisitOver`, `StoreNotYours`, `StoreShut`."""
    dossier = dossier_of(session, clock, visit)
    holder = _owner(session, dossier)
    if visit is None or visit.store_at is None:
        raise StoreShut
    visit.seen_at = clock.now()
    return holder


def keep(session: Session, clock: Clock, holder: Holder, about: About, kept: Kept) -> OwnPaper:
    """Lay a file that was looked through into the store. The same bytes a second time change nothing.

    Raises `OwnPaperUnnamed`, `OwnPaperDated`, `StoreFull`.
    """
    title = compose(about.title)[:LIMIT_TITLE]
    if not title or not about.component:
        raise OwnPaperUnnamed
    issued, until = about.issued_on, about.valid_until_on
    if (issued is not None and issued > today(clock)) or (issued and until and until < issued):
        raise OwnPaperDated
    wanted = _his(holder, OwnPaper.component == about.component, OwnPaper.digest == kept.digest)
    same = session.scalars(wanted).first()
    if same is not None:
        return same
    if _count(session, holder) >= MOST_PAPERS:
        raise StoreFull(limit=MOST_PAPERS)
    upload = kept.upload
    row = OwnPaper(
        owner_kind=holder.kind, owner_identity=holder.identity, component=about.component, title=title,
        number=compose(about.number)[:LIMIT_NUMBER], issued_on=issued, valid_until_on=until, name=upload.name,
        kind=upload.kind, media_type=upload.media_type, size=upload.size, pages=upload.pages, digest=kept.digest,
        verdict=kept.finding, kept_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _tell(session, clock, row, "own_paper_kept", {"component": row.component, "digest": row.digest})
    return row


def remove(session: Session, clock: Clock, holder: Holder, paper_id: str) -> None:
    """Take a paper out: nobody uses it any more; dossiers it went into keep it. Raises `OwnPaperNotFound`."""
    row = paper_for(session, holder, paper_id)
    row.removed_at = clock.now()
    _tell(session, clock, row, "own_paper_removed", {"component": row.component})


def consent(
    session: Session, clock: Clock, holder: Holder, paper_id: str, procedure: str = "", is_once: bool = False
) -> PaperConsent:  # fmt: skip
    """Let a paper be used: for one procedure or any, once or until he says no. Raises `OwnPaperNotFound`."""
    row = paper_for(session, holder, paper_id)
    given = PaperConsent(paper_id=row.id, procedure=procedure, is_once=is_once, given_at=clock.now())
    session.add(given)
    session.flush()
    facts = {"component": row.component, "procedure": procedure, "is_once": is_once}
    _tell(session, clock, row, "paper_consent_given", facts)
    return given


def say_no(session: Session, clock: Clock, holder: Holder, consent_id: str) -> None:
    """Withdraw a consent, from now on. Raises `OwnPaperNotFound`."""
    given = session.scalar(select(PaperConsent).where(PaperConsent.id == consent_id).with_for_update())
    if given is None:
        raise OwnPaperNotFound
    row = paper_for(session, holder, given.paper_id)
    if given.withdrawn_at is None:
        given.withdrawn_at = clock.now()
        facts = {"component": row.component, "procedure": given.procedure}
        _tell(session, clock, row, "paper_consent_withdrawn", facts)


def paper_for(session: Session, holder: Holder, paper_id: str) -> OwnPaper:
    """One of his papers. Raises `OwnPaperNotFound` for anybody else's."""
    row = session.scalars(_his(holder, OwnPaper.id == paper_id)).first()
    if row is None:
        raise OwnPaperNotFound
    return row


def written_anew(session: Session, clock: Clock) -> frozenset[str]:
    """The kinds of paper nobody keeps: requests and declarations."""
    return pack_in_force(session, today(clock)).reuse.never


def papers_of(session: Session, clock: Clock, holder: Holder) -> tuple[OwnLine, ...]:
    """All of them, the newest first, with consents and uses."""
    rows = session.scalars(_his(holder).order_by(OwnPaper.kept_at.desc(), OwnPaper.id)).all()
    consents, uses = _consents(session, rows), _uses(session, rows)
    on = today(clock)
    return tuple(
        OwnLine(
            row, consents.get(row.id, ()), uses.get(row.id, ()),
            row.valid_until_on is not None and row.valid_until_on < on,
        )
        for row in rows
    )  # fmt: skip


def _his(holder: Holder, *more: ColumnElement[bool]) -> Select[OwnPaper]:
    return select(OwnPaper).where(
        OwnPaper.owner_kind == holder.kind, OwnPaper.owner_identity == holder.identity, OwnPaper.removed_at.is_(None),
        *more,
    )  # fmt: skip


def _count(session: Session, holder: Holder) -> int:
    return session.scalar(select(func.count()).select_from(_his(holder).subquery())) or 0


def _consents(session: Session, rows: Sequence[OwnPaper]) -> dict[str, tuple[PaperConsent, ...]]:
    """Those that hold: neither withdrawn nor used up."""
    found: dict[str, tuple[PaperConsent, ...]] = {}
    wanted = select(PaperConsent).where(
        PaperConsent.paper_id.in_([row.id for row in rows]), PaperConsent.withdrawn_at.is_(None)
    )
    for each in session.scalars(wanted.order_by(PaperConsent.given_at, PaperConsent.id)):
        if not (each.is_once and each.used_at is not None):
            found[each.paper_id] = (*found.get(each.paper_id, ()), each)
    return found


def _uses(session: Session, rows: Sequence[OwnPaper]) -> dict[str, tuple[Use, ...]]:
    found: dict[str, tuple[Use, ...]] = {}
    wanted = (
        select(PaperUse, Dossier.code, Dossier.procedure_name)
        .join(Dossier, Dossier.id == PaperUse.dossier_id)
        .where(PaperUse.paper_id.in_([row.id for row in rows]))
        .order_by(PaperUse.used_at.desc(), PaperUse.id)
    )
    for use, code, name in session.execute(wanted):
        line = Use(code, name, use.used_at, use.used_by == APPLICANT)
        found[use.paper_id] = (*found.get(use.paper_id, ()), line)
    return found


def _tell(session: Session, clock: Clock, row: OwnPaper, name: str, facts: Mapping[str, Any]) -> None:
    chain = own_chain(row.owner_kind, row.owner_identity)
    journal.append(session, clock, chain, name, row.id, OWNER, dict(facts))
