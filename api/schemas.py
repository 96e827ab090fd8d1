"""What this door gives: the public shapes, converted from the desk's reads here and nowhere else."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

OutShape = TypeVar("OutShape", bound="Out")


class Out(BaseModel):
    """The base of everything given; instants are UTC (`…Z`)."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls: type[OutShape], shape: object) -> OutShape:
        """The public shape of one of the desk's reads."""
        return cls.model_validate(shape)


def _minutes(left: object) -> object:
    return int(left.total_seconds() // 60) if isinstance(left, timedelta) else left


class TimingOut(Out):
    """How a clock stands: not_started, paused, in_time, soon, late; ended: early, on_time, late; none without a date.

    `remaining_minutes` is working time, negative when late.
    """

    state: str
    due_at: datetime | None
    remaining_minutes: Annotated[int | None, BeforeValidator(_minutes), Field(validation_alias="remaining")]
    is_open: bool


class SessionOut(Out):
    """A log-in: send `token` as `Authorization: Bearer …`."""

    token: str
    officer: str
    full_name: str


class DefinitionOut(Out):
    """A stored version of a drawing: draft, active or retired; in force from and until these days, by this decision."""

    id: str
    key: str
    name: str
    version: int
    digest: str
    state: str
    deployed_at: datetime
    deployed_by: str
    approved_by: str | None
    valid_from_on: date | None
    valid_to_on: date | None
    approval_reference: str


class DefinitionsOut(Out):
    """All stored versions."""

    rows: list[DefinitionOut]


class OpenedOut(Out):
    """A task a command has opened."""

    task_id: str
    version: int
    element: str
    name: str
    role: str

    @classmethod
    def of_task(cls, task: Any) -> "OpenedOut":
        """The public shape of a task just opened."""
        return cls(task_id=task.id, version=task.version, element=task.element, name=task.name, role=task.role)


class InstanceOut(Out):
    """A trial run and the tasks it stands at."""

    id: str
    key: str
    state: str
    started_at: datetime
    opened: list[OpenedOut]
    ended: str


class TaskLineOut(Out):
    """A step in somebody's list. `due_at` is the dossier's date, `step_due_at` the step's own."""

    task_id: str
    version: int
    element: str
    name: str
    role: str
    state: str
    assignee: str
    opened_at: datetime
    step_due_at: datetime | None
    code: str
    procedure: str
    procedure_name: str
    applicant: str
    dossier_state: str
    due_at: datetime | None
    timing: TimingOut


class TasksOut(Out):
    """One page of steps; `next` is the cursor of the following page, empty on the last."""

    rows: list[TaskLineOut]
    next: str


class DossierLineOut(Out):
    """A dossier in a list; `supplement_until` while its applicant has something to bring."""

    code: str
    procedure: str
    procedure_name: str
    applicant: str
    unit: str
    state: str
    portal_status: int
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    timing: TimingOut
    supplement_until: datetime | None


class DossiersOut(Out):
    """One page of dossiers."""

    rows: list[DossierLineOut]
    next: str


class PaperOut(Out):
    """A component as it was received."""

    code: str
    name: str
    originals: int
    copies: int


class SlipOut(Out):
    """A slip; `digest` is empty while it is still being printed, then its bytes are at `/slips/{id}`."""

    id: str
    kind: str
    number: str
    digest: str
    made_at: datetime


class ResultOut(Out):
    """A result on its way: drafted, signed, numbered, issued, returned."""

    key: str
    kind: str
    state: str
    number: str
    digest: str
    issued_at: datetime | None
    returned_at: datetime | None


class StepOut(Out):
    """A step of a dossier, past or present."""

    task_id: str
    element: str
    name: str
    role: str
    assignee: str
    state: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


class SupplementOut(Out):
    """What the applicant was asked to add, and until when."""

    ordinal: int
    wanted: list[dict[str, str]]
    reason: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    expired_at: datetime | None


class PauseOut(Out):
    """Time that does not count, and its legal ground."""

    kind: str
    ground: str
    from_at: datetime
    until_at: datetime | None


class ApplicantOut(Out):
    """Whose dossier it is."""

    full_name: str
    kind: str
    identity: str
    address: str
    phone: str
    email: str


class DossierOut(Out):
    """A dossier as an officer of it sees it."""

    code: str
    version: int
    procedure: str
    procedure_code: str
    procedure_name: str
    unit: str
    handling_unit: str
    applicant: ApplicantOut
    channel: str
    state: str
    portal_status: int
    reason: str
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    closed_at: datetime | None
    term: str
    timing: TimingOut
    answers: dict[str, Any]
    papers: list[PaperOut]
    supplements: list[SupplementOut]
    pauses: list[PauseOut]
    slips: list[SlipOut]
    results: list[ResultOut]
    steps: list[StepOut]


class ReceivedOut(Out):
    """A dossier just received: the code to keep, where it stands and what it waits for."""

    code: str
    state: str
    portal_status: int
    instance_id: str
    submitted_at: datetime


class TaskOut(Out):
    """A step with its form; `answers` prefill it, cut down to what the caller may read.

    `draft` is the digest of the result's draft as it stands now: look at the paper, and send it back with the decision.
    """

    task_id: str
    version: int
    element: str
    name: str
    role: str
    state: str
    assignee: str
    opened_at: datetime
    step_due_at: datetime | None
    timing: TimingOut
    form_id: str
    form: dict[str, Any]
    answers: dict[str, Any]
    may_claim: bool
    may_release: bool
    may_complete: bool
    code: str
    draft: str


class TaskMovedOut(Out):
    """A task after a claim or a release."""

    task_id: str
    version: int
    state: str
    assignee: str


class CompletedOut(Out):
    """A completed task, and what its instance stands at now."""

    task_id: str
    state: str
    instance_id: str
    opened: list[OpenedOut]
    ended: str


class DeliveredOut(Out):
    """A message taken in: by an instance that waited, or kept until one does."""

    key: str
    is_received: bool


class SignalledOut(Out):
    """A signal taken in, to be told after the commit to all who wait for it; not new where its key came before."""

    key: str
    is_new: bool


class DayOut(Out):
    """One calendar day on the way to the date."""

    on: date
    is_counted: bool
    number: int
    minutes: int
    reason: dict[str, str]
    source: str
    part: int


class PhaseOut(Out):
    """One phase of a term that has several, and the days planned for it."""

    term: str
    from_at: datetime
    due_at: datetime


class DeadlineOut(Out):
    """Why the date is the date. `legal_due_at` is the law's own where the office promised less; `calendar` names the
    working time it was counted by.
    """

    code: str
    term: str
    basis: str
    accepted_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    timing: TimingOut
    remaining_minutes: int | None
    pauses: list[PauseOut]
    days: list[DayOut]
    legal_term: str
    legal_due_at: datetime | None
    phases: list[PhaseOut]
    apology_due_at: datetime | None
    calendar: str


class EntryOut(Out):
    """One fact of a dossier's chain."""

    seq: int
    at: datetime
    actor: str
    name: str
    subject: str
    payload: dict[str, Any]
    digest: str


class JournalOut(Out):
    """All facts of a dossier, in order."""

    code: str
    rows: list[EntryOut]


class HealthOut(Out):
    """Whether this server lives, and whether it can work."""

    state: str
