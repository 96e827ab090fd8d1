"""The invented office is a true one: made by the commands of the desk, whole in its journal, in every state of life."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from cases.people import DossierNotFound, dossier_for, log_in, roles_of
from cases.procedure import deploy_shipped
from cases.scenarios.workshop import workshop
from cases.seed import CAST, PASSWORD, is_empty, seed
from cases.tables import Dossier, Escalation, Officer, Result, Slip, StepTerm
from documents.vault import Vault
from engine.jobs import run_jobs
from engine.journal import verify
from engine.tables import Incident, Job
from ground.clock import FixedClock
from ground.database import Base, open_database, reading, transaction
from tests.processes.conftest import BUNDLES

NOW = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
COUNT = 60


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("seed")
    database = open_database(f"sqlite:///{folder / 'office.sqlite'}")
    Base.metadata.create_all(database)
    clock = FixedClock(NOW)
    with transaction(database) as session:
        assert is_empty(session)
        for bundle in BUNDLES.values():
            deploy_shipped(session, clock, bundle)
    seed(database, clock, Vault(Path(folder) / "vault"), COUNT)
    return database


def _states(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(Dossier.state)))


def test_dossiers_stand_in_many_states_of_their_life(filled: Engine) -> None:
    with reading(filled) as session:
        states = _states(session)
        assert sum(states.values()) == COUNT
        assert {"handling", "returned"} <= set(states)
        assert len(states) >= 4
        assert set(session.scalars(select(Result.kind))) == {"granted", "refused"}


def test_steps_have_grown_late_and_somebody_was_told(filled: Engine) -> None:
    with reading(filled) as session:
        assert session.scalars(select(StepTerm).where(StepTerm.state != "closed")).first() is not None
        assert set(session.scalars(select(Escalation.kind))) >= {"warning", "breach"}


def test_the_journal_is_whole_and_nothing_stands_still(filled: Engine) -> None:
    with reading(filled) as session:
        assert verify(session) == []
        assert session.scalars(select(Incident)).all() == []


def test_nothing_of_the_past_lies_in_the_future(filled: Engine) -> None:
    with reading(filled) as session:
        last = session.scalars(select(func.max(Dossier.submitted_at))).one()
        assert last is not None
        assert last <= NOW


def test_slips_are_dated_on_their_day_and_printed_newest_first(filled: Engine) -> None:
    with reading(filled) as session:
        slips = session.scalars(select(Slip).order_by(Slip.made_at.desc())).all()
        due = {job.id: job.due_at for job in session.scalars(select(Job).where(Job.operation.like("print_%")))}
        printed = [due[slip.job_key] for slip in slips]
        assert all(slip.digest is None and slip.made_at <= NOW for slip in slips)
        assert printed == sorted(printed)
        assert len(printed) >= COUNT / 2


def test_the_worker_prints_what_is_due_now(filled: Engine) -> None:
    with workshop() as operations:
        run_jobs(filled, FixedClock(NOW), operations, lambda *_: None)
    with reading(filled) as session:
        assert session.scalars(select(Incident)).all() == []


def test_everybody_of_the_cast_can_log_in_and_holds_a_role(filled: Engine) -> None:
    clock = FixedClock(NOW)
    for name, words in CAST:
        with transaction(filled) as session:
            officer = log_in(session, clock, name, PASSWORD).officer
            assert roles_of(session, officer, clock)
            assert officer.full_name in words


def test_en_of_the_other_unit_finds_no_dossier(filled: Engine) -> None:
    with reading(filled) as session:
        en = session.scalars(select(Officer).where(Officer.name == "en")).one()
        for code in session.scalars(select(Dossier.code).limit(5)):
            with pytest.raises(DossierNotFound):
                dossier_for(session, en, code, FixedClock(NOW))


def test_filling_again_only_adds_dossiers(filled: Engine, tmp_path: Path) -> None:
    seed(filled, FixedClock(NOW), Vault(tmp_path), 0)
    with reading(filled) as session:
        assert session.scalar(select(func.count()).select_from(Officer)) == len(CAST)


def test_the_office_works_on_every_database(database: Engine, tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with transaction(database) as session:
        for bundle in BUNDLES.values():
            deploy_shipped(session, clock, bundle)
    seed(database, clock, Vault(tmp_path), 8)
    with reading(database) as session:
        assert sum(_states(session).values()) == 8
        assert verify(session) == []
