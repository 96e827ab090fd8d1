"""What the reads about running processes give the doors: frozen, plain, complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class RunSearch:
    """Which runs are wanted; `text` begins the dossier's code. `cursor` is the `next` of the page before."""

    key: str = ""
    state: str = ""
    text: str = ""
    is_stuck: bool = False
    cursor: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list; `code` is its dossier's, empty for a trial run; `incidents` are those open."""

    id: str
    key: str
    name: str
    definition_version: int
    code: str
    business_key: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    incidents: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where one token stands. `kind`: task, job, timer, message or stalled; `targets`: where it may be moved to."""

    token: str
    kind: str
    process: str
    element: str
    name: str
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One variable; its `value` is there only for who may read the dossier, its `kind` for everybody."""

    name: str
    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Trouble:
    """An open incident: its code, where, since when, and what it says."""

    id: str
    instance_id: str | None
    code: str
    element: str
    cause: str
    opened_at: datetime
    business_key: str = ""


@dataclass(frozen=True, slots=True)
class BackTo:
    """A completed step a run may go back to."""

    task_id: str
    element: str
    name: str
    completed_at: datetime
    completed_by: str


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """A version of the same process the run may be carried to."""

    definition_id: str
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run with what may be done to it. `version` is its own (for If-Match); `may` names the acts.

    `is_whole` is false when its stored state cannot be read: then it can only be looked at, suspended and cancelled.
    """

    id: str
    version: int
    key: str
    name: str
    definition_id: str
    definition_version: int
    business_key: str
    code: str
    dossier_state: str
    state: str
    started_at: datetime
    started_by: str
    ended_at: datetime | None
    ended_in: str
    is_whole: bool
    is_readable: bool
    places: tuple[Place, ...]
    variables: tuple[Value, ...]
    incidents: tuple[Trouble, ...]
    back_to: tuple[BackTo, ...]
    versions: tuple[OtherVersion, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One fact: who did what when to which element, and the same as a sentence in each language."""

    at: datetime
    actor: str
    name: str
    element: str
    element_name: str
    sentence: Mapping[str, str]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PassingLine:
    """One element entered."""

    at: datetime
    element: str
    name: str


@dataclass(frozen=True, slots=True)
class StayLine:
    """How long a run stood at an element: `gross` with nights and pauses, `net` without pauses and suspensions,
    `in_hand` while somebody had taken it. `outcome`: open, completed or cancelled.
    """

    element: str
    name: str
    kind: str
    opened_at: datetime
    closed_at: datetime | None
    by: str
    outcome: str
    gross: timedelta | None
    net: timedelta | None
    in_hand: timedelta | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything the journal tells of one run, in order."""

    instance_id: str
    code: str
    deeds: tuple[DeedLine, ...]
    way: tuple[PassingLine, ...]
    stays: tuple[StayLine, ...]


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """A stored version of a drawing. `state`: draft, active or retired."""

    id: str
    key: str
    name: str
    version: int
    digest: str
    state: str
    deployed_at: datetime
    deployed_by: str
    approved_by: str
    approved_at: datetime | None
    valid_from_on: date | None
    valid_to_on: date | None
    approval_reference: str


@dataclass(frozen=True, slots=True)
class InstanceLine:
    """A run of a drawing, with a dossier or as a designer's trial."""

    id: str
    key: str
    version: int
    business_key: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    ended_in: str
    open_elements: tuple[str, ...]
