"""The stories beside a procedure, `<slug>.scenarios.toml`: read strictly into what is done and what is expected."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from cases.deadlines import parse_term
from ground.errors import Invalid
from ground.toml import TomlFault, read_toml


class ScenarioNotReadable(Invalid):
    """The scenarios {file} cannot be read at {place}: {reason}. Correct that line."""

    code = "scenario_not_readable"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Act(_Part):
    """One thing that happens. Time passes first (`advance`, a term); then a step is completed, a message comes, the
    applicant withdraws, the head apologises, or a leader allows to ask once more. `by` is who does it, else the cast
    of the step's role. `fail`: this operation fails once.
    """

    step: str = ""
    answers: Mapping[str, Any] = Field(default_factory=dict, alias="with")
    message: str = ""
    withdraw: str = ""
    allow: str = ""
    apologise: str = ""
    by: str = ""
    advance: str = ""
    fail: str = ""

    @property
    def words(self) -> str:
        """The act in a few words, for a report."""
        named = {"withdrawal": self.withdraw, "apology": self.apologise, "leave to ask again": self.allow}
        done = self.step or self.message or next((name for name, said in named.items() if said), "")
        return f"{self.advance} later, {done}" if self.advance and done else done or f"{self.advance} later"


class Expectation(_Part):
    """What must hold after so many acts; what is not written is not asked.

    `open`: the steps in somebody's list and the messages waited for; `timers`: the BPMN timers that run; `slips`: the
    kinds of those printed; `result`: granted or refused; `number`: that of the result; `ended`: the end event reached.
    """

    after: int = Field(ge=0)
    state: str | None = None
    open: tuple[str, ...] | None = None
    timers: tuple[str, ...] | None = None
    due: AwareDatetime | None = None
    slips: tuple[str, ...] | None = None
    result: str | None = None
    number: str | None = None
    ended: str | None = None


class Scenario(_Part):
    """One story: who plays, what the applicant hands in, what is done and what must hold."""

    name: str
    at: AwareDatetime
    cast: Mapping[str, str]
    given: Mapping[str, Any] = Field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)
    acts: tuple[Act, ...] = Field(alias="do")
    expectations: tuple[Expectation, ...] = Field(alias="expect", min_length=1)

    def answers_for(self, act: Act) -> dict[str, Any]:
        """The answers an act gives: the story's usual ones for this step, then its own."""
        return {**self.answers.get(act.step or act.message, {}), **act.answers}


_LAID_OVER = ("cast", "given", "answers")
_SHARED = ("at", *_LAID_OVER)


def read_scenarios(content: bytes, file: str) -> tuple[Scenario, ...]:
    """The scenarios of a file; `at`, `cast`, `given` and `answers` above them are what each begins with.

    Raises `ScenarioNotReadable` at the first thing that is wrong.
    """
    try:
        page = read_toml(content)
        shared = {name: page.pop(name) for name in _SHARED if name in page}
        stories = page.pop("scenario", [])
        if page:
            raise ScenarioNotReadable(file=file, place=next(iter(page)), reason="an unknown name")
        _refuse_shape(shared, stories, file)
        scenarios = tuple(Scenario.model_validate(_plain(_over(shared, story))) for story in stories)
    except TomlFault as error:
        raise ScenarioNotReadable(file=file, place="–", reason=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise ScenarioNotReadable(file=file, place=place, reason=first["msg"]) from error
    for scenario in scenarios:
        _check(scenario, file)
    return scenarios


def _refuse_shape(shared: Mapping[str, Any], stories: object, file: str) -> None:
    if not isinstance(stories, list) or not all(isinstance(story, dict) for story in stories):
        raise ScenarioNotReadable(file=file, place="scenario", reason="tables under [[scenario]] are expected")
    for holder in (shared, *stories):
        for name in _LAID_OVER:
            if not isinstance(holder.get(name, {}), dict):
                raise ScenarioNotReadable(file=file, place=name, reason="a table is expected")


def _over(shared: Mapping[str, Any], story: Mapping[str, Any]) -> dict[str, Any]:
    """The story over what all stories share; tables are laid over each other, everything else is replaced."""
    merged = {**shared, **story}
    for name in _LAID_OVER:
        merged[name] = {**shared.get(name, {}), **story.get(name, {})}
    return merged


def _plain(value: Any) -> Any:
    """TOML's local days become ISO text, as a form sends them; instants stay what they are."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, datetime)) else value.isoformat()


def _check(scenario: Scenario, file: str) -> None:
    for act in scenario.acts:
        if act.advance:
            parse_term(act.advance)
        if sum(map(bool, (act.step, act.message, act.withdraw, act.apologise, act.allow))) > 1:
            raise ScenarioNotReadable(file=file, place=scenario.name, reason="an act does one thing only")
        if not (act.step or act.message or act.withdraw or act.apologise or act.allow or act.advance):
            raise ScenarioNotReadable(file=file, place=scenario.name, reason="an act does nothing")
    for expectation in scenario.expectations:
        if expectation.after > len(scenario.acts):
            reason = f"nothing is done a {expectation.after}th time"
            raise ScenarioNotReadable(file=file, place=scenario.name, reason=reason)
