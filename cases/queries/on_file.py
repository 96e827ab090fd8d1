"""Everything of a dossier that can be looked at or fetched: slips, results, and the files of its papers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.filing import files_of
from cases.people import dossier_for
from cases.procedure import procedure_of
from cases.queries.dossiers import results_of, slips_of
from cases.tables import Dossier, DossierPaper, Officer
from ground.clock import Clock
from ground.errors import NotFound

PDF = "application/pdf"
SHOWABLE = frozenset({PDF, "image/png", "image/jpeg"})


class PaperNotFound(NotFound):
    """There is no such paper in this dossier."""

    code = "paper_not_found"


@dataclass(frozen=True, slots=True)
class OnFile:
    """One paper with bytes. `kind`: slip, result or file; `key` is the slip's kind, the result's key, the component's
    code; `verdict` what the signatures of a file are worth; `number` that of a slip or result.
    """

    digest: str
    kind: str
    key: str
    name: str
    media_type: str
    at: datetime | None
    verdict: str = ""
    number: str = ""
    pages: int = 0

    @property
    def may_show(self) -> bool:
        """Whether a browser can show it on the page; others are fetched."""
        return self.media_type in SHOWABLE


def on_file(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[OnFile, ...]:
    """All of them: what was handed in first, then results and slips. Raises `DossierNotFound`."""
    return _all(session, dossier_for(session, officer, code, clock))


def paper_of(session: Session, clock: Clock, officer: Officer, code: str, digest: str) -> OnFile:
    """One of them by the digest of its bytes. Raises `DossierNotFound`, `PaperNotFound`."""
    for paper in on_file(session, clock, officer, code):
        if digest and paper.digest == digest:
            return paper
    raise PaperNotFound


def _all(session: Session, dossier: Dossier) -> tuple[OnFile, ...]:
    sheet = procedure_of(session, dossier.definition_id).sheet
    names = {component.code: component.name for component in sheet.component}
    files = tuple(
        OnFile(row.digest, "file", row.component, names.get(row.component, row.name), row.media_type, row.filed_at,
               row.verdict, row.name, row.pages)
        for row in files_of(session, dossier)
    )  # fmt: skip
    results = tuple(
        OnFile(row.digest, "result", row.key, row.kind, PDF, row.issued_at, number=row.number)
        for row in results_of(session, dossier)
        if row.digest
    )
    slips = tuple(
        OnFile(row.digest, "slip", row.kind, row.kind, PDF, row.made_at, number=row.number)
        for row in slips_of(session, dossier)
        if row.digest
    )
    return files + _reused(session, dossier, {file.digest for file in files}) + results + slips


def _reused(session: Session, dossier: Dossier, known: set[str]) -> tuple[OnFile, ...]:
    """Results of other dossiers that serve as papers of this one: they have no file row of their own here."""
    rows = session.scalars(
        select(DossierPaper)
        .where(DossierPaper.dossier_id == dossier.id, DossierPaper.source == "reused", DossierPaper.digest.is_not(None))
        .order_by(DossierPaper.code, DossierPaper.received_at)
    )
    return tuple(
        OnFile(row.digest or "", "file", row.code, row.name, PDF, row.received_at, number=row.reference)
        for row in rows if row.digest not in known
    )  # fmt: skip
