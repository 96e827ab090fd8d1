"""Two versions of a procedure held side by side: what became of each shape, and in words what changes for people.

The words are those of a submission to the head of the agency: steps, days, papers, roles, fees, results.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.budget import HOURS, budgets_of
from cases.bundle import Procedure, read_bundle
from cases.sheet import Sheet
from engine.definitions import files_of
from engine.layout import pictured
from engine.model import PERSON_TASKS, Element, Process
from engine.tables import Definition
from ground.errors import NotFound


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: an English sentence with {words} to be translated; of them `terms` are terms like `5wd`."""

    text: str
    words: Mapping[str, str | int]
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: `drawings` names its processes, `marks` says of shapes `added`, `dropped` or `changed`."""

    id: str
    version: int
    name: str
    drawings: Mapping[str, str]
    marks: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, and the differences in words, the weightiest first."""

    slug: str
    old: Side
    new: Side
    differences: tuple[Difference, ...]


def compare(session: Session, old_id: str, new_id: str) -> Comparison:
    """Hold two stored versions of one procedure side by side. Raises `NotFound`, `BundleNotReadable`."""
    rows = [session.get(Definition, each) for each in (old_id, new_id)]
    old_row, new_row = rows
    if old_row is None or new_row is None or old_row.key != new_row.key:
        raise NotFound
    old, new = (read_bundle(files_of(session, row.id)) for row in (old_row, new_row))
    before, after = _shapes(old), _shapes(new)
    marks_old, marks_new = _marks(before, after)
    return Comparison(
        old_row.key,
        Side(old_row.id, old_row.version, old.sheet.name, _drawings(old), marks_old),
        Side(new_row.id, new_row.version, new.sheet.name, _drawings(new), marks_new),
        tuple(differences(old, new)),
    )


def drawing_of_version(session: Session, definition_id: str, process: str) -> bytes:
    """One drawing of a version as BPMN with a picture. Raises `NotFound`."""
    if session.get(Definition, definition_id) is None:
        raise NotFound
    files = files_of(session, definition_id)
    drawn = read_bundle(files).processes.get(process)
    if drawn is None:
        raise NotFound
    return pictured(files[drawn.file], drawn.file)


BOTH = frozenset({"before", "after"})
Place = tuple[str, str]
Shapes = Mapping[Place, tuple[object, ...]]


def _shapes(procedure: Procedure) -> dict[Place, tuple[object, ...]]:
    """All that matters of every element by its place; where it lies on the paper does not."""
    return {
        (process.id, element.id): _essence(procedure, process, element)
        for process in procedure.processes.values()
        for element in process.elements.values()
        if element.drawn
    }


def _essence(procedure: Procedure, process: Process, element: Element) -> tuple[object, ...]:
    flows = sorted((flow.target, flow.condition) for flow in process.outgoing(element.id))
    written = {name: getattr(element, name) for name in Element.__slots__ if name not in ("line", "properties")}
    form = repr(procedure.forms.get(element.form_id)) if element.form_id else ""
    properties = sorted(procedure.properties(process.id, element.id).items())
    return (repr(written), properties, flows, form)


def _marks(before: Shapes, after: Shapes) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    old: dict[str, dict[str, str]] = {}
    new: dict[str, dict[str, str]] = {}
    for process, element in before.keys() - after.keys():
        old.setdefault(process, {})[element] = "dropped"
    for process, element in after.keys() - before.keys():
        new.setdefault(process, {})[element] = "added"
    for place in before.keys() & after.keys():
        if before[place] != after[place]:
            for side in (old, new):
                side.setdefault(place[0], {})[place[1]] = "changed"
    return old, new


def _drawings(procedure: Procedure) -> dict[str, str]:
    ordered = sorted(procedure.processes, key=lambda name: (name != procedure.slug, name))
    return {name: procedure.processes[name].name or name for name in ordered}


def differences(old: Procedure, new: Procedure) -> Iterator[Difference]:
    """What changes, in words."""
    for look in (_terms, _steps, _roles, _papers, _fee, _results, _stepwise):
        yield from look(old, new)


def _terms(old: Procedure, new: Procedure) -> Iterator[Difference]:
    for law in new.sheet.law:
        was = old.sheet.law_of(law.pack)
        if was is None:
            words = {"pack": law.pack, "term": law.term, "basis": law.basis}
            yield Difference("A term by the rules of {pack} is new: {term} ({basis}).", words, frozenset({"term"}))
        elif was.promised != law.promised:
            words = {"before": str(was.promised), "after": str(law.promised)}
            yield Difference("The promised term goes from {before} to {after}.", words, BOTH)
    before, after = _longest(old), _longest(new)
    if before is not None and after is not None and before != after:
        days = abs(before - after)
        shorter, longer = (
            "The longest way is {days} working days shorter.",
            "The longest way is {days} working days longer.",
        )
        text = shorter if after < before else longer
        yield Difference(text, {"days": _number(days)})


def _longest(procedure: Procedure) -> Fraction | None:
    """Working days of the longest way; None when it is told in calendar days."""
    budgets = budgets_of(procedure)
    if not budgets or budgets[0].used.calendar:
        return None
    return budgets[0].used.working


def _number(days: Fraction) -> str:
    """Working days to the hour: 2.5 for twenty hours."""
    return f"{float(round(days * HOURS) / HOURS):g}"


def _people(procedure: Procedure) -> dict[Place, Element]:
    return {
        (process.id, element.id): element
        for process in procedure.processes.values()
        for element in process.elements.values()
        if element.kind in PERSON_TASKS
    }


def _steps(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before, after = _people(old), _people(new)
    if len(before) != len(after):
        count = abs(len(before) - len(after))
        text = "{count} steps of officers fewer." if len(after) < len(before) else "{count} steps of officers more."
        yield Difference(text, {"count": count})
    yield from _named("Dropped: {names}.", (before[place].name or place[1] for place in before.keys() - after.keys()))
    yield from _named("New: {names}.", (after[place].name or place[1] for place in after.keys() - before.keys()))


def _named(text: str, names: Iterable[str]) -> Iterator[Difference]:
    known = sorted(set(names))
    if known:
        yield Difference(text, {"names": ", ".join(f"“{name}”" for name in known)})


def _lanes(procedure: Procedure) -> dict[str, str]:
    used = {element.lane for element in _people(procedure).values()}
    return {key: role.name for key, role in procedure.sheet.roles.items() if key in used}


def _roles(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before, after = _lanes(old), _lanes(new)
    yield from _named("No longer involved: {names}.", (before[key] for key in before.keys() - after.keys()))
    yield from _named("Newly involved: {names}.", (after[key] for key in after.keys() - before.keys()))


def _papers(old: Procedure, new: Procedure) -> Iterator[Difference]:
    before = {each.code: each for each in old.sheet.component}
    after = {each.code: each for each in new.sheet.component}
    yield from _named("No longer asked for: {names}.", (before[code].name for code in before.keys() - after.keys()))
    yield from _named("Newly asked for: {names}.", (after[code].name for code in after.keys() - before.keys()))
    replaced = [
        code for code in before.keys() & after.keys() if after[code].replaced_by and not before[code].replaced_by
    ]
    yield from _named("Replaced by data of the State: {names}.", (after[code].name for code in replaced))


def _fee(old: Procedure, new: Procedure) -> Iterator[Difference]:
    if old.sheet.fee.amount != new.sheet.fee.amount:
        words = {"before": f"{old.sheet.fee.amount:,}", "after": f"{new.sheet.fee.amount:,}"}
        yield Difference("The fee goes from {before} to {after} đồng.", words)


def _results(old: Procedure, new: Procedure) -> Iterator[Difference]:
    def names(sheet: Sheet) -> dict[str, str]:
        return {each.key: each.name or each.key for each in sheet.result}

    before, after = names(old.sheet), names(new.sheet)
    yield from _named("Results no longer issued: {names}.", (before[key] for key in before.keys() - after.keys()))
    yield from _named("Results newly issued: {names}.", (after[key] for key in after.keys() - before.keys()))


def _stepwise(old: Procedure, new: Procedure) -> Iterator[Difference]:
    """Step by step: its name, role, term and form; and machine work that is drawn otherwise."""
    before, after = _people(old), _people(new)
    for place in sorted(before.keys() & after.keys()):
        was, now = before[place], after[place]
        for text, of in FACES:
            first, second = of(old, place, was), of(new, place, now)
            if first != second:
                words = {"step": now.name or now.id, "before": first or "–", "after": second or "–"}
                yield Difference(text, words, BOTH if "term" in text else frozenset())


def _lane(procedure: Procedure, _place: Place, element: Element) -> str:
    role = procedure.sheet.roles.get(element.lane)
    return role.name if role else element.lane


FACES: tuple[tuple[str, Callable[[Procedure, Place, Element], str]], ...] = (
    ("“{before}” is now called “{after}”.", lambda _procedure, _place, element: element.name),
    ("“{step}” passes from {before} to {after}.", _lane),
    ("“{step}”: its term goes from {before} to {after}.",
     lambda procedure, place, _element: procedure.properties(*place).get("term", "")),
    ("“{step}” has another form: {after} instead of {before}.", lambda _procedure, _place, element: element.form_id),
)  # fmt: skip


def versions_to_compare(session: Session, slug: str) -> list[Definition]:
    """The stored versions of a procedure, newest first."""
    return list(session.scalars(select(Definition).where(Definition.key == slug).order_by(Definition.version.desc())))
