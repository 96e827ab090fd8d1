"""Files come into a dossier: looked through and laid in the vault first, then recorded in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.axes import check_axis
from cases.desk import Shelf
from cases.law import hold
from cases.papers import PaperUnknown
from cases.people import dossier_for
from cases.procedure import procedure_of
from cases.tables import Dossier, Officer, PaperFile
from cases.verdicts import finding_of, keep_verdict
from documents.sign import Verdict, verify
from documents.uploads import Upload, accept
from engine import journal
from ground.clock import Clock
from ground.errors import Conflict, NotFound

MOST_FILES = 100


class FileNotFound(NotFound):
    """There is no such file that you may see."""

    code = "file_not_found"


class TooManyFiles(Conflict):
    """This dossier has {limit} files already. Lay aside those that are no longer needed."""

    code = "too_many_files"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the vault that no row names yet: what it is, where it lies, what its signatures are worth."""

    upload: Upload
    digest: str
    verdict: Verdict | None

    @property
    def finding(self) -> str:
        """The gravest thing to be said of its signatures; `unsigned` where there is none."""
        return finding_of(self.verdict)


def look_through(vault: Shelf, content: bytes, name: str, trust: Sequence[Path] = ()) -> Kept:
    """Read a file to its end, judge its signatures, and lay it into the vault. Slow: never inside a transaction.

    Raises what `documents.uploads.accept` and the vault raise; a file that is refused is not kept.
    """
    upload = accept(content, name)
    verdict = verify(content, trust) if upload.kind == "pdf" else None
    return Kept(upload, vault.keep(content), verdict)


def file_paper(session: Session, clock: Clock, officer: Officer, code: str, component: str, kept: Kept) -> PaperFile:
    """Record a kept file as one of a component. The same bytes a second time change nothing.

    Raises `DossierNotFound`, `PaperUnknown`, `TooManyFiles`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    _require_component(session, dossier, component)
    here = list(session.scalars(select(PaperFile).where(PaperFile.dossier_id == dossier.id)))
    same = next((file for file in here if (file.component, file.digest) == (component, kept.digest)), None)
    if same is not None and same.removed_at is None:
        return same
    if len(here) >= MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    upload = kept.upload
    row = PaperFile(
        dossier_id=dossier.id, component=component, name=upload.name, kind=upload.kind, media_type=upload.media_type,
        size=upload.size, pages=upload.pages, digest=kept.digest, verdict=kept.finding, filed_at=clock.now(),
        filed_by=officer.name,
    )  # fmt: skip
    session.add(row)
    if check_axis("digitisation", dossier.digitisation, "waiting"):
        dossier.digitisation = "waiting"
    session.flush()
    if kept.verdict is not None:
        keep_verdict(session, clock, row, kept.verdict, officer.name)
    facts = {"component": component, "name": row.name, "digest": row.digest, "verdict": row.verdict}
    journal.append(session, clock, dossier.instance_id, "paper_filed", row.id, officer.name, facts)
    return row


def lay_aside(session: Session, clock: Clock, officer: Officer, file_id: str, reason: str) -> PaperFile:
    """Take a file out of the lists; its bytes and the record stay. Raises `FileNotFound`."""
    row, dossier = file_for(session, clock, officer, file_id)
    hold(session, dossier)
    if row.removed_at is None:
        row.removed_at = clock.now()
        facts = {"component": row.component, "digest": row.digest, "reason": reason}
        journal.append(session, clock, dossier.instance_id, "paper_laid_aside", row.id, officer.name, facts)
    return row


def judge_again(session: Session, clock: Clock, officer: Officer, code: str, digest: str, found: Verdict) -> PaperFile:
    """Keep what is found of a file's signatures today; the earlier findings stay. Raises `FileNotFound`."""
    row, dossier = file_in(session, clock, officer, code, digest)
    hold(session, dossier)
    verdict = keep_verdict(session, clock, row, found, officer.name)
    facts = {"component": row.component, "digest": digest, "verdict": verdict.finding}
    journal.append(session, clock, dossier.instance_id, "paper_judged", row.id, officer.name, facts)
    return row


def file_in(session: Session, clock: Clock, officer: Officer, code: str, digest: str) -> tuple[PaperFile, Dossier]:
    """A PDF among the files of a dossier, by its bytes. Raises `FileNotFound`."""
    try:
        dossier = dossier_for(session, officer, code, clock)
    except NotFound as hidden:
        raise FileNotFound from hidden
    found = select(PaperFile).where(
        PaperFile.dossier_id == dossier.id, PaperFile.digest == digest, PaperFile.kind == "pdf"
    )
    row = session.scalars(found.order_by(PaperFile.filed_at)).first()
    if row is None:
        raise FileNotFound
    return row, dossier


def file_for(session: Session, clock: Clock, officer: Officer, file_id: str) -> tuple[PaperFile, Dossier]:
    """A file and its dossier, if the officer may see that. Raises `FileNotFound`."""
    found = session.execute(
        select(PaperFile, Dossier.code).join(Dossier, Dossier.id == PaperFile.dossier_id).where(PaperFile.id == file_id)
    ).one_or_none()
    if found is None:
        raise FileNotFound
    try:
        return found[0], dossier_for(session, officer, found[1], clock)
    except NotFound as hidden:
        raise FileNotFound from hidden


def files_of(session: Session, dossier: Dossier) -> list[PaperFile]:
    """The files in use, by component, oldest first."""
    query = select(PaperFile).where(PaperFile.dossier_id == dossier.id, PaperFile.removed_at.is_(None))
    return list(session.scalars(query.order_by(PaperFile.component, PaperFile.filed_at)))


def _require_component(session: Session, dossier: Dossier, component: str) -> None:
    known = {each.code for each in procedure_of(session, dossier.definition_id).sheet.component}
    if component not in known:
        raise PaperUnknown(code=component)
