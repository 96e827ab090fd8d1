"""What this door takes. Strict: nothing is converted, nothing unknown is let through, every text has an end."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cases.intake import Submitter
from cases.queries import Criteria, Filters
from cases.reception import Applicant, Intake, PaperBrought

Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Line = Annotated[str, StringConstraints(max_length=300)]
Short = Annotated[str, StringConstraints(max_length=50)]
Longer = Annotated[str, StringConstraints(max_length=500)]
Answers = Annotated[dict[str, Any], Field(max_length=500)]
Count = Annotated[int, Field(ge=0, le=999)]
Limit = Annotated[int, Field(ge=1, le=100)]


def example(**body: Any) -> ConfigDict:
    """What the document shows of a body."""
    return ConfigDict(json_schema_extra={"examples": [body]})


class Strict(BaseModel):
    """The base of everything taken."""

    model_config = ConfigDict(strict=True, extra="forbid")


class LogInIn(Strict):
    """A log-in name and its password."""

    name: Key
    password: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Empty(Strict):
    """Nothing: the address says it all."""


class ApplicantIn(Strict):
    """Whose dossier it is."""

    full_name: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    kind: Literal["citizen", "organisation"] = "citizen"
    identity: Annotated[str, StringConstraints(max_length=20)] = ""
    address: Longer = ""
    phone: Annotated[str, StringConstraints(max_length=20)] = ""
    email: Annotated[str, StringConstraints(max_length=200)] = ""


class PaperIn(Strict):
    """A component brought: how many originals, how many copies; or `offer`, a paper that is here already.

    `because`: why it is asked for all the same.
    """

    code: Annotated[str, StringConstraints(min_length=1, max_length=50)]
    originals: Count = 0
    copies: Count = 0
    certified: Count = 0
    issued_on: date | None = None
    source: Literal["brought", "reused", "replaced"] = "brought"
    reference: Annotated[str, StringConstraints(max_length=200)] = ""
    offer: Annotated[str, StringConstraints(max_length=60)] = ""
    because: Annotated[str, StringConstraints(max_length=500)] = ""


class SubmitterIn(Strict):
    """Who hands it in for the applicant, and the paper that lets him."""

    full_name: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    authority: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    identity: Annotated[str, StringConstraints(max_length=20)] = ""
    address: Longer = ""
    phone: Annotated[str, StringConstraints(max_length=20)] = ""
    email: Annotated[str, StringConstraints(max_length=200)] = ""


class DossierIn(Strict):
    """A dossier handed in: under which procedure (its slug), by whom, with which answers and papers."""

    model_config = example(
        procedure="khai_bao_thiet_bi",
        applicant={"full_name": "Nguyễn Văn An", "identity": "001200000001", "phone": "0900000001"},
        answers={"ten_don_vi": "Công ty TNHH Cơ khí Đông Á", "ma_so": "0100000000", "cam_doan": True},
        papers=[{"code": "000.00.00.G09-KQ001341", "originals": 1}], channel="online",
    )  # fmt: skip

    procedure: Key
    applicant: ApplicantIn
    answers: Answers = Field(default_factory=dict)
    papers: Annotated[list[PaperIn], Field(max_length=100)] = Field(default_factory=list)
    channel: Literal["counter", "online", "post"] = "counter"
    handling_unit: Annotated[str, StringConstraints(max_length=50)] = ""
    counter: Annotated[str, StringConstraints(max_length=50)] = ""
    submitter: SubmitterIn | None = None
    identified_by: Literal["", "chip", "qr", "population", "account", "paper", "postal"] = ""
    request: Annotated[str, StringConstraints(max_length=2000)] = ""
    sets: Annotated[int, Field(ge=1, le=99)] = 1
    return_way: Literal["counter", "online", "post"] = "counter"
    post_number: Annotated[str, StringConstraints(max_length=50)] = ""

    def intake(self) -> Intake:
        """What reception receives."""
        return Intake(
            procedure=self.procedure,
            applicant=Applicant(**self.applicant.model_dump()),
            answers=self.answers,
            papers=tuple(PaperBrought(**paper.model_dump()) for paper in self.papers),
            channel=self.channel,
            handling_unit=self.handling_unit,
            counter=self.counter,
            submitter=Submitter(**self.submitter.model_dump()) if self.submitter is not None else None,
            identified_by=self.identified_by,
            request=self.request,
            sets=self.sets,
            return_way=self.return_way,
            post_number=self.post_number,
        )


class DossierSearch(Strict):
    """Which dossiers are wanted; `text` is matched without diacritics. `cursor` is the `next` of the page before.

    `due_from` and `due_until` are days of the date of return. `sort`: `-received`, the newest first, or by `due`, the
    date of return of open dossiers that have one; with a minus the latest first. Beside a `text` exact hits come first:
    no other `sort`.
    """

    model_config = example(text="nguyen van an", submitted_from="2026-08-01", limit=20)

    text: Line = ""
    state: Annotated[str, StringConstraints(max_length=20)] = ""
    procedure: Annotated[str, StringConstraints(max_length=100)] = ""
    is_late: bool = False
    unit: Short = ""
    submitted_from: date | None = None
    submitted_until: date | None = None
    due_from: date | None = None
    due_until: date | None = None
    sort: Literal["-received", "due", "-due"] = "-received"
    cursor: Longer = ""
    limit: Limit = 50

    def criteria(self) -> Criteria:
        """The same for the desk."""
        return Criteria(**dict(self))


class TaskSearch(Strict):
    """Which open tasks are wanted: `mine`, those `free` to take, both, those `given` to colleagues, or `all` of one's
    units; in one queue, of one unit (its code), step (`element`), `holder` (`-`: nobody) or badge (`mark`).

    `sort`: by working time `left`, `arrived`, `code` or `name`; with a minus the other way round.
    """

    model_config = example(whose="both", queue="soon", sort="left", limit=20)

    whose: Literal["mine", "free", "both", "given", "all"] = "both"
    queue: Literal["", "new", "handling", "supplement", "opinion", "soon", "late", "return"] = ""
    unit: Short = ""
    element: Annotated[str, StringConstraints(max_length=200)] = ""
    holder: Annotated[str, StringConstraints(max_length=100)] = ""
    mark: Short = ""
    sort: Literal["left", "-left", "arrived", "-arrived", "code", "-code", "name", "-name"] = "left"
    role: Annotated[str, StringConstraints(max_length=50)] = ""
    procedure: Annotated[str, StringConstraints(max_length=100)] = ""
    text: Line = ""
    is_late: bool = False
    cursor: Longer = ""
    limit: Limit = 50

    def filters(self) -> Filters:
        """The same for the desk."""
        return Filters(**dict(self))


class CompletionIn(Strict):
    """The answers of the task's form, by field key.

    `seen`: the digest of the draft you looked at (the task's `draft`), where your decision lets it be signed.
    """

    model_config = example(answers={"outcome": "accepted"})

    answers: Answers = Field(default_factory=dict)
    seen: Annotated[str, StringConstraints(max_length=64)] = ""


class InstanceIn(Strict):
    """A trial run of a deployed diagram, without a dossier."""

    key: Key
    variables: Answers = Field(default_factory=dict)


class MessageIn(Strict):
    """A message for the instance that waits for it under this correlation key; kept `ttl_seconds` if none does yet."""

    message: Key
    correlation: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    variables: Answers = Field(default_factory=dict)
    key: Annotated[str, StringConstraints(max_length=100)] = ""
    ttl_seconds: Annotated[int, Field(ge=0, le=30 * 86400)] = 3600


class SignalIn(Strict):
    """A signal for every instance that waits for it now; thrown once for one `key`."""

    signal: Key
    variables: Answers = Field(default_factory=dict)
    key: Annotated[str, StringConstraints(max_length=100)] = ""


class BundleIn(BaseModel):
    """The files of one procedure, each part named `file` with its own file name (`<slug>.bpmn`, `<slug>.toml` …)."""

    file: list[bytes]


class VersionHeader(BaseModel):
    """The version of the task the caller has seen, as its ETag gave it: `"3"`."""

    if_match: str = Field(alias="If-Match")


class RepeatHeader(BaseModel):
    """A key of the caller's own; the same request with the same key is carried out once."""

    idempotency_key: str | None = Field(default=None, alias="Idempotency-Key", max_length=100)


class VersionAndRepeatHeader(VersionHeader, RepeatHeader):
    """Both conditions of a change to a task."""
