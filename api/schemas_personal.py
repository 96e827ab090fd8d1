"""Shapes about people's numbers: shown whole for a purpose, and who has looked."""

from datetime import datetime

from api.schemas import ApplicantOut, Out
from api.schemas_desk import Text
from api.schemas_in import Strict


class RevealIn(Strict):
    """What the numbers are needed for; the journal keeps it with the caller's name."""

    purpose: Text


class RevealedOut(Out):
    """The applicant with every number whole."""

    code: str
    applicant: ApplicantOut
    purpose: str


class AccessOut(Out):
    """A look at a dossier: who, when and on what ground. `reveal`: its numbers were shown whole, for this purpose."""

    officer: str
    full_name: str
    unit: str
    seen_at: datetime
    ground: str
    purpose: str


class AccessesOut(Out):
    """Everybody who has seen a dossier, newest first."""

    code: str
    rows: list[AccessOut]
