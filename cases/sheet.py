"""The sheet of a procedure: what the law says about it beside its drawing, one TOML file, read strictly."""

from collections.abc import Mapping
from datetime import date, time
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from cases.deadlines import Cutoff, Term, TermWithoutDate, parse_term
from ground.errors import Invalid
from ground.toml import TomlFault, read_toml

Shape = TypeVar("Shape", bound=BaseModel)


class SheetNotReadable(Invalid):
    """The sheet {file} is not readable at {place}: {reason}. Correct that line."""

    code = "sheet_not_readable"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Law(_Part):
    """What one rule pack's law says: the term, a shorter published commitment, and the effect of a supplement.

    `cutoff` where this procedure's own law says when a late receipt counts from the next working day: `last_hour`,
    an hour as `15:00`, or `after_hours`.
    """

    pack: str
    term: str
    basis: str
    commitment: str = ""
    refusal_term: str = ""
    on_supplement: str = Field(default="restart", pattern="^(restart|suspend)$")
    cutoff: str = Field(default="", pattern="^(|after_hours|last_hour|[0-2][0-9]:[0-5][0-9])$")

    @field_validator("term", "commitment", "refusal_term")
    @classmethod
    def _is_term(cls, text: str) -> str:
        if text and not parse_term(text).is_dated:
            raise TermWithoutDate(term=text)
        return text

    @property
    def start(self) -> Cutoff | None:
        """From which hour of receipt on the clock starts the next working day; None: as the rule pack says."""
        if not self.cutoff:
            return None
        return Cutoff("at", time.fromisoformat(self.cutoff)) if self.cutoff[0].isdigit() else Cutoff(self.cutoff)

    @property
    def promised(self) -> Term:
        """The term the office answers for: its commitment where there is one, else the law's."""
        return parse_term(self.commitment or self.term)


class Fee(_Part):
    """What it costs, in đồng, and when it is paid: before, acceptance or return."""

    amount: int = Field(ge=0)
    when: str = Field(default="return", pattern="^(before|acceptance|return)$")
    basis: str = ""


class Role(_Part):
    """Who a lane is: its Vietnamese name and in which unit of the dossier the role is held."""

    name: str
    unit: str = Field(pattern="^(receiving|handling)$")


class Component(_Part):
    """A paper the procedure asks for; `valid` is how long it is good, `replaced_by` the data that makes it needless,
    `basis` the article that asks for it.
    """

    code: str
    name: str
    originals: int = Field(default=1, ge=0)
    copies: int = Field(default=0, ge=0)
    valid: str = ""
    replaced_by: str = ""
    optional: bool = False
    basis: str = ""


class ResultKind(_Part):
    """A document the procedure can end in: its template and the book its number comes from.

    `unit` is the one of the dossier's two units that issues it; `signer` the role of whoever signs, named on the draft.
    """

    key: str
    name: str = ""
    kind: str = Field(pattern="^(granted|refused)$")
    template: str
    number: str = ""
    symbol: str = ""
    unit: str = Field(default="handling", pattern="^(receiving|handling)$")
    signer: str = "lanh_dao_don_vi"


class Incoming(_Part):
    """A message from outside that a drawing waits for: its Vietnamese name, the role that may enter it at the desk, and
    the form its contents are checked by (none: it brings nothing but itself).
    """

    name: str
    role: str
    form: str = ""


class NamedTerm(_Part):
    """A term beside the procedure's own that a drawing counts: for a follow-up, or a new phase. `note` says what the
    office has to check where the law leaves it open.
    """

    term: str
    basis: str = ""
    note: str = ""

    @field_validator("term")
    @classmethod
    def _is_term(cls, text: str) -> str:
        parse_term(text)
        return text


class Approval(_Part):
    """The decision by which the head of the agency approved the process, and the days it holds (both included)."""

    reference: str = Field(default="", max_length=200)
    valid_from: date | None = None
    valid_to: date | None = None


class Sheet(_Part):
    """A whole sheet."""

    code: str
    name: str = Field(max_length=500)
    field: str = ""
    field_name: str = ""
    level: str = ""
    law: tuple[Law, ...] = Field(min_length=1)
    fee: Fee = Fee(amount=0)
    roles: Mapping[str, Role]
    component: tuple[Component, ...] = ()
    form: Mapping[str, str]
    result: tuple[ResultKind, ...] = ()
    messages: Mapping[str, Incoming] = Field(default_factory=dict)
    terms: Mapping[str, NamedTerm] = Field(default_factory=dict)
    approval: Approval = Approval()

    def law_of(self, pack: str) -> Law | None:
        """What the law of this rule pack says, if the sheet has it."""
        return next((law for law in self.law if law.pack == pack), None)

    def result_of(self, key: str) -> ResultKind | None:
        return next((result for result in self.result if result.key == key), None)


def read_sheet(content: bytes, file: str) -> Sheet:
    """A sheet from its bytes. Raises `SheetNotReadable` at the first thing that is wrong."""
    try:
        return Sheet.model_validate(read_toml(content))
    except TomlFault as error:
        raise SheetNotReadable(file=file, place="–", reason=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise SheetNotReadable(file=file, place=place, reason=first["msg"]) from error
    except Invalid as problem:
        raise SheetNotReadable(file=file, place="law", reason=problem.sentence()) from problem
