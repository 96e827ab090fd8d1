"""The shapes of papers that are here already, of what goes to the archive, and of what is held."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas import Out
from api.schemas_desk import Remark, Text
from api.schemas_in import Key, Line, Strict


class LookUpIn(Strict):
    """Whose papers are looked for, and for which procedure."""

    procedure: Key
    identity: Annotated[str, StringConstraints(min_length=6, max_length=20)]
    kind: Literal["citizen", "organisation"] = "citizen"


class OfferOut(Out):
    """A paper that need not be asked for; `id` is what `papers[].offer` of a new dossier names to use it."""

    id: str
    rung: str
    title: str
    source: str
    number: str
    issued_on: date | None
    valid_until_on: date | None
    is_trial: bool


class FoundOut(Out):
    """What there is for one component. `answer`: of the State's `database`, if one replaces this paper."""

    component: str
    offers: list[OfferOut]
    database: str
    agency: str
    answer: str


class LookedUpOut(Out):
    """By component."""

    rows: list[FoundOut]


class ShareOut(Out):
    """Of one procedure: components by rung, and the share not asked again in percent (null: nothing to count)."""

    procedure: str
    name: str
    rungs: dict[str, int]
    spared: int
    counted: int
    percent: float | None
    found_but_asked: int
    unexplained: int


class SharesOut(Out):
    """Of this year so far, procedure by procedure."""

    rows: list[ShareOut]


class ArchiveListIn(Strict):
    """The dossiers of a unit and year that go to the archive together."""

    unit: Key
    year: Annotated[int, Field(ge=1900, le=9999)]
    codes: Annotated[list[Key], Field(min_length=1, max_length=500)]


class ArchiveDecisionIn(Strict):
    """Whether the archive takes the list over, or why it is sent back."""

    verdict: Literal["accept", "return"]
    remark: Remark = ""


class ArchiveListOut(Out):
    """A list: proposed, accepted or returned; its paper is at `/slips/{slip_id}`."""

    id: str
    number: str
    year: int
    state: str
    slip_id: str
    made_by: str
    made_at: datetime
    decided_by: str
    decided_at: datetime | None
    remark: str


class ArchiveLineOut(Out):
    """One dossier on a list."""

    ordinal: int
    code: Line
    file_code: str
    title: str
    closed_on: date
    kept_for: str
    basis: str
    keep_until_on: date | None
    papers: int


class ArchiveListPageOut(ArchiveListOut):
    """A list with its lines."""

    lines: list[ArchiveLineOut]


class HoldIn(Strict):
    """On what ground a dossier is held, or why it is not held any more."""

    ground: Text


class HoldOut(Out):
    """A hold; it stands while `lifted_at` is empty."""

    id: str
    ground: str
    put_by: str
    put_at: datetime
    lifted_because: str
    lifted_by: str
    lifted_at: datetime | None
