"""What left the house about a dossier, for anybody who holds a paper and wants to know whether it is ours."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import DossierNotFound
from cases.tables import Dossier, Result, Slip, Unit

# Papers for the desk's own use are nobody's to hold.
PUBLIC_SLIPS = ("receipt", "supplement", "refusal", "apology", "stop", "result_receipt")


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A slip or result by its SHA-256; `kind` is a slip's kind, `granted` or `refused`.

    `standing`: valid, replaced or withdrawn, the latter two since `ended_at` by the `document` of that number.
    """

    kind: str
    number: str
    issued_at: datetime
    digest: str
    standing: str = "valid"
    ended_at: datetime | None = None
    document: str = ""

    @property
    def is_result(self) -> bool:
        """Whether it decides the dossier."""
        return self.kind in ("granted", "refused")


@dataclass(frozen=True, slots=True)
class Issued:
    """Nothing of a person: the dossier's code, procedure and agency, and its papers, oldest first."""

    code: str
    procedure_name: str
    unit: str
    papers: tuple[IssuedPaper, ...]


def issued_papers(session: Session, code: str) -> Issued:
    """Every paper of a dossier that left the house. Raises `DossierNotFound`."""
    dossier = session.scalar(select(Dossier).where(Dossier.code == code))
    if dossier is None:
        raise DossierNotFound(code=code)
    slips = select(Slip).where(Slip.dossier_id == dossier.id, Slip.kind.in_(PUBLIC_SLIPS), Slip.digest.is_not(None))
    papers = [IssuedPaper(slip.kind, slip.number, slip.made_at, str(slip.digest)) for slip in session.scalars(slips)]
    results = select(Result).where(Result.dossier_id == dossier.id, Result.issued_digest.is_not(None))
    for result in session.scalars(results):
        issued_at = result.issued_at or result.drafted_at
        ended = (result.standing, result.ended_at, result.ended_by_document)
        papers.append(IssuedPaper(result.kind, str(result.number), issued_at, str(result.issued_digest), *ended))
    unit = session.get_one(Unit, dossier.unit_id).name
    return Issued(code, dossier.procedure_name, unit, tuple(sorted(papers, key=lambda paper: paper.issued_at)))
