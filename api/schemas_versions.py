"""Approved versions at this door: where what runs on one stands, and proposals to bring one back or let it go."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import StringConstraints, field_validator

from api.schemas import Out
from api.schemas_in import Strict


class ProposalIn(Strict):
    """Bring a version back into force from `day` on, or retire it with `day` as its last; `confirmed` where
    nobody could hand in a dossier then.
    """

    act: Literal["bring_back", "retire"]
    day: Annotated[str, StringConstraints(max_length=10)]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    reference: Annotated[str, StringConstraints(max_length=200)] = ""
    confirmed: bool = False

    @field_validator("day")
    @classmethod
    def _is_day(cls, text: str) -> str:
        date.fromisoformat(text)
        return text


class ProposalOut(Out):
    """A proposal: open, carried_out or declined."""

    id: str
    definition_id: str
    act: str
    on_day: date
    reason: str
    reference: str
    asked_by: str
    asked_at: datetime
    state: str
    decided_by: str
    decided_at: datetime | None


class PlaceCountOut(Out):
    """How many runs stand at one element of a drawing, and what they wait for there."""

    process: str
    element: str
    name: str
    kind: str
    runs: int


class WhereaboutsOut(Out):
    """Where everything that runs on a version stands, the fullest place first."""

    rows: list[PlaceCountOut]
