"""The stage a scenario is played on: an office of its own in a fresh database, with a clock that stands still."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from cases.calendars import calendar_named
from cases.deadlines import due_at, parse_term
from cases.follow import follow
from cases.procedure import deploy_bundle
from cases.reception import Applicant, Intake, receive
from cases.scenarios.machinery import Machinery
from cases.scenarios.reading import Scenario
from cases.tables import Dossier, Officer, RoleHolding, Unit, new_id
from engine.changes import Changes
from engine.definitions import graph_of
from engine.spiff import Run, Step
from ground.clock import Clock, FixedClock
from ground.database import Base, open_database, transaction

UNIT = "MH.01"
COUNTER = "bo_phan_mot_cua"


@dataclass(slots=True)
class Stage:
    """Where one scenario is played once.

    `story_at` is the hour of the story: work done twice makes the clock late, never the story. `entered` are the
    elements seen so far, as (process, element).
    """

    database: Engine
    clock: FixedClock
    scenario: Scenario
    machinery: Machinery
    story_at: datetime
    code: str = ""
    entered: set[tuple[str, str]] = field(default_factory=set)

    def note(self, entered: Iterable[Step]) -> None:
        """Remember what was entered, for the coverage."""
        self.entered.update((step.process, step.element) for step in entered)

    def follow(self, session: Session, clock: Clock, changes: Changes) -> None:
        """What the ticks call after an instance moved: the desk's own follower, and the coverage."""
        self.note(changes.entered)
        follow(session, clock, changes)

    def pass_time(self, term: str) -> None:
        """Let so much working time go by."""
        self.story_at = due_at(calendar_named(), parse_term(term), self.story_at)
        self.clock.move_to(max(self.story_at, self.clock.now()))

    def settle(self) -> None:
        """Let timers and jobs do everything that is due."""
        self.machinery.settle(self.database, self.clock, self.follow)

    def player(self, session: Session, name: str) -> Officer:
        """The officer of this name."""
        return session.scalars(select(Officer).where(Officer.name == name)).one()


class Scenery:
    """The office the stories of one procedure begin in: built once, laid out anew for each, in one database that
    remembers how it was asked.
    """

    def __init__(self, slug: str, files: Mapping[str, bytes], place: Path) -> None:
        self.slug, self.files, self.place = slug, files, place
        self.database = _opened(place)
        self.built: dict[object, bytes] = {}

    def lay_out(self, scenario: Scenario) -> None:
        """Put people and procedure there and nothing else; built at the first story with this cast and hour."""
        key = (scenario.at, tuple(sorted(scenario.cast.items())), tuple(_names(scenario)))
        if key not in self.built:
            self._clear()
            self._build(scenario)
            self.database.dispose()  # the last connection writes everything into the one file
            self.built[key] = self.place.read_bytes()
        self._clear()
        self.place.write_bytes(self.built[key])

    def _clear(self) -> None:
        self.database.dispose()
        for page in self.place.parent.glob(f"{self.place.name}*"):
            page.unlink()

    def _build(self, scenario: Scenario) -> None:
        Base.metadata.create_all(self.database)
        with transaction(self.database) as session:
            _people(session, scenario)
            deploy_bundle(session, FixedClock(scenario.at), self.files, "scenario", activate=True)


def _opened(place: Path) -> Engine:
    """A database that need not survive a power cut: it is thrown away when the stories are told."""
    database = open_database(f"sqlite:///{place}")

    @event.listens_for(database, "connect")
    def _hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return database


@contextmanager
def scenery_of(slug: str, files: Mapping[str, bytes]) -> Iterator[Scenery]:
    """The scenery of a procedure, in a folder that is gone when the block ends."""
    with TemporaryDirectory(prefix="motcua-") as folder:
        scenery = Scenery(slug, files, Path(folder) / "stage.db")
        try:
            yield scenery
        finally:
            scenery.database.dispose()


def raised(scenario: Scenario, scenery: Scenery, machinery: Machinery) -> Stage:
    """A stage with the procedure in force and the dossier received; it stands until the next one is raised."""
    scenery.lay_out(scenario)
    stage = Stage(scenery.database, FixedClock(scenario.at), scenario, machinery, scenario.at)
    with transaction(scenery.database) as session:
        _receive(session, stage, scenery.slug)
    return stage


def _people(session: Session, scenario: Scenario) -> None:
    unit = Unit(id=new_id(), code=UNIT, name="Đơn vị minh họa", kind="department")
    session.add(unit)
    session.flush()
    officers = {name: Officer(id=new_id(), name=name, full_name=name, unit_id=unit.id) for name in _names(scenario)}
    session.add_all(officers.values())
    session.flush()
    holdings = {(officers[name].id, role) for role, name in scenario.cast.items()}
    session.add_all(RoleHolding(officer_id=officer, unit_id=unit.id, role=role) for officer, role in sorted(holdings))
    session.flush()


def _names(scenario: Scenario) -> list[str]:
    return sorted({*scenario.cast.values(), *(act.by for act in scenario.acts if act.by)})


def _receive(session: Session, stage: Stage, slug: str) -> None:
    """Hand the dossier in. What is entered on the way to the first step is read from a rehearsal of the start."""
    applicant = Applicant(full_name="An", phone="0900000001")
    officer = stage.player(session, stage.scenario.cast[COUNTER])
    dossier = receive(session, stage.clock, officer, Intake(slug, applicant, stage.scenario.given))
    stage.code = dossier.code
    variables = {**dossier.answers, "dossier": {"code": dossier.code}}
    stage.note(Run.new(graph_of(session, dossier.definition_id), variables, stage.clock).entered)


def dossier_on(session: Session, stage: Stage) -> Dossier:
    """The dossier the story is about."""
    return session.scalars(select(Dossier).where(Dossier.code == stage.code)).one()
