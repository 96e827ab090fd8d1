"""Papers drawn to be looked at: every slip, every result in force or of a draft, filled with example values.

A job draws them, never a request; each bears the words XEM THỬ on every page, and is gone after a day.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable, Procedure, read_bundle
from cases.designfiles import DesignNotFound, files_at
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.procedure import active_procedure, procedure_of
from cases.samples import sample_facts
from cases.tables import Design, Officer, PaperTrial
from documents.examples import BOOKS, SLIPS
from documents.render import RenderFailed, TemplateNotFound, render
from documents.vault import Vault
from engine.jobs import enqueue
from engine.tables import Definition
from ground.clock import Clock
from ground.errors import Conflict, NotFound

KEPT = timedelta(days=1)
HOUSE = "slips"
MOST_CHANGES, LONGEST = 60, 4000
# What is the same on every paper of the house, or is no text somebody types.
_FIXED = frozenset({"look_up", "made_at", "record", "paper_size", "layout", "on_return", "kind", "variables"})


class TemplateUnknown(NotFound):
    """There is no template {template} among those in force."""

    code = "paper_template_unknown"


class TrialNotDrawn(Conflict):
    """The paper is still being drawn. Look again in a moment."""

    code = "paper_trial_not_drawn"


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template: under what name it is looked at. `name` is its title where the sheet gives one."""

    slug: str
    template: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class TemplateShelf:
    """The templates of one procedure, of a draft (`slug` is its id), or (`slug` "slips") of the house itself."""

    slug: str
    name: str
    lines: tuple[TemplateLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the press is given."""

    template: str
    kind: Literal["slip", "result"]
    facts: dict[str, Any]
    sources: dict[str, str]


def templates(session: Session, clock: Clock, officer: Officer) -> tuple[TemplateShelf, ...]:
    """All of them, those of the house first. Raises `RoleMissing`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    return (_house(), *_procedures(session))


def shelf_of(session: Session, clock: Clock, officer: Officer, slug: str) -> TemplateShelf:
    """The templates of the house, of a procedure in force, or of a draft. Raises `RoleMissing`, `TemplateUnknown`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    if slug == HOUSE:
        return _house()
    name, procedure = _named(session, slug)
    return _shelf(slug, name, procedure)


def _house() -> TemplateShelf:
    return TemplateShelf(HOUSE, "", tuple(TemplateLine(HOUSE, key, "", "slip") for key in (*SLIPS, *BOOKS)))


def _shelf(slug: str, name: str, procedure: Procedure) -> TemplateShelf:
    kinds = procedure.sheet.result
    return TemplateShelf(slug, name, tuple(TemplateLine(slug, kind.key, kind.name, kind.kind) for kind in kinds))


def _procedures(session: Session) -> Iterator[TemplateShelf]:
    rows = session.scalars(select(Definition).where(Definition.state == "active").order_by(Definition.name))
    for row in rows:
        try:
            procedure = procedure_of(session, row.id)
        except BundleNotReadable:
            continue  # a bare drawing has no papers
        yield _shelf(row.key, row.name, procedure)


def _named(session: Session, slug: str) -> tuple[str, Procedure]:
    """The procedure in force of this name, or the newest saved state of the draft of this id."""
    design = session.get(Design, slug)
    if design is None:
        definition, procedure = active_procedure(session, slug)
        return definition.name, procedure
    if design.state == "dropped":
        raise DesignNotFound
    return design.name, read_bundle(files_at(session, design.id, design.number))


def values_of(session: Session, clock: Clock, officer: Officer, slug: str, template: str) -> dict[str, str]:
    """The example texts of a template that may be set otherwise, by their place. Raises `TemplateUnknown`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    return dict(_texts(_sheet(session, slug, template).facts))


def order_trial(
    session: Session, clock: Clock, officer: Officer, slug: str, template: str, changes: Mapping[str, str]
) -> PaperTrial:
    """Have it drawn with these texts instead of the examples; an answer emptied was never given.

    Raises `RoleMissing`, `TemplateUnknown`.
    """
    examples = values_of(session, clock, officer, slug, template)
    changed = {name: text[:LONGEST] for name, text in changes.items() if examples.get(name, text) != text}
    session.execute(delete(PaperTrial).where(PaperTrial.ordered_at < clock.now() - KEPT))
    trial = PaperTrial(
        slug=slug, template=template, changes=dict(list(changed.items())[:MOST_CHANGES]), ordered_by=officer.name,
        ordered_at=clock.now(),
    )  # fmt: skip
    session.add(trial)
    session.flush()
    enqueue(session, clock, "draw_trial", {"trial": trial.id})
    return trial


def trial_of(session: Session, officer: Officer, trial_id: str) -> PaperTrial:
    """One he has ordered himself. Raises `TemplateUnknown`."""
    trial = session.get(PaperTrial, trial_id)
    if trial is None or trial.ordered_by != officer.name:
        raise TemplateUnknown(template=trial_id[:32])
    return trial


def order_of(session: Session, trial_id: str) -> Sheet | None:
    """What the press is to be given for it; None when nobody waits for it any more."""
    trial = session.get(PaperTrial, trial_id)
    if trial is None:
        return None
    sheet = _sheet(session, trial.slug, trial.template)
    facts = _changed(sheet.facts, trial.changes) | {"preview": True, "demo": True}
    return Sheet(sheet.template, sheet.kind, facts, sheet.sources)


def draw(vault: Vault, sheet: Sheet) -> tuple[str | None, str]:
    """The digest of the drawn paper, or why it cannot be drawn. Slow: never inside a transaction."""
    try:
        return vault.keep(render(sheet.template, sheet.facts, kind=sheet.kind, sources=sheet.sources)), ""
    except (RenderFailed, TemplateNotFound) as problem:
        return None, problem.sentence("vi")


def note_drawn(session: Session, trial_id: str, digest: str | None, fault: str) -> None:
    """Say that it is drawn, or why not."""
    trial = session.get(PaperTrial, trial_id)
    if trial is not None:
        trial.digest, trial.fault = digest, fault


def _sheet(session: Session, slug: str, template: str) -> Sheet:
    if slug == HOUSE:
        slips: Mapping[str, Any] = {**SLIPS, **BOOKS}
        if template not in slips:
            raise TemplateUnknown(template=template)
        return Sheet(f"slips/{template}.html", "slip", dict(slips[template]), {})
    _, procedure = _named(session, slug)
    kind = procedure.sheet.result_of(template)
    name = f"{procedure.slug}.{kind.template}.html" if kind else ""
    if kind is None or name not in procedure.files:
        raise TemplateUnknown(template=template)
    return Sheet(name, "result", sample_facts(procedure, kind), {name: procedure.files[name].decode("utf-8")})


def _texts(node: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the facts with its place, as in `applicant.full_name` and `papers.0.name`."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, Mapping):
        for key, inner in node.items():
            if key not in _FIXED:
                yield from _texts(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(node, list):
        for number, inner in enumerate(node[:2]):
            yield from _texts(inner, f"{place}.{number}")


def _changed(facts: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    made = deepcopy(dict(facts))
    for place, text in changes.items():
        _set(made, place.split("."), text)
    return made


def _set(node: Any, steps: Sequence[str], text: str) -> None:
    *way, last = steps
    holder = node
    for step in way:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    if steps[0] == "answers" and not text and isinstance(holder, dict):
        holder.pop(last, None)
    elif isinstance(holder, list):
        holder[int(last)] = text
    else:
        holder[last] = text
