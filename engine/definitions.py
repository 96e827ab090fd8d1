"""Definitions: read, judged, stored once by their digest, built once a process of the machine."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from engine import journal
from engine.decisions import Model, load
from engine.dialect import read_processes
from engine.entrances import close_entrances, open_entrances
from engine.model import Finding, Known, Process, mains
from engine.rules import judge
from engine.spiff import Graph, build
from engine.states import check_move
from engine.tables import Definition, DefinitionFile
from ground.canonical import canonical, digest
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid, NotFound

DRAWING = ".bpmn"
MODEL = ".dmn"


class DefinitionRefused(Invalid):
    """The diagram cannot run right: {count} errors were found, the first at {place}. Mend them and deploy again."""

    code = "definition_refused"

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        super().__init__(count=len(findings), place=f"{first.file}:{first.line} {first.element}")
        self.findings: tuple[Finding, ...] = tuple(findings)


class BundleWithoutMain(Invalid):
    """The bundle must have exactly one process that no other process in it calls; it has {count}: {names}."""

    code = "bundle_without_main"


class DefinitionUnknown(NotFound):
    """No process named {key} is in force here today. Deploy its diagram, or approve the draft that waits."""

    code = "definition_unknown"


class ValidityReversed(Invalid):
    """A version cannot be valid until {last} when it is valid from {first} only. Give a later last day."""

    code = "validity_reversed"


class NeverApproved(Conflict):
    """This version is a draft that nobody has approved yet. Approve it instead."""

    code = "never_approved"


class AlreadyInForce(Conflict):
    """This version is the one in force on {day} already. Nothing has to be brought back."""

    code = "already_in_force"


class AlreadyRetired(Conflict):
    """This version is out of force already."""

    code = "already_retired"


class SamePerson(Conflict):
    """Whoever deployed a definition cannot approve it too. Ask a second person."""

    code = "same_person"


@lru_cache(maxsize=64)
def _drawn(content: bytes, path: str) -> tuple[Process, ...]:
    """The processes of one diagram; the same bytes are read once, for what was read never changes."""
    return read_processes(content, path)


def read_bundle(files: Mapping[str, bytes]) -> tuple[Process, ...]:
    """Every executable process of a bundle's diagrams."""
    return tuple(
        process
        for path in sorted(files)
        if path.endswith(DRAWING)
        for process in _drawn(files[path], path)
    )  # fmt: skip


def read_decisions(files: Mapping[str, bytes]) -> dict[str, Model]:
    """The decision models of a bundle by the decision each file is named after: `<slug>.<decision>.dmn`."""
    models = {path: content for path, content in files.items() if path.endswith(MODEL)}
    return {path.removesuffix(MODEL).rpartition(".")[2]: load(models[path], models, path) for path in sorted(models)}


def main_of(processes: Sequence[Process]) -> Process:
    """The one process of a bundle that no other one calls; of several pools the one without an event at its start."""
    found = mains(processes)
    if len(found) != 1:
        raise BundleWithoutMain(count=len(found), names=", ".join(process.id for process in found) or "–")
    return found[0]


def check(files: Mapping[str, bytes], known: Known, session: Session | None = None) -> list[Finding]:
    """What the rules say of a bundle, warnings included: with a session the very verdict of `deploy`.

    Without one nobody looks which processes are in force here; a call that leads out of the bundle is a warning then.
    Raises `BundleWithoutMain` of a bundle without a drawing.
    """
    if session is not None and known.called is None:
        carried = frozenset((key, tag) for key, tag in session.execute(_callable()))
        known = replace(known, called=frozenset(key for key, _ in carried), tags=carried)
    processes = read_bundle(files)
    models = [finding for model in read_decisions(files).values() for finding in model.check()]
    findings = [*judge(processes, known), *models]
    if not any(finding.severity == "error" for finding in findings):
        main_of(processes)
    return findings


def deploy(
    session: Session, clock: Clock, files: Mapping[str, bytes], known: Known, by: str, activate: bool
) -> Definition:
    """Store a bundle as the next version of its process: a draft, or active at once.

    The same bytes are stored once: a known digest gives back the version that is there, as it stands.
    Raises `DefinitionRefused` with the findings when a rule finds an error.
    """
    errors = [finding for finding in check(files, known, session) if finding.severity == "error"]
    if errors:
        raise DefinitionRefused(errors)
    main = main_of(read_bundle(files))
    stored = find_digest(session, main.id, digest_of(files))
    if stored is None:
        stored = _store(session, clock, main, files, by)
        if activate:
            _activate(session, clock, stored, by)
    return stored


def _callable() -> Select[str, str]:
    """What a call may lead to outside its bundle: the processes of which some version was ever approved, each with the
    version tags of these.
    """
    return select(Definition.key, Definition.version_tag).where(Definition.state != "draft").distinct()


def digest_of(files: Mapping[str, bytes]) -> str:
    """One digest for a whole bundle: over the paths and the digests of their bytes."""
    return digest(canonical([[path, digest(content)] for path, content in sorted(files.items())]))


def find_digest(session: Session, key: str, of_bundle: str) -> Definition | None:
    """The stored version of a process with this digest."""
    return session.scalar(select(Definition).where(Definition.key == key, Definition.digest == of_bundle))


def _store(session: Session, clock: Clock, main: Process, files: Mapping[str, bytes], by: str) -> Definition:
    last = session.scalar(select(func.max(Definition.version)).where(Definition.key == main.id)) or 0
    definition = Definition(
        key=main.id, version=last + 1, name=main.name or main.id, digest=digest_of(files), state="draft",
        deployed_at=clock.now(), deployed_by=by, version_tag=main.version_tag,
    )  # fmt: skip
    session.add(definition)
    session.flush()
    session.add_all(
        DefinitionFile(definition_id=definition.id, path=path, content=content, digest=digest(content))
        for path, content in files.items()
    )
    record = {"version": definition.version, "digest": definition.digest, "files": sorted(files)}
    journal.append(session, clock, _chain(main.id), "definition_deployed", definition.id, by, record)
    return definition


def approve(
    session: Session, clock: Clock, definition_id: str, by: str, four_eyes: bool = True, *,
    valid_from: date | None = None, valid_to: date | None = None, reference: str = "",
) -> Definition:  # fmt: skip
    """Bring a draft (or a retired version) into force: at once or from a day on, for good or until a day.

    A version in force at once and for good retires those before it; while another one runs out they come back, and
    one with a later first day takes over on that day. `reference` names the decision that approved it.
    Raises `SamePerson` unless a second person does it, `ValidityReversed`.
    """
    definition = session.get(Definition, definition_id, with_for_update=True)
    if definition is None:
        raise NotFound
    if four_eyes and definition.deployed_by == by:
        raise SamePerson
    first = valid_from if valid_to is None else valid_from or today(clock)
    if first is not None and valid_to is not None and valid_to < first:
        raise ValidityReversed(first=first.isoformat(), last=valid_to.isoformat())
    definition.valid_from_on, definition.valid_to_on, definition.approval_reference = first, valid_to, reference
    _activate(session, clock, definition, by)
    return definition


def _activate(session: Session, clock: Clock, definition: Definition, by: str) -> None:
    check_move("definition", definition.state, "active")
    journal.hold(session, _chain(definition.key))  # two approvals of one process: one after the other
    if definition.valid_to_on is None:
        _retire_replaced(session, definition, today(clock))
    definition.state, definition.approved_by, definition.activated_at = "active", by, clock.now()
    open_entrances(session, clock, definition, read_bundle(files_of(session, definition.id)))
    record = {
        "version": definition.version, "digest": definition.digest, "valid_from": definition.valid_from_on,
        "valid_to": definition.valid_to_on, "reference": definition.approval_reference,
    }  # fmt: skip
    journal.append(session, clock, _chain(definition.key), "definition_approved", definition.id, by, record)
    session.flush()


def _retire_replaced(session: Session, definition: Definition, day: date) -> None:
    """Retire what can never be in force again, for this version goes before it from now on without end."""
    if definition.valid_from_on is None or definition.valid_from_on <= day:
        for active in session.scalars(_active(definition.key).where(_begins_by(day))):
            _withdraw(session, active)


def bring_back(
    session: Session, clock: Clock, definition_id: str, by: str, first: date, reference: str = ""
) -> Definition:
    """Put an earlier version back into force from a day on; those that would go before it then are withdrawn.

    Raises `NeverApproved`, `AlreadyInForce`.
    """
    definition = _approved(session, definition_id)
    if active_of(session, definition.key, first) is definition:
        raise AlreadyInForce(day=first.isoformat())
    for other in session.scalars(_active(definition.key).where(Definition.valid_from_on > first)):
        _withdraw(session, other)
    if definition.state == "active":
        _withdraw(session, definition)
    session.flush()
    return approve(session, clock, definition_id, by, four_eyes=False, valid_from=first, reference=reference)


def retire(session: Session, clock: Clock, definition_id: str, by: str, last: date, reason: str) -> Definition:
    """Let a version be good until a day; before today, or before it has begun: out of force at once.

    What runs on it goes on. Raises `NeverApproved`, `AlreadyRetired`.
    """
    definition = _approved(session, definition_id)
    if definition.state == "retired":
        raise AlreadyRetired
    if last < max(today(clock), definition.valid_from_on or date.min):
        _withdraw(session, definition)
    else:
        definition.valid_to_on = last
    record = {"version": definition.version, "digest": definition.digest, "valid_to": last, "reason": reason}
    journal.append(session, clock, _chain(definition.key), "definition_retired", definition.id, by, record)
    session.flush()
    return definition


def _approved(session: Session, definition_id: str) -> Definition:
    """An approved version, locked, and nobody else approving one of its process meanwhile."""
    definition = session.get(Definition, definition_id, with_for_update=True)
    if definition is None:
        raise NotFound
    if definition.state == "draft":
        raise NeverApproved
    journal.hold(session, _chain(definition.key))
    return definition


def _withdraw(session: Session, definition: Definition) -> None:
    check_move("definition", definition.state, "retired")
    definition.state = "retired"
    close_entrances(session, definition.id)


def _begins_by(day: date) -> ColumnElement[bool]:
    return or_(Definition.valid_from_on.is_(None), Definition.valid_from_on <= day)


def _chain(key: str) -> str:
    return f"definition:{key}"[:64]


def active_of(session: Session, key: str, day: date | None = None) -> Definition | None:
    """The version of a process in force on a day; without a day, the approved one whose first day is the latest."""
    approved = _active(key)
    return session.scalar((approved if day is None else approved.where(*_valid_on(day))).limit(1))


def in_force(session: Session, day: date) -> list[Definition]:
    """The version in force on a day of every process, by name."""
    first: dict[str, Definition] = {}
    for definition in session.scalars(_active().where(*_valid_on(day))):
        first.setdefault(definition.key, definition)
    return sorted(first.values(), key=lambda definition: definition.name)


def _valid_on(day: date) -> tuple[ColumnElement[bool], ...]:
    return _begins_by(day), or_(Definition.valid_to_on.is_(None), Definition.valid_to_on >= day)


def _active(key: str | None = None) -> Select[Definition]:
    """The approved versions of a process, or of all; the one that goes before the others first."""
    order = (Definition.valid_from_on.desc().nulls_last(), Definition.activated_at.desc(), Definition.version.desc())
    approved = select(Definition).where(Definition.state == "active").order_by(*order)
    return approved if key is None else approved.where(Definition.key == key)


def tagged(session: Session, key: str, tag: str) -> Definition | None:
    """The newest version of a process that was ever approved and carries this version tag in its drawing."""
    return session.scalar(
        select(Definition)
        .where(Definition.key == key, Definition.version_tag == tag, Definition.state != "draft")
        .order_by(Definition.version.desc())
        .limit(1)
    )


def files_of(session: Session, definition_id: str) -> dict[str, bytes]:
    """The bundle of a definition, byte for byte as it was handed in."""
    rows = session.execute(
        select(DefinitionFile.path, DefinitionFile.content).where(DefinitionFile.definition_id == definition_id)
    )
    return {row.path: row.content for row in rows}


class _Graphs:
    """Graphs by definition: a definition never changes, so a process of the machine builds each once."""

    LIMIT: ClassVar[int] = 500

    def __init__(self) -> None:
        self.built: dict[str, Graph] = {}

    def of(self, session: Session, definition_id: str) -> Graph:
        graph = self.built.get(definition_id)
        if graph is None:
            files = files_of(session, definition_id)
            processes = read_bundle(files)
            named = {process.id: process for process in processes}
            graph = build(named, main_of(processes).id, read_decisions(files))
            if len(self.built) >= self.LIMIT:
                self.built.pop(next(iter(self.built)))
            self.built[definition_id] = graph
        return graph


@lru_cache(maxsize=1)
def _graphs() -> _Graphs:
    return _Graphs()


class Versions:
    """The versions beside the one an instance runs on, for its calls that lead out of its bundle."""

    def __init__(self, session: Session, clock: Clock, definition_id: str) -> None:
        self.session, self.clock, self.definition_id = session, clock, definition_id

    def find(self, process: str, tag: str) -> str | None:
        """The version in force today, or the newest with this tag; empty when it is the instance's own."""
        found = tagged(self.session, process, tag) if tag else active_of(self.session, process, today(self.clock))
        return None if found is None else "" if found.id == self.definition_id else found.id

    def plans(self, version: str) -> Mapping[str, Any]:
        """The plans of that version."""
        return graph_of(self.session, version).plans


def graph_of(session: Session, definition_id: str) -> Graph:
    """The runnable graph of a stored definition."""
    return _graphs().of(session, definition_id)


def forget_graphs() -> None:
    """Drop every built graph, as a fresh process of the machine would start."""
    _graphs.cache_clear()
