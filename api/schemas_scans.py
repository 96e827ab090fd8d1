"""The shapes of scans and of the backlog of results in force."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from api.schemas import Out
from api.schemas_desk import Text
from api.schemas_in import Line, Strict
from cases.digitising.scanning import ScanFacts


class ScanFileIn(BaseModel):
    """One part named `file`: PDF, JPEG, PNG or TIFF with its own file name."""

    file: bytes


class ScanApprovalIn(Strict):
    """What an officer confirms of the paper."""

    number: Annotated[str, StringConstraints(max_length=100)] = ""
    issued_on: date | None = None
    issuer: Line = ""
    signed_by: Annotated[str, StringConstraints(max_length=200)] = ""
    excerpt: Annotated[str, StringConstraints(max_length=1000)] = ""
    owner: Line = ""
    owner_number: Annotated[str, StringConstraints(max_length=20)] = ""
    valid_until_on: date | None = None

    def facts(self) -> ScanFacts:
        """The same for the desk."""
        return ScanFacts(**self.model_dump())


class ScanRefusalIn(Strict):
    """What is wrong with the copy."""

    reason: Text


class ScanLineOut(Out):
    """A scan in a list. `state`: reading, failed, waiting, approved, refused."""

    id: str
    dossier: str
    kind: str
    title: str
    name: str
    state: str
    reason: str
    pages: int
    pages_read: int
    scanned_by: str
    scanned_at: datetime
    is_signed: bool


class ScanLinesOut(Out):
    """Scans, oldest first."""

    rows: list[ScanLineOut]


class ScanPageOut(Out):
    """A page that was read. `findings`: blank, low_dots, skewed, unreadable, doubtful; `confidence` 0 to 100."""

    number: int
    dots: int
    skew: float
    is_blank: bool
    confidence: float
    findings: list[str]


class ScanProposalOut(Out):
    """What was read of a field, how sure (0 to 100), and where: page, and left, top, width, height as shares of it."""

    text: str
    confidence: float
    page: int
    box: list[float]


class ScanFieldOut(Out):
    """A field of the metadata: what stands in it, and what the paper seems to say."""

    name: str
    text: str
    proposal: ScanProposalOut | None


class ScanOut(ScanLineOut):
    """One scan with its pages and its fields; `code` is that of the digitised paper, once it is approved."""

    code: str
    settled_by: str
    settled_at: datetime | None
    sheets: list[ScanPageOut]
    fields: list[ScanFieldOut]


class CoverOut(Out):
    """One procedure: results in force, digitised ones, those that wait for approval; `share` from 0 to 1."""

    slug: str
    name: str
    in_force: int
    digitised: int
    waiting: int
    share: float


class CoverageOut(Out):
    """Every procedure with results in force, and all of them together."""

    lines: list[CoverOut]
    whole: CoverOut
