"""What hangs on a version: what breaks, and what merely goes on, if no new dossier takes it any more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.procedure import procedure_of
from cases.scenarios.reading import ScenarioNotReadable, read_scenarios
from cases.studio.designs import STORIES, last_stories
from cases.studio.rolling import LIVE
from cases.tables import Dossier, Officer, OnlineDraft
from engine.definitions import files_of, read_bundle
from engine.model import Kind
from engine.tables import Definition, DefinitionFile, Instance
from engine.triggers import Entrance
from ground.clock import Clock
from ground.errors import NotFound


@dataclass(frozen=True, slots=True)
class Caller:
    """A procedure in force whose drawing calls this one: its name, version and the step that calls."""

    name: str
    version: int
    step: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """What hangs on a version. `successor` takes new dossiers after the last day (0: none does).

    `running` dossiers stay on it to their end; `callers` break where there is no successor. `drafts` are applications
    citizens are still writing, `starts` start events that begin runs; `own` the files no other version in force has.
    """

    running: int
    successor: int
    callers: tuple[Caller, ...]
    drafts: int
    starts: tuple[str, ...]
    forms: tuple[str, ...]
    decisions: tuple[str, ...]
    parts: tuple[str, ...]
    stories: tuple[str, ...]

    @property
    def is_needed(self) -> bool:
        """Whether others would break: retiring is refused."""
        return bool(self.callers) and not self.successor

    @property
    def closes(self) -> bool:
        """Whether nobody could hand in a dossier any more: it has to be said aloud."""
        return not self.successor


def consequences(session: Session, clock: Clock, officer: Officer, definition_id: str, day: date) -> Consequences:
    """What hangs on a version, were another in force from `day` on. Raises `RoleMissing`, `NotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    row = session.get(Definition, definition_id)
    if row is None or row.state == "draft":
        raise NotFound
    own = _own_files(session, row)
    following = _following(session, row, day)
    return Consequences(
        running=_running(session, definition_id), successor=following.version if following else 0,
        callers=tuple(_callers(session, row)), drafts=_drafts(session, row) if following is None else 0,
        starts=tuple(_starts(session, row)), forms=_stems(own, ".json"), decisions=_stems(own, ".dmn"),
        parts=_stems([name for name in own if name != f"{row.key}.bpmn"], ".bpmn"),
        stories=tuple(_stories(session, row.key)) if following is None else (),
    )  # fmt: skip


def _stems(names: list[str], kind: str) -> tuple[str, ...]:
    return tuple(name.removesuffix(kind) for name in names if name.endswith(kind))


def _running(session: Session, definition_id: str) -> int:
    counted = select(func.count(Dossier.id)).join(Instance, Instance.id == Dossier.instance_id)
    return session.scalar(counted.where(Instance.definition_id == definition_id, Instance.state.in_(LIVE))) or 0


def _following(session: Session, row: Definition, day: date) -> Definition | None:
    """The version in force on a day, were this one not."""
    others = (each for each in _in_force(session) if each.key == row.key and each.id != row.id)
    fit = [each for each in others if (each.valid_from_on or date.min) <= day <= (each.valid_to_on or date.max)]
    return max(fit, key=lambda each: (each.valid_from_on or date.min, each.version), default=None)


def _in_force(session: Session) -> list[Definition]:
    return list(session.scalars(select(Definition).where(Definition.state == "active").order_by(Definition.name)))


def _callers(session: Session, row: Definition) -> Iterator[Caller]:
    """Calls from other procedures' versions; one that brings the part along in its own bundle needs nobody."""
    for other in _in_force(session):
        if other.key == row.key:
            continue
        processes = read_bundle(files_of(session, other.id))
        brought = {process.id for process in processes}
        for process in processes:
            for element in process.elements.values():
                is_call = element.kind is Kind.CALL and element.called == row.key
                if is_call and (row.key not in brought or element.binding in ("latest", "versionTag")):
                    yield Caller(other.name, other.version, element.name or element.id)


def _own_files(session: Session, row: Definition) -> list[str]:
    """Files whose bytes no other version that is approved has."""
    others = (
        select(DefinitionFile.digest)
        .join(Definition, Definition.id == DefinitionFile.definition_id)
        .where(Definition.state == "active", Definition.id != row.id)
    )
    own = select(DefinitionFile.path).where(
        DefinitionFile.definition_id == row.id, DefinitionFile.digest.not_in(others)
    )
    return sorted(session.scalars(own))


def _drafts(session: Session, row: Definition) -> int:
    return session.scalar(select(func.count()).select_from(OnlineDraft).where(OnlineDraft.procedure == row.key)) or 0


def _starts(session: Session, row: Definition) -> Iterator[str]:
    procedure = procedure_of(session, row.id)
    for start in session.scalars(select(Entrance).where(Entrance.definition_id == row.id).order_by(Entrance.element)):
        drawn = procedure.element(start.process, start.element)
        yield (drawn.name if drawn is not None else "") or start.element


def _stories(session: Session, slug: str) -> Iterator[str]:
    try:
        page = last_stories(session, slug)
        yield from (story.name for story in read_scenarios(page, f"{slug}{STORIES}") if page)
    except ScenarioNotReadable:  # a draft of a story that was never finished breaks nothing
        return
