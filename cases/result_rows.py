"""The result on its way: drafted, reviewed and signed, numbered, issued, returned. Bytes are made by `operations`."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.authority import authority_of, words_of
from cases.counting import next_serial
from cases.procedure import Procedure
from cases.sheet import ResultKind
from cases.tables import Dossier, Result
from engine import journal
from engine.tables import Entry
from ground.clock import Clock, today
from ground.errors import Conflict, NotFound

STATES = ("drafted", "signed", "numbered", "issued", "returned")


class ResultMissing(NotFound):
    """The dossier {code} has no result to go on with. Draft it first."""

    code = "result_missing"


class ResultOutOfOrder(Conflict):
    """The result of {code} is {state}; this step needs it to be {wanted}."""

    code = "result_out_of_order"


class DraftNotApproved(Conflict):
    """Nobody has agreed to the draft of {code} as it is now. Lead the dossier back to the step of its signing."""

    code = "draft_not_approved"


class ResultUnknown(NotFound):
    """The procedure has no result called {key}. Correct the sheet or the drawing."""

    code = "result_unknown"


def kind_of(procedure: Procedure, key: str) -> ResultKind:
    """What the sheet says about this result; without a key, its only or first one. Raises `ResultUnknown`."""
    kind = procedure.sheet.result_of(key) if key else next(iter(procedure.sheet.result), None)
    if kind is None:
        raise ResultUnknown(key=key or "–")
    return kind


def draft(
    session: Session, clock: Clock, dossier: Dossier, kind: ResultKind, digest: str, by: str, signer: str = ""
) -> Result:
    """Keep a draft, drawn in the name of `signer`; one drafted before and not signed gives way.

    Raises `ResultOutOfOrder` once a result is signed.
    """
    if any_signed(session, dossier):
        raise ResultOutOfOrder(code=dossier.code, state="signed", wanted="drafted")
    before = current(session, dossier)
    if before is not None and (before.key, before.draft_digest) == (kind.key, digest):
        before.drafted_for = signer
        return before
    session.execute(delete(Result).where(Result.dossier_id == dossier.id))
    result = Result(
        dossier_id=dossier.id, key=kind.key, kind=kind.kind, state="drafted", draft_digest=digest,
        unit_id=issuing_unit(dossier, kind), drafted_at=clock.now(), drafted_for=signer,
    )  # fmt: skip
    session.add(result)
    facts = {"key": kind.key, "kind": kind.kind, "digest": digest}
    journal.append(session, clock, dossier.instance_id, "result_drafted", dossier.code, by, facts)
    session.flush()
    return result


def is_approved(session: Session, dossier: Dossier) -> bool:
    """Whether a leader has agreed to the draft as it is: then nothing draws it anew."""
    result = current(session, dossier)
    return result is not None and result.approved_digest is not None


def require_approval(result: Result, code: str, by: str) -> None:
    """Raises `DraftNotApproved` unless the officer agreed to these very bytes."""
    if (result.approved_digest, result.approved_by) != (result.draft_digest, by):
        raise DraftNotApproved(code=code)


def sign(session: Session, clock: Clock, dossier: Dossier, digest: str, by: str) -> Result:
    """Note the signed bytes: from here on the applicant cannot withdraw."""
    result = _in_state(session, dossier, "drafted")
    result.state, result.signed_digest, result.signed_by, result.signed_at = "signed", digest, by, clock.now()
    result.signed_as = words_of(authority_of(session, by, result.unit_id, dossier.procedure, today(clock)))
    facts = {"key": result.key, "digest": digest, "signed_as": result.signed_as}
    journal.append(session, clock, dossier.instance_id, "result_signed", dossier.code, by, facts)
    session.flush()
    return result


def number(session: Session, clock: Clock, dossier: Dossier, kind: ResultKind, by: str) -> Result:
    """Give the next number of the unit's book of this kind and year, in this very transaction: unique and without
    gaps.
    """
    result = _in_state(session, dossier, "signed")
    on = today(clock)
    result.book, result.year, result.issued_on = kind.number or kind.key, on.year, on
    result.serial = next_serial(session, issuing_unit(dossier, kind), result.book, on.year)
    result.number = full_number(kind, result.serial)
    result.state, result.numbered_at = "numbered", clock.now()
    facts = {"key": result.key, "number": result.number, "book": result.book, "year": result.year}
    journal.append(session, clock, dossier.instance_id, "result_numbered", dossier.code, by, facts)
    session.flush()
    return result


def full_number(kind: ResultKind, serial: int) -> str:
    """The number as it stands on the document: `07/GXN-SNV`; below ten with a leading zero (Decree 30/2020)."""
    return f"{serial:02d}/{kind.symbol or kind.number or kind.key.upper()}"


def issue(session: Session, clock: Clock, dossier: Dossier, digest: str, by: str) -> Result:
    """Note the bytes that leave the house: signed, numbered, dated and sealed."""
    result = _in_state(session, dossier, "numbered")
    result.state, result.issued_digest, result.issued_at = "issued", digest, clock.now()
    facts = {"key": result.key, "number": result.number, "digest": digest}
    journal.append(session, clock, dossier.instance_id, "result_issued", dossier.code, by, facts)
    session.flush()
    return result


def mark_returned(session: Session, clock: Clock, dossier: Dossier, by: str) -> None:
    """The result is in the applicant's hands."""
    result = current(session, dossier)
    if result is None or result.state != "issued":
        return
    result.state, result.returned_at = "returned", clock.now()
    facts = {"key": result.key, "number": result.number}
    journal.append(session, clock, dossier.instance_id, "result_returned", dossier.code, by, facts)


def current(session: Session, dossier: Dossier) -> Result | None:
    """The dossier's result, as far as it has come."""
    newest = select(Result).where(Result.dossier_id == dossier.id).order_by(Result.drafted_at.desc()).limit(1)
    return session.scalar(newest)


def issuing_unit(dossier: Dossier, kind: ResultKind) -> str:
    """Which of the dossier's two units issues this result, and whose book its number comes from."""
    return dossier.unit_id if kind.unit == "receiving" else dossier.handling_unit_id


def any_signed(session: Session, dossier: Dossier) -> bool:
    """Whether a result of this dossier has been signed."""
    return (
        session.scalar(select(Result.id).where(Result.dossier_id == dossier.id, Result.state != "drafted")) is not None
    )


def _in_state(session: Session, dossier: Dossier, wanted: str) -> Result:
    result = current(session, dossier)
    if result is None:
        raise ResultMissing(code=dossier.code)
    if result.state != wanted:
        raise ResultOutOfOrder(code=dossier.code, state=result.state, wanted=wanted)
    return result


def signatory(session: Session, dossier: Dossier) -> str:
    """Who decided what is printed or signed now: the last officer who completed a step or took the dossier back."""
    last = (
        select(Entry.actor)
        .where(Entry.chain == dossier.instance_id, Entry.name.in_(("task_completed", "dossier_withdrawn")))
        .order_by(Entry.seq.desc())
        .limit(1)
    )
    return session.scalar(last) or dossier.received_by
