"""What this door takes and gives about running processes: runs, their history, incidents by cause, batches."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from api.schemas import Out
from api.schemas_in import Answers, Key, Limit, Line, Longer, Strict

Id = Annotated[str, StringConstraints(min_length=32, max_length=32, pattern="^[0-9a-f]{32}$")]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Element = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Mapped = Annotated[dict[str, Annotated[str, StringConstraints(max_length=200)] | None], Field(max_length=500)]


def _seconds(span: object) -> object:
    return int(span.total_seconds()) if isinstance(span, timedelta) else span


Seconds = Annotated[int | None, BeforeValidator(_seconds)]


class RunsIn(Strict):
    """Which runs are wanted; `text` begins the dossier's code. `cursor` is the `next` of the page before."""

    key: Line = ""
    state: Literal["", "running", "suspended", "ended", "cancelled"] = ""
    text: Line = ""
    is_stuck: bool = False
    cursor: Longer = ""
    limit: Limit = 50


class RunReasonIn(Strict):
    """Why."""

    reason: Reason


class CorrectionIn(RunReasonIn):
    """Variables by name, with what they are from now on."""

    variables: Annotated[Answers, Field(min_length=1)]


class MoveIn(RunReasonIn):
    """Which token goes to which element; `dossier_state` only where the drawing leaves it open.

    Where several called processes have an element of this name, the process or the step that calls it stands before it,
    with a slash between.
    """

    token: Key
    element: Element
    dossier_state: Annotated[str, StringConstraints(max_length=20)] = ""


class MoveForecastIn(Strict):
    """The same, to be tried only."""

    token: Key
    element: Element


class ReturnIn(RunReasonIn):
    """The completed step to go back to: the id of its task."""

    task_id: Id


class MigrationIn(RunReasonIn):
    """To which version, and what is called otherwise there; null lets a boundary event or event sub-process go."""

    definition_id: Id
    mapping: Mapped = Field(default_factory=dict)


class ForecastIn(Strict):
    """The same, to be tried only."""

    definition_id: Id
    mapping: Mapped = Field(default_factory=dict)


class VersionMigrationIn(MigrationIn):
    """Every live run of the version `from_definition_id`."""

    from_definition_id: Id


class VersionForecastIn(ForecastIn):
    """Every live run of the version `from_definition_id`, to be tried only."""

    from_definition_id: Id


class BatchIn(RunReasonIn):
    """What is to be done to each of these runs."""

    act: Literal["suspend", "resume", "cancel", "retry"]
    instances: Annotated[list[Id], Field(min_length=1, max_length=2000)]


class RowsIn(Strict):
    """Which rows of a batch; `after` is the place of the last one seen."""

    state: Literal["", "waiting", "done", "refused", "cancelled"] = ""
    after: Annotated[int, Field(ge=-1)] = -1
    limit: Annotated[int, Field(ge=1, le=200)] = 200


class RunLineOut(Out):
    """A run in a list; `incidents` are those open."""

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


class RunsOut(Out):
    """One page of runs."""

    rows: list[RunLineOut]
    next: str


class PlaceOut(Out):
    """Where one token stands."""

    token: str
    kind: str
    process: str
    element: str
    name: str


class ValueOut(Out):
    """One variable; its `value` only for who may read the dossier."""

    name: str
    kind: str
    value: Any


class TroubleOut(Out):
    """An open incident."""

    id: str
    instance_id: str | None
    code: str
    element: str
    cause: str
    opened_at: datetime
    business_key: str


class BackToOut(Out):
    """A completed step a run may go back to."""

    task_id: str
    element: str
    name: str
    completed_at: datetime
    completed_by: str


class OtherVersionOut(Out):
    """A version the run may be carried to."""

    definition_id: str
    version: int
    state: str


class RunOut(Out):
    """A run, where it stands and what the caller may do to it. `version` is the one for If-Match."""

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
    places: list[PlaceOut]
    variables: list[ValueOut]
    incidents: list[TroubleOut]
    back_to: list[BackToOut]
    versions: list[OtherVersionOut]
    may: list[str]


class RunDoneOut(Out):
    """A run after an act."""

    id: str
    version: int
    state: str
    opened: list[str]
    closed: list[str]


class DeedOut(Out):
    """One fact: who did what when to which element, and the same as a sentence."""

    at: datetime
    actor: str
    name: str
    element: str
    element_name: str
    sentence: dict[str, str]
    facts: dict[str, Any]


class PassingOut(Out):
    """One element entered."""

    at: datetime
    element: str
    name: str


class StayOut(Out):
    """How long a run stood at an element, in seconds: gross, net of pauses and suspensions, and in somebody's hand."""

    element: str
    name: str
    kind: str
    opened_at: datetime
    closed_at: datetime | None
    by: str
    outcome: str
    gross_seconds: Annotated[Seconds, Field(validation_alias="gross")]
    net_seconds: Annotated[Seconds, Field(validation_alias="net")]
    in_hand_seconds: Annotated[Seconds, Field(validation_alias="in_hand")]


class HistoryOut(Out):
    """Everything the journal tells of one run, in order."""

    instance_id: str
    code: str
    deeds: list[DeedOut]
    way: list[PassingOut]
    stays: list[StayOut]


class CauseOut(Out):
    """What stands still for one reason."""

    id: str
    code: str
    key: str
    element: str
    text: str
    count: int
    first_at: datetime
    last_at: datetime


class CausesOut(Out):
    """Why things stand still now, the most frequent cause first."""

    rows: list[CauseOut]


class CausePageOut(Out):
    """One cause and its incidents, oldest first."""

    cause: CauseOut
    rows: list[TroubleOut]


class RetriedOut(Out):
    """An incident that is tried again."""

    id: str
    instance_id: str


class ObstacleOut(Out):
    """Why a run cannot go on in another version: a stable reason, the element, and what it leads to."""

    reason: str
    element: str
    target: str


class HinderedOut(Out):
    """A run that would not be carried over."""

    instance_id: str
    business_key: str
    obstacles: list[ObstacleOut]


class ForecastOut(Out):
    """What a migration would do. Nothing has been changed."""

    ready: list[str]
    hindered: list[HinderedOut]


class MoveForecastOut(Out):
    """What a move would do: where the run stands now and then, by elements, and the end event it would reach. Nothing
    has been changed.
    """

    before: list[str]
    after: list[str]
    entered: list[str]
    ended: str


class BatchOut(Out):
    """How far a batch is."""

    id: str
    act: str
    arguments: dict[str, Any]
    reason: str
    state: str
    opened_at: datetime
    opened_by: str
    ended_at: datetime | None
    total: int
    waiting: int
    done: int
    refused: int


class BatchesOut(Out):
    """The caller's batches, newest first."""

    rows: list[BatchOut]


class BatchRowOut(Out):
    """What came of one run; `code` and `params` say why it was refused."""

    place: int
    instance_id: str
    state: str
    code: str
    params: dict[str, Any]
    settled_at: datetime | None


class BatchRowsOut(Out):
    """Rows of a batch in the order asked for."""

    rows: list[BatchRowOut]
