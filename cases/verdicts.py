"""What was found of a file's signatures, kept and told in words: whose they are, and whether who brought it signed.

Each finding stays: certificates run out and are revoked, and what was believed on a day must be shown later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.desk import Shelf
from cases.folding import fold
from cases.tables import Dossier, FileVerdict, Officer, PaperFile, Person
from documents.sign import Verdict, verify
from documents.sign.verdict import SENTENCES
from ground.clock import Clock
from ground.messages import translate

# A test certificate says so behind the name.
_MARK = " (THỬ NGHIỆM)"
ACCOUNTS = {
    "same": "{account} handed the file in and signed it.",
    "other": "{account} handed the file in; it is signed by somebody else: {names}.",
    "none": "{account} handed the file in.",
}


@dataclass(frozen=True, slots=True)
class FileFound:
    """A verdict as it is shown; `sentences` are plain words, the last one about the account."""

    finding: str
    sentences: tuple[str, ...]
    signatures: Sequence[dict[str, Any]]
    account_name: str
    signer_is: str
    judged_at: datetime
    judged_by: str


def judge(vault: Shelf, digest: str, trust: Sequence[Path]) -> Verdict:
    """What is to be said of kept bytes today. Slow: never inside a transaction."""
    return verify(vault.read(digest), trust)


def finding_of(verdict: Verdict | None) -> str:
    """The gravest thing to be said of the signatures; `unsigned` where there is none."""
    if verdict is None or not verdict.signatures:
        return "unsigned"
    if verdict.valid:
        return "good"
    faults = (one.finding for one in verdict.signatures if one.finding != "good")
    return next(faults, "added")


def keep_verdict(session: Session, clock: Clock, file: PaperFile, verdict: Verdict, by: str) -> FileVerdict:
    """Write down what was found, against the account that handed the file in; `by` asked for it."""
    account = account_of(session, file)
    row = FileVerdict(
        file_id=file.id, finding=finding_of(verdict), changed_after=verdict.changed_after, account=file.filed_by,
        account_name=account, signer_is=_signer_is(verdict, account), judged_at=clock.now(), judged_by=by,
        signatures=[_shown(one) for one in verdict.signatures],
    )  # fmt: skip
    file.verdict = row.finding
    session.add(row)
    session.flush()
    return row


def account_of(session: Session, file: PaperFile) -> str:
    """The full name of who handed a file in: the officer; online, and from the person's own store, the applicant."""
    officer = session.scalar(select(Officer.full_name).where(Officer.name == file.filed_by))
    if officer is not None:
        return officer
    person = select(Person.full_name).join(Dossier, Dossier.person_id == Person.id).where(Dossier.id == file.dossier_id)
    return session.scalars(person).one()


def verdicts_of(session: Session, file: PaperFile, language: str) -> tuple[FileFound, ...]:
    """Everything ever found of a file, newest first."""
    rows = select(FileVerdict).where(FileVerdict.file_id == file.id).order_by(FileVerdict.judged_at.desc())
    return tuple(_told(row, language) for row in session.scalars(rows))


def _signer_is(verdict: Verdict, account: str) -> Literal["same", "other", "none"]:
    if not verdict.signatures:
        return "none"
    names = {fold(name.removesuffix(_MARK)) for one in verdict.signatures for name in (one.name, one.organisation)}
    return "same" if fold(account) in names else "other"


def _shown(one: Any) -> dict[str, Any]:
    return {
        "field": one.field, "name": one.name, "organisation": one.organisation, "finding": one.finding,
        "level": str(one.level), "signed_at": one.signed_at.isoformat() if one.signed_at else "",
        "stamped_at": one.stamped_at.isoformat() if one.stamped_at else "",
    }  # fmt: skip


def _told(row: FileVerdict, language: str) -> FileFound:
    said = [
        translate(SENTENCES[one["finding"]], language, name=one["name"], organisation=one["organisation"])
        for one in row.signatures
    ] or [translate(SENTENCES["unsigned"], language)]
    if row.signatures and row.changed_after:
        said.append(translate(SENTENCES["added"], language))
    names = ", ".join(dict.fromkeys(one["name"] for one in row.signatures))
    said.append(translate(ACCOUNTS[row.signer_is], language, account=row.account_name, names=names))
    signatures = [one | {at: _instant(one[at]) for at in ("signed_at", "stamped_at")} for one in row.signatures]
    return FileFound(
        row.finding, tuple(said), signatures, row.account_name, row.signer_is, row.judged_at, row.judged_by
    )


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
