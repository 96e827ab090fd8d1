"""A citizen at the online door: a visit of his browser, the dossier he may look at, and what he may do with it.

He proves that a dossier is his by its code and a second factor: the identity number or the phone number he gave. From
then on his visit opens this one dossier and nothing else. What he does passes the counter of the receiving unit, as if
he stood there: the same rules, under his own name in the journal.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases import handling, ratings, tries
from cases.papers import PaperBrought
from cases.reach import prime
from cases.tables import CitizenVisit, Dossier, Officer, Person, Rating, Unit
from ground.clock import Clock
from ground.errors import Forbidden

# What the journal writes where an applicant acts himself.
APPLICANT = "nguoi_nop"
COUNTER = "bo_phan_mot_cua"
IDLE, LASTS = timedelta(minutes=30), timedelta(days=7)
FREE_TRIES = 5


class FactorWrong(Forbidden):
    """The code and the number do not belong together. Type the code on your receipt and the number you gave with it."""

    code = "factor_wrong"


class VisitOver(Forbidden):
    """You have not looked at the dossier for a while. Show the code and your number again."""

    code = "visit_over"


@dataclass(frozen=True, slots=True)
class Welcome:
    """A visit and the token that goes into the cookie, and nowhere else."""

    token: str
    visit: CitizenVisit


def begin(session: Session, clock: Clock) -> Welcome:
    """A new visit; those that have ended are forgotten, with their drafts."""
    now = clock.now()
    session.execute(delete(CitizenVisit).where(CitizenVisit.ends_at < now))
    token = secrets.token_urlsafe(32)
    visit = CitizenVisit(
        token_digest=_digest(token), csrf=secrets.token_urlsafe(32), began_at=now, seen_at=now, ends_at=now + LASTS
    )
    session.add(visit)
    session.flush()
    return Welcome(token, visit)


def visit_of(session: Session, clock: Clock, token: str) -> CitizenVisit | None:
    """The visit of this token; None when it has ended or never was."""
    visit = session.get(CitizenVisit, _digest(token)) if token else None
    return visit if visit is not None and visit.ends_at > clock.now() else None


def show(session: Session, clock: Clock, visit: CitizenVisit, code: str, factor: str, address: str) -> Dossier:
    """Open a dossier to this visit. Raises `FactorWrong`, and `TriesDelayed` for who guesses.

    An unknown code is told in the same words as a wrong number, so that codes cannot be found out this way.
    """
    for kind, worth in (("code", code), ("address", address)):
        tries.require_patience(session, clock, kind, worth)
    row = session.execute(
        select(Dossier, Person).join(Person, Person.id == Dossier.person_id).where(Dossier.code == code)
    ).one_or_none()
    if row is None or not _is_his(row[1], factor):
        tries.note_failure(session, clock, "code", code, FREE_TRIES)
        tries.note_failure(session, clock, "address", address, FREE_TRIES * 4)
        # As at the log-in: the refusal that follows rolls everything else back, its trace must stay.
        session.commit()
        raise FactorWrong
    tries.forget(session, "code", code)
    dossier: Dossier = row[0]
    open_to(clock, visit, dossier)
    return dossier


def open_to(clock: Clock, visit: CitizenVisit, dossier: Dossier) -> None:
    """From now on the visit may look at this dossier."""
    visit.dossier_id, visit.shown_at, visit.seen_at = dossier.id, clock.now(), clock.now()
    visit.store_at = None


def leave(visit: CitizenVisit) -> None:
    """The dossier is closed to this browser; drafts stay."""
    visit.dossier_id, visit.shown_at, visit.store_at = None, None, None


def dossier_of(session: Session, clock: Clock, visit: CitizenVisit | None) -> Dossier:
    """The dossier this visit may look at. Raises `VisitOver` after half an hour without a look."""
    if visit is None or visit.dossier_id is None or clock.now() - visit.seen_at > IDLE:
        raise VisitOver
    return session.get_one(Dossier, visit.dossier_id)


def _is_his(person: Person, factor: str) -> bool:
    given = plain(factor)
    known = [plain(number) for number in (person.identity, person.phone) if len(plain(number)) >= 6]
    return any(hmac.compare_digest(given.encode(), each.encode()) for each in known)


def plain(number: str) -> str:
    """A number as it is compared: letters and digits only, +84 as 0."""
    text = re.sub(r"[^0-9A-Za-z+]", "", number).upper()
    return "0" + text.removeprefix("+84") if text.startswith("+84") else text.replace("+", "")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def at_the_counter(session: Session, unit: Unit) -> Officer:
    """The applicant as the desk's acts know him: somebody at this unit's counter, never stored, never logged in."""
    applicant = Officer(id=f"{APPLICANT}@{unit.id}", name=APPLICANT, full_name="Người nộp hồ sơ", unit_id=unit.id)
    prime(session, applicant, f"{COUNTER}\t{unit.id}\t")
    return applicant


def answer_supplement(
    session: Session, clock: Clock, dossier: Dossier, papers: tuple[PaperBrought, ...], note: str
) -> None:
    """Send what was asked for; its files were filed before. Raises what `supplement_answered` refuses."""
    applicant = at_the_counter(session, session.get_one(Unit, dossier.unit_id))
    handling.supplement_answered(session, clock, applicant, dossier.code, papers, note)


def withdraw(session: Session, clock: Clock, dossier: Dossier, reason: str) -> None:
    """Take the dossier back. Raises `ReasonMissing`, `WithdrawalTooLate`."""
    applicant = at_the_counter(session, session.get_one(Unit, dossier.unit_id))
    handling.withdraw(session, clock, applicant, dossier.code, reason)


def rate(session: Session, clock: Clock, dossier: Dossier, level: str, remark: str) -> Rating:
    """Say how it was: once. Raises what `ratings.rate` refuses."""
    applicant = at_the_counter(session, session.get_one(Unit, dossier.unit_id))
    return ratings.rate(session, clock, applicant, dossier.code, level, remark, channel="online")
