"""What the house says of a draft while it is drawn: the rules of `motcua check`, the budget of time, who is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.budget import Budget, Days
from cases.bundle import BundleNotReadable, Procedure, read_bundle
from cases.people import DESK_ROLES
from cases.procedure import budgets, check_bundle
from cases.tables import RoleHolding
from engine.model import Finding, Kind
from ground.errors import Problem
from ground.messages import translate

HOURS = 8
SENTENCES = {
    "step_without_term": ("The step {name} has no term.", "Give it a working time, as the decision will name one."),
    "role_without_people": (
        "Nobody in the house holds the role {name}.", "Ask the administrator to give it to somebody.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spent:
    """A budget in working hours, or days of the calendar where the law's term is in those: for a bar."""

    phase: str
    used: float
    allowed: float
    promised: float
    unit: str
    way: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every finding, and the budgets where the files can be read."""

    findings: tuple[Finding, ...]
    budgets: tuple[Spent, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)


def judge(session: Session, files: Mapping[str, bytes]) -> Judgement:
    """What stands in the way of these files; a file that cannot be read at all is a finding too."""
    bundle = {name: content for name, content in files.items() if not name.endswith(".scenarios.toml")}
    try:
        findings = [*check_bundle(bundle, session), *_missing(session, bundle)]
        return Judgement(tuple(findings), tuple(_spent(budget) for budget in budgets(bundle)))
    except Problem as problem:
        return Judgement((_unreadable(problem),), ())


def _unreadable(problem: Problem) -> Finding:
    said = {language: problem.sentence(language) for language in ("vi", "en")}
    place = str(problem.params.get("file", ""))
    line = problem.params.get("line", 0)
    return Finding(
        problem.code, "error", str(problem.params.get("place", "")), line if isinstance(line, int) else 0, said,
        {"vi": "", "en": ""}, place,
    )  # fmt: skip


def _missing(session: Session, bundle: Mapping[str, bytes]) -> Iterator[Finding]:
    try:
        procedure = read_bundle(bundle)
    except BundleNotReadable:  # a bare drawing: nobody is named yet
        return
    yield from _termless(procedure)
    held = set(session.scalars(select(RoleHolding.role).distinct()))
    for role, told in procedure.sheet.roles.items():
        if role not in held and role not in DESK_ROLES:
            yield _finding("role_without_people", f"{procedure.slug}.toml", role, 0, told.name)


def _termless(procedure: Procedure) -> Iterator[Finding]:
    drawing = procedure.processes[procedure.slug]
    for step in drawing.elements.values():
        if step.kind is Kind.USER_TASK and not step.properties.get("term"):
            yield _finding("step_without_term", drawing.file, step.id, step.line, step.name or step.id)


def _finding(rule: str, file: str, element: str, line: int, name: str) -> Finding:
    message, mend = (
        {language: translate(sentence, language, name=name) for language in ("vi", "en")}
        for sentence in SENTENCES[rule]
    )
    return Finding(rule, "warning", element, line, message, mend, file)


def _spent(budget: Budget) -> Spent:
    in_days = bool(budget.allowed.calendar) and not budget.allowed.working
    return Spent(
        budget.phase, _size(budget.used.measured_by(budget.allowed), in_days), _size(budget.allowed, in_days),
        _size(budget.promised, in_days), "cd" if in_days else "wh", budget.way, budget.places,
    )  # fmt: skip


def _size(days: Days, in_days: bool) -> float:
    return float(days.calendar) if in_days else float(days.working * HOURS + days.calendar)


def people_of_roles(session: Session) -> dict[str, int]:
    """How many officers hold each role."""
    rows = session.execute(
        select(RoleHolding.role, func.count(RoleHolding.officer_id.distinct())).group_by(RoleHolding.role)
    )
    return {row[0]: row[1] for row in rows}
