"""What the reads give the doors: frozen, plain, complete. A door never sees a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from cases.deadlines import DayLine, Timing
from cases.reception import Applicant

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of steps is narrowed to and ordered by. The members are the words of the address too, so that every
    number of a board opens its list: `/inbox?whose=all&unit=G09.20&queue=late` (in the address `q` is `text`).

    `queue`: new, handling, supplement, opinion, soon, late, return, or empty for all. `whose`: mine, free, both (the
    officer's own lists), given (what he gave to colleagues), or all: every open step of the units he handles, leads or
    supervises. `unit` a unit's code, `procedure` a slug, `role` a role's key, `element` a step's key in its drawing,
    `holder` an officer's log-in name or `-` for nobody, `mark` a badge (online, post, paused, opinion,
    supplemented, apologised, fee_due, by_post, represented, note). `text` is matched without diacritics. `sort`:
    left (working time left), arrived, code or name, each with a minus for the other way round. `cursor` is the
    `next` of the page before. `due`: a day, or two with a stroke between, in which the step's date falls
    (2026-11-27/2026-11-30); `foretold`: those that will miss it if they take as many seconds as such steps do.
    """

    whose: str = "both"
    role: str = ""
    procedure: str = ""
    text: str = ""
    is_late: bool = False
    queue: str = ""
    cursor: str = ""
    limit: int = 50
    unit: str = ""
    element: str = ""
    holder: str = ""
    mark: str = ""
    sort: str = "left"
    due: str = ""
    foretold: str = ""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What dossiers, closed ones too, are searched by: `/dossiers?state=handling&unit=G09.20&late=1` (in the address
    `q` is `text`, `late` is `is_late`, `from` and `until` are the days of receipt).

    `text` is matched without diacritics against code, applicant, identity, telephone, procedure and content: whole
    words, of which the last may be unfinished. `unit` is the code of a unit that received or handles it. `due_from` and
    `due_until` are days of its date of return. `sort`: `-received`, the newest first, or `due` (only open ones that
    have a date of return), with a minus the other way round; beside a text there is none.
    """

    text: str = ""
    state: str = ""
    procedure: str = ""
    is_late: bool = False
    submitted_from: date | None = None
    submitted_until: date | None = None
    cursor: str = ""
    limit: int = 50
    unit: str = ""
    due_from: date | None = None
    due_until: date | None = None
    sort: str = "-received"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; `next` is the cursor of the following page, empty on the last one."""

    rows: tuple[Row, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A step in a list. `timing` is the step's own clock, or the dossier's where it has none; `due_at` the dossier's.
    `state`: open or claimed; `marks` its badges, `note` what a colleague said when he handed it on.
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
    step_state: str
    timing: Timing
    code: str
    procedure: str
    procedure_name: str
    applicant: str
    dossier_state: str
    accepted_at: datetime | None
    due_at: datetime | None
    unit_id: str = ""
    shelf: str = ""
    marks: tuple[str, ...] = ()
    note: str = ""
    given_by: str = ""


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier in a list. `supplement_until`: the last moment for what its applicant was asked to bring."""

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
    timing: Timing
    supplement_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer a step may be handed to."""

    name: str
    full_name: str
    title: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A step with its form. `answers` prefill the form, already cut down to what this role may read.

    `code` and `dossier` are empty for a designer's trial run, which has no dossier.
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
    timing: Timing
    legal_basis: str
    form_id: str
    form: Mapping[str, Any]
    answers: Mapping[str, Any]
    may_claim: bool
    may_release: bool
    may_complete: bool
    colleagues: tuple[Colleague, ...]
    code: str
    dossier: "DossierLine | None"
    papers: tuple["PaperLine", ...]
    slips: tuple["SlipLine", ...]
    results: tuple["ResultLine", ...]

    @property
    def draft(self) -> str:
        """The digest of the draft that waits for a signature; empty where there is none."""
        return next((result.digest for result in self.results if result.state == "drafted"), "")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A component as it was received; `digest` names the copy in the vault, empty when there is none.

    `source`: brought, reused or replaced by data; then `reference` says where it was found.
    """

    code: str
    name: str
    originals: int
    copies: int
    digest: str
    received_at: datetime
    source: str = "brought"
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A slip; `digest` is empty while it is still being printed."""

    kind: str
    number: str
    digest: str
    made_at: datetime
    id: str = ""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result; `digest` names its newest bytes: draft, signed or issued."""

    key: str
    kind: str
    state: str
    number: str
    digest: str
    signed_by: str
    issued_at: datetime | None
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class SupplementLine:
    """A request to supplement: what is wanted (`code`, `name`, `note`), by whom, until when, and its end."""

    ordinal: int
    wanted: tuple[Mapping[str, str], ...]
    reason: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    expired_at: datetime | None


@dataclass(frozen=True, slots=True)
class PauseLine:
    """Time that does not count. `kind`: restart, suspend or reception."""

    kind: str
    ground: str
    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepLine:
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


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Everything an officer of the dossier may see about it. `version` is the dossier's own (for If-Match)."""

    code: str
    version: int
    procedure: str
    procedure_code: str
    procedure_name: str
    definition_version: int
    unit: str
    handling_unit: str
    applicant: Applicant
    channel: str
    received_by: str
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
    timing: Timing
    term: str
    answers: Mapping[str, Any]
    form: Mapping[str, Any]
    papers: tuple[PaperLine, ...]
    supplements: tuple[SupplementLine, ...]
    pauses: tuple[PauseLine, ...]
    slips: tuple[SlipLine, ...]
    results: tuple[ResultLine, ...]
    steps: tuple[StepLine, ...]
    may_withdraw: bool
    may_answer_supplement: bool
    may_give_back: bool


@dataclass(frozen=True, slots=True)
class PublicView:
    """What anybody with the code may see: no name, no address, no paper, no officer."""

    code: str
    procedure_name: str
    unit: str
    state: str
    portal_status: int
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    promised_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    return_way: str
    timing: Timing
    supplement_until: datetime | None
    steps_done: int


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase of a term that has several: whose time it is follows from the drawing."""

    term: str
    from_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DeadlinePage:
    """Why the date is the date: every calendar day from receipt to the due date, counted or not.

    `legal_due_at` is the law's own date where the office has promised an earlier one; by `apology_due_at` an apology
    is given at the latest.
    """

    code: str
    term: str
    basis: str
    accepted_at: datetime | None
    clock_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    timing: Timing
    remaining_minutes: int | None
    pauses: tuple[PauseLine, ...]
    days: tuple[DayLine, ...]
    legal_term: str
    legal_due_at: datetime | None
    phases: tuple[PhaseLine, ...]
    apology_due_at: datetime | None
    calendar: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One fact of a dossier's chain; `payload` is empty once it was erased at the end of retention."""

    seq: int
    at: datetime
    actor: str
    name: str
    subject: str
    payload: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Component:
    """A paper the procedure asks for; `replaced_by` names the data of the State that may stand for it, `valid` how long
    one is good from its day of issue.
    """

    code: str
    name: str
    originals: int
    copies: int
    replaced_by: str = ""
    valid: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure that dossiers can be received under now; `form` is its application form (form-js); `fee_when`:
    before, acceptance or return.
    """

    slug: str
    code: str
    name: str
    field: str
    level: str
    term: str
    basis: str
    fee: int
    form_id: str
    form: Mapping[str, Any]
    components: tuple[Component, ...]
    definition_id: str
    version: int
    fee_when: str = "return"
