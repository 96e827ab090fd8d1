"""An application written at home: a draft that is kept, files laid in the vault, looked over once more, then sent.

What is sent is received like at the counter (`reception.receive`), over the channel `online`: the answer is due within
eight working hours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases import filing, forms, ownpapers, reception
from cases.citizens import COUNTER, at_the_counter, open_to
from cases.desk import Desk
from cases.editions import pack_in_force
from cases.intake import Applicant, Intake, person_of
from cases.papers import PaperBrought, PaperUnknown
from cases.procedure import active_procedure
from cases.reuse import Found, Holder, Look, OfferGone, ladder, look_of
from cases.tables import CitizenVisit, Dossier, OnlineDraft, RoleHolding, Unit, new_id
from ground.clock import Clock, today
from ground.errors import Conflict, Forbidden, Invalid, Problem

MOST_FILES = 30
RETURN_WAYS = ("online", "counter", "post")


class CounterUnknown(Invalid):
    """Choose the agency the application goes to."""

    code = "counter_unknown"


class NumberMissing(Invalid):
    """Give an identity number or a phone number: with it and the code you find the dossier again."""

    code = "number_missing"


class PromiseMissing(Invalid):
    """Read everything once more and tick that it is true before you send it."""

    code = "promise_missing"


class DraftFull(Conflict):
    """A draft holds {limit} files at most. Take out those you do not need."""

    code = "draft_full"


class DraftGone(Conflict):
    """There is no draft of this application any more: it was sent already, or thrown away."""

    code = "draft_gone"


class ApplicantDiffers(Invalid):
    """Papers of your own go with an application in your own name. Correct the applicant, or take those papers out."""

    code = "applicant_differs"


@dataclass(frozen=True, slots=True)
class Sent:
    """What is written down of an application: whose it is, where it goes, how the result is wanted, the answers."""

    applicant: Applicant
    counter: str
    return_way: str
    answers: Mapping[str, Any]


def counters(session: Session, clock: Clock) -> tuple[tuple[str, str], ...]:
    """The agencies that have a one-stop counter now: code and name, by name."""
    on = today(clock)
    holding = select(RoleHolding.unit_id).where(RoleHolding.role == COUNTER)
    rows = session.scalars(select(Unit).where(Unit.id.in_(holding)).order_by(Unit.name))
    return tuple(
        (unit.code, unit.name) for unit in rows
        if (unit.valid_from_on or on) <= on <= (unit.valid_until_on or on)
    )  # fmt: skip


def draft_of(session: Session, visit: CitizenVisit, procedure: str) -> OnlineDraft | None:
    """The draft of this procedure in this browser."""
    wanted = select(OnlineDraft).where(OnlineDraft.visit == visit.token_digest, OnlineDraft.procedure == procedure)
    return session.scalar(wanted)


def drafts_of(session: Session, visit: CitizenVisit) -> Sequence[OnlineDraft]:
    """All of them, the newest first."""
    wanted = select(OnlineDraft).where(OnlineDraft.visit == visit.token_digest)
    return session.scalars(wanted.order_by(OnlineDraft.saved_at.desc())).all()


def keep_draft(
    session: Session, clock: Clock, visit: CitizenVisit, procedure: str, typed: Mapping[str, Any]
) -> OnlineDraft:
    """Keep what was typed, right or wrong. `typed` is plain JSON."""
    draft = draft_of(session, visit, procedure)
    if draft is None:
        draft = OnlineDraft(id=new_id(), visit=visit.token_digest, procedure=procedure, files=[])
        session.add(draft)
    draft.typed, draft.saved_at = dict(typed), clock.now()
    session.flush()
    return draft


def throw_away(session: Session, visit: CitizenVisit, procedure: str) -> None:
    """Forget a draft; no error when there is none."""
    gone = delete(OnlineDraft).where(OnlineDraft.visit == visit.token_digest, OnlineDraft.procedure == procedure)
    session.execute(gone)


def add_file(
    session: Session, clock: Clock, visit: CitizenVisit, procedure: str, component: str, kept: filing.Kept
) -> None:
    """Put a file that lies in the vault into the draft. Raises `DraftGone`, `DraftFull`, `PaperUnknown`."""
    draft = draft_of(session, visit, procedure)
    if draft is None:
        raise DraftGone
    _, bundle = active_procedure(session, procedure, today(clock))
    if component not in {each.code for each in bundle.sheet.component}:
        raise PaperUnknown(code=component)
    if len(draft.files) >= MOST_FILES:
        raise DraftFull(limit=MOST_FILES)
    line = {
        "component": component, "digest": kept.digest, "name": kept.upload.name, "size": kept.upload.size,
        "finding": kept.finding,
    }  # fmt: skip
    if line not in draft.files:
        draft.files = [*draft.files, line]
    draft.saved_at = clock.now()


def take_out(session: Session, visit: CitizenVisit, procedure: str, component: str, digest: str) -> None:
    """Take a file out of the draft again."""
    draft = draft_of(session, visit, procedure)
    if draft is not None:
        draft.files = [each for each in draft.files if (each["component"], each["digest"]) != (component, digest)]


def _holder(session: Session, clock: Clock, visit: CitizenVisit) -> Holder:
    """Whose store this visit has opened; nobody's where it has opened none."""
    try:
        return ownpapers.holder_of(session, clock, visit)
    except Forbidden:
        return Holder("citizen", "")


def is_open(visit: CitizenVisit) -> bool:
    """Whether this visit has opened its person's store."""
    return visit.store_at is not None


def _look(session: Session, clock: Clock, procedure: str, holder: Holder) -> Look:
    on = today(clock)
    return look_of(clock, holder, active_procedure(session, procedure, on)[1], pack_in_force(session, on))


def found(session: Session, clock: Clock, visit: CitizenVisit, procedure: str) -> Mapping[str, Found]:
    """By component what need not be asked for, once the applicant has opened his store; else only which database of
    the State replaces which paper.
    """
    return ladder(session, clock, _look(session, clock, procedure, _holder(session, clock, visit)), is_owner=True)


def reuse(session: Session, clock: Clock, visit: CitizenVisit, procedure: str, component: str, offer: str) -> None:
    """Choose a paper that is here already, or none (empty). Raises `DraftGone`, `OfferGone`."""
    draft = draft_of(session, visit, procedure)
    if draft is None:
        raise DraftGone
    kept = {code: chosen for code, chosen in draft.reused.items() if code != component}
    if offer:
        here = found(session, clock, visit, procedure).get(component)
        if here is None or offer not in {each.id for each in here.offers}:
            raise OfferGone(code=component)
        kept[component] = offer
    draft.reused, draft.saved_at = kept, clock.now()


def check_reused(session: Session, clock: Clock, visit: CitizenVisit, procedure: str, sent: Sent) -> None:
    """Raises `ApplicantDiffers` or `OfferGone` where what was chosen cannot go with this application."""
    draft = draft_of(session, visit, procedure)
    if draft is None or not draft.reused:
        return
    if not _is_owner(session, clock, visit, sent):
        raise ApplicantDiffers
    here = {offer.id for each in found(session, clock, visit, procedure).values() for offer in each.offers}
    for component, offer in draft.reused.items():
        if offer not in here:
            raise OfferGone(code=component)


def check(session: Session, clock: Clock, procedure: str, sent: Sent) -> dict[str, Any]:
    """The answers as they would be kept. Raises `FormRefused`, `NumberMissing`, `CounterUnknown` …"""
    _check_person(sent)
    _check_counter(session, clock, sent)
    return _check_form(session, clock, procedure, sent)


def hindrances(session: Session, clock: Clock, procedure: str, sent: Sent) -> tuple[Problem, ...]:
    """Everything that hinders the sending, told at once; none when it is whole."""
    found: list[Problem] = []
    for look in (
        partial(_check_person, sent), partial(_check_counter, session, clock, sent),
        partial(_check_form, session, clock, procedure, sent),
    ):  # fmt: skip
        try:
            look()
        except Problem as problem:
            found.append(problem)
    return tuple(found)


def _check_person(sent: Sent) -> None:
    person = person_of(sent.applicant)
    if not (person.identity or len(person.phone) >= 6):
        raise NumberMissing


def _check_counter(session: Session, clock: Clock, sent: Sent) -> None:
    if sent.counter not in dict(counters(session, clock)):
        raise CounterUnknown


def _check_form(session: Session, clock: Clock, procedure: str, sent: Sent) -> dict[str, Any]:
    _, bundle = active_procedure(session, procedure, today(clock))
    return forms.check(bundle.form(bundle.application), sent.answers, COUNTER, clock=clock)


def look_through(desk: Desk, files: Sequence[Mapping[str, Any]]) -> list[tuple[str, filing.Kept]]:
    """Every file of a draft read once more, as it will be filed. Slow: with no transaction open."""
    trust = desk.trust()
    return [
        (each["component"], filing.look_through(desk.vault, desk.vault.read(each["digest"]), each["name"], trust))
        for each in files
    ]


def send(
    session: Session,
    clock: Clock,
    visit: CitizenVisit,
    procedure: str,
    sent: Sent,
    files: Sequence[tuple[str, filing.Kept]],
) -> Dossier:
    """Hand the application in: received online, its files filed, the draft gone, the dossier open to this visit."""
    draft = draft_of(session, visit, procedure)
    if draft is None:
        raise DraftGone
    check(session, clock, procedure, sent)
    unit = session.scalars(select(Unit).where(Unit.code == sent.counter)).one()
    applicant = at_the_counter(session, unit)
    brought: dict[str, int] = {}
    for component, _ in files:
        brought[component] = brought.get(component, 0) + 1
    reused = tuple(
        PaperBrought(code, offer=offer) for code, offer in draft.reused.items() if code not in brought
    )  # fmt: skip
    check_reused(session, clock, visit, procedure, sent)
    is_owner = _is_owner(session, clock, visit, sent)
    dossier = reception.receive(session, clock, applicant, Intake(
        procedure, sent.applicant, sent.answers,
        (*(PaperBrought(code, copies=many) for code, many in brought.items()), *reused),
        "online", counter=unit.code, return_way=sent.return_way if sent.return_way in RETURN_WAYS else "online",
        identified_by="known" if is_owner else "", is_owner=is_owner,
    ))  # fmt: skip
    for component, kept in files:
        filing.file_paper(session, clock, applicant, dossier.code, component, kept)
    throw_away(session, visit, procedure)
    open_to(clock, visit, dossier)
    session.flush()
    return dossier


def _is_owner(session: Session, clock: Clock, visit: CitizenVisit, sent: Sent) -> bool:
    """Whether who applies is the one whose store this visit has opened."""
    person, holder = person_of(sent.applicant), _holder(session, clock, visit)
    return holder.is_known and (person.kind, person.identity) == (holder.kind, holder.identity)
