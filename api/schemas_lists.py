"""Questions about lists that are found page by page: incidents, and the facts of one dossier."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas import EntryOut, Out
from api.schemas_in import Key, Limit, Longer, Strict
from api.schemas_runs import TroubleOut

Word = Annotated[str, StringConstraints(max_length=200)]


class IncidentsIn(Strict):
    """Which open incidents are wanted: of one `code`, at one `element`, of one run. `sort`: `opened` is the oldest
    first. `cursor` is the `next` of the page before.
    """

    code: Word = ""
    element: Word = ""
    instance_id: Annotated[str, StringConstraints(max_length=32)] = ""
    sort: Literal["opened", "-opened"] = "opened"
    cursor: Longer = ""
    limit: Limit = 50


class IncidentsOut(Out):
    """One page of open incidents; `next` is the cursor of the following page, empty on the last."""

    rows: list[TroubleOut]
    next: str


class JournalIn(Strict):
    """Which facts of a dossier are wanted: those of these `names` (none: all) by this `actor`. `sort`: by `seq`, their
    order in the chain, or the other way round. `cursor` is the `next` of the page before.
    """

    names: Annotated[list[Key], Field(max_length=50)] = Field(default_factory=list)
    actor: Word = ""
    sort: Literal["seq", "-seq"] = "seq"
    cursor: Annotated[str, StringConstraints(pattern="^[0-9]{0,9}$")] = ""
    limit: Limit = 50


class JournalPageOut(Out):
    """One page of a dossier's facts; `next` is the cursor of the following page, empty on the last."""

    code: str
    rows: list[EntryOut]
    next: str
