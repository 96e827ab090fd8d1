"""The shapes of what the desk does with a dossier beside its steps: taken strictly, given plainly."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from api.schemas import Out
from api.schemas_in import Key, Line, Longer, Strict
from cases.consultations import Question
from cases.units import Absence, Grant

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Remark = Annotated[str, StringConstraints(max_length=4000)]
Size = Literal["", "A4", "A5"]
Codes = Annotated[list[Key], Field(min_length=1, max_length=200)]


class ReasonIn(Strict):
    """Why."""

    reason: Text


class PauseIn(Strict):
    """On which ground of the rule pack the clock stands still, what shows it, and until when at most."""

    ground: Key
    evidence: Text
    until: AwareDatetime | None = None


class ResumptionIn(Strict):
    """What shows that the clock may go on."""

    evidence: Remark = ""


class ApologyIn(Strict):
    """The reason and the new date, which lies in working time after the old one."""

    reason: Text
    new_due_at: AwareDatetime


class QuestionIn(Strict):
    """Whom to ask (`unit` of the house by its code, or an `agency`), what, for how long, and what silence means."""

    content: Text
    unit: Annotated[str, StringConstraints(max_length=50)] = ""
    agency: Line = ""
    term: Annotated[str, StringConstraints(max_length=20)] = ""
    silence: Literal["wait", "consent", "report"] = "wait"
    papers: Annotated[list[Key], Field(max_length=50)] = Field(default_factory=list)

    def question(self) -> Question:
        """The same for the desk."""
        return Question(**self.model_dump() | {"papers": tuple(self.papers)})


class QuestionsIn(Strict):
    """Several are asked at once, each on its own clock."""

    questions: Annotated[list[QuestionIn], Field(min_length=1, max_length=20)]


class OpinionIn(Strict):
    """An answer to a consultation."""

    opinion: Literal["agreed", "objected", "remarked"]
    answer: Text


class ExtensionIn(Strict):
    """More time for the one who was asked, once."""

    term: Annotated[str, StringConstraints(min_length=3, max_length=20)]
    reason: Text


class AssignmentIn(Strict):
    """Into whose hands a step goes, and why."""

    to: Key
    reason: Text


class PaymentIn(Strict):
    """Money taken, in whole dong."""

    amount: Annotated[int, Field(gt=0, le=10**12)]
    way: Literal["cash", "card", "transfer", "online"]
    receipt_number: Annotated[str, StringConstraints(min_length=1, max_length=50)]


class RatingIn(Strict):
    """What the applicant says."""

    level: Literal["very_satisfied", "satisfied", "unsatisfied"]
    remark: Longer = ""


class CallIn(Strict):
    """To which window a ticket is called."""

    place: Annotated[str, StringConstraints(max_length=30)] = ""


class ServedIn(Strict):
    """The dossier that was handed in or fetched, if any."""

    code: Annotated[str, StringConstraints(max_length=50)] = ""


class SlipIn(Strict):
    """A paper drawn from the facts of a dossier; a result receipt names who took the result."""

    kind: Literal["control", "result_receipt"]
    paper_size: Size = ""
    receiver: Line = ""
    identity: Line = ""


class RegisterIn(Strict):
    """A volume of the register, or some days of it."""

    volume: Key
    from_on: date
    until_on: date
    paper_size: Size = ""


class HandoverIn(Strict):
    """The dossiers whose papers go to another unit together."""

    codes: Codes
    to: Annotated[str, StringConstraints(min_length=1, max_length=50)]
    paper_size: Size = ""


class ReservationIn(Strict):
    """What a number is taken for that stands on no result of the house."""

    reason: Text


class AbsenceIn(Strict):
    """Who is away, who stands in, from when to when, and in which procedures (none named: in all)."""

    absent: Key
    substitute: Key
    from_at: AwareDatetime
    until_at: AwareDatetime
    procedures: Annotated[list[Key], Field(max_length=100)] = Field(default_factory=list)
    reason: Line = ""

    def absence(self) -> Absence:
        """The same for the desk."""
        return Absence(**self.model_dump() | {"procedures": tuple(self.procedures)})


class GrantIn(Strict):
    """In whose place an officer signs for a unit, on which basis and for how long."""

    officer: Key
    unit: Key
    form: Literal["", "TM", "KT", "TL", "TUQ", "Q"]
    head_title: Line = ""
    basis: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    from_on: date
    until_on: date | None = None
    procedures: Annotated[list[Key], Field(max_length=100)] = Field(default_factory=list)

    def grant(self) -> Grant:
        """The same for the desk."""
        return Grant(**self.model_dump() | {"procedures": tuple(self.procedures)})


class EndIn(Strict):
    """The last day of a unit and the unit it goes on in."""

    until_on: date
    successor: Key


class MadeOut(Out):
    """What was written down, by its id."""

    id: str


class DoneOut(Out):
    """Where the dossier stands after the act."""

    code: str
    state: str
    due_at: datetime | None
    original_due_at: datetime | None
    promised_at: datetime | None


class ConsultationOut(Out):
    """A request for an opinion, as the one who was asked may see it too."""

    id: str
    agency: str
    content: str
    papers: list[str]
    silence: str
    state: str
    asked_at: datetime
    due_at: datetime
    is_late: bool
    opinion: str
    answer: str
    answered_at: datetime | None


class ConsultationsOut(Out):
    """Requests for opinions."""

    rows: list[ConsultationOut]


class SlipOrderedOut(Out):
    """A slip that is numbered and being printed; its bytes are at `/slips/{id}` a moment later."""

    id: str
    kind: str
    number: str


class TicketOut(Out):
    """A number in the queue of a counter."""

    number: int
    day_on: date
    taken_at: datetime
    called_at: datetime | None
    place: str
    served_at: datetime | None


class PaymentOut(Out):
    """Money taken."""

    amount: int
    way: str
    receipt_number: str
    paid_at: datetime


class RefundOut(Out):
    """Money given back, in whole dong."""

    amount: int


class RatingOut(Out):
    """A rating."""

    level: str
    rated_at: datetime


class IdleOut(Out):
    """A dossier that lies still."""

    code: str
    procedure_name: str
    state: str
    since_at: datetime
    last_fact: str
    last_actor: str
    due_at: datetime | None


class IdlesOut(Out):
    """Dossiers on which nothing has happened for a while, longest first."""

    rows: list[IdleOut]


class ApologyLineOut(Out):
    """An apology that waits for its signature."""

    code: str
    procedure_name: str
    due_at: datetime
    new_due_at: datetime
    reason: str
    is_overdue: bool


class ApologiesOut(Out):
    """Apologies drafted and not signed, the most urgent first."""

    rows: list[ApologyLineOut]


class NumberOut(Out):
    """One number of a book; `kind`: issued, reserved, cancelled, or missing."""

    serial: int
    kind: str
    number: str
    code: str
    reason: str
    at: datetime | None


class NumbersOut(Out):
    """Every number of a book, none left out."""

    rows: list[NumberOut]


class ReservedOut(Out):
    """A number taken for a paper outside."""

    book: str
    year: int
    serial: int
