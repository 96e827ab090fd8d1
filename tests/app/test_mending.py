"""Running processes are mended at the command line too: in an officer's name, with his rights, each with its reason."""

from pathlib import Path

import pytest
from sqlalchemy import select

from cases.procedure import deploy_bundle
from cases.tables import Officer, RoleHolding, Unit
from engine import commands
from engine.jobs import Call, Fault, run_jobs
from engine.model import Known
from engine.tables import Instance, Job
from ground.clock import FixedClock
from ground.database import open_database, reading, transaction
from tests.app.commands import Inside, Office
from tests.cases.desk import furnish, shipped
from tests.conftest import MORNING
from tests.engine.drawing import Drawing

BY = ("--by", "lam")
WHY = ("--reason", "Kiểm tra theo đơn")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    """An office with the cast, and a trial run that stands at its first step."""
    office = Inside(Office(tmp_path, f"sqlite:///{tmp_path / 'motcua.sqlite'}"), monkeypatch, capsys)
    assert office.motcua("db", "upgrade").returncode == 0
    database, clock = open_database(office.office.database), FixedClock(MORNING)
    drawing = Drawing("mot_buoc").start().service("in_giay", "print_receipt").user("kiem_tra").user("ky").end()
    drawing.line("bat_dau", "in_giay", "kiem_tra", "ky", "ket_thuc")
    with transaction(database) as session:
        furnish(session, clock)
        ministry = session.scalars(select(Unit).where(Unit.code == "G09")).one()
        for name in ("quy", "vinh"):
            officer = Officer(name=name, full_name=name.title(), unit_id=ministry.id)
            session.add(officer)
            session.flush()
            session.add(RoleHolding(officer_id=officer.id, unit_id=ministry.id, role="quan_tri"))
        commands.deploy(session, clock, drawing.bundle(), Known(), "lam", activate=True)
        commands.start(session, clock, "mot_buoc", {"dat": False}, "trial:lam", "lam")

    def breaks(call: Call) -> dict[str, str]:
        raise Fault("no_template", "the template is missing")

    run_jobs(database, clock, {"print_receipt": breaks}, lambda *_: None)
    database.dispose()
    return office


def run_of(office: Inside) -> Instance:
    database = open_database(office.office.database)
    with reading(database) as session:
        found = session.scalars(select(Instance)).one()
    database.dispose()
    return found


def test_a_process_is_looked_at_moved_corrected_and_told(office: Inside) -> None:
    run = run_of(office).id
    assert run in office.motcua("instance", "find", "--stuck", *BY).stdout
    shown = office.motcua("instance", "show", run, *BY).stdout
    token = next(line.split()[1] for line in shown.splitlines() if "mot_buoc/in_giay" in line)
    assert office.motcua("instance", "move", run, token, "kiem_tra", *BY, *WHY).returncode == 0
    corrected = office.motcua("instance", "correct", run, "dat=true", *BY, *WHY)
    assert corrected.returncode == 0, corrected.stderr
    told = office.motcua("instance", "history", run, *BY).stdout
    assert "Lâm chuyển quy trình bằng tay đến “kiem_tra”: Kiểm tra theo đơn" in told
    assert "Lâm sửa giá trị dat: Kiểm tra theo đơn" in told
    assert "in_giay → kiem_tra" in told


def test_nothing_is_done_without_a_reason_in_nobodys_name_or_by_who_may_not(office: Inside) -> None:
    run = run_of(office).id
    assert "(reason_missing)" in office.motcua("instance", "cancel", run, *BY).stderr
    assert office.motcua("instance", "cancel", run, *WHY).returncode == 2
    assert "(officer_unknown)" in office.motcua("instance", "cancel", run, *WHY, "--by", "ai_do").stderr
    assert "(instance_unknown)" in office.motcua("instance", "cancel", run, *WHY, "--by", "chi").stderr
    assert run_of(office).state == "running"


def test_incidents_are_listed_by_cause_and_one_is_retried(office: Inside) -> None:
    line = office.motcua("incidents", "--by", "khoa").stdout
    assert line == ""  # a trial run is nobody's unit
    cause, count, code, *_ = office.motcua("incidents", "--by", "quy").stdout.split()
    assert (count, code) == ("1", "no_template")
    (row,) = office.motcua("incidents", "--by", "quy", "--cause", cause).stdout.splitlines()
    assert office.motcua("incidents", "--by", "quy", "--incident", row.split()[0], "--retry").returncode == 0
    assert office.motcua("incidents", "--by", "quy").stdout == ""


def test_a_batch_is_asked_for_and_watched(office: Inside) -> None:
    run = run_of(office).id
    batch = office.motcua("batch", "suspend", run, "--by", "quy", *WHY, "--key", "b1").stdout.strip()
    assert office.motcua("batch", "suspend", run, "--by", "quy", *WHY, "--key", "b1").stdout.strip() == batch
    assert f"{batch} suspend running 0+0/1" in office.motcua("batch", "list", "--by", "quy").stdout
    assert office.motcua("batch", "stop", batch, "--by", "quy", *WHY).returncode == 0
    assert f"{batch} suspend cancelled 0+0/1" in office.motcua("batch", "show", batch, "--by", "quy").stdout


def test_a_draft_is_approved_by_a_second_person(office: Inside) -> None:
    database = open_database(office.office.database)
    files = shipped("khai_bao_thiet_bi").files
    sheet = files["khai_bao_thiet_bi.toml"] + b"\n# a second version\n"
    with transaction(database) as session:
        draft = deploy_bundle(
            session, FixedClock(MORNING), {**files, "khai_bao_thiet_bi.toml": sheet}, "quy", activate=False
        ).id
    database.dispose()
    assert f"{draft} khai_bao_thiet_bi v2 draft" in office.motcua("approve").stdout
    own = office.motcua("approve", draft, "--by", "quy", MOTCUA_FOUR_EYES="true")
    assert "(same_person)" in own.stderr
    assert "v2 active" in office.motcua("approve", draft, "--by", "vinh", MOTCUA_FOUR_EYES="true").stdout


def test_a_signal_is_thrown_from_the_command_line_with_what_it_brings_and_once_by_its_key(office: Inside) -> None:
    words = ("signal", "Bão lũ", "--set", "cap=3", "--set", "vung=Hà Nội", "--key", "s1")
    assert office.motcua(*words, *BY).returncode == 1
    first, again = (office.motcua(*words, "--by", "quy") for _ in range(2))
    assert (first.stdout, "thrown before" in again.stdout) == ("Bão lũ s1\n", True)
    assert "(setting_without_name)" in office.motcua("signal", "x", "--set", "cap", "--by", "quy").stderr
    database = open_database(office.office.database)
    with reading(database) as session:
        (job,) = session.scalars(select(Job).where(Job.operation == "broadcast_signal"))
        assert job.variables["variables"] == {"cap": 3, "vung": "Hà Nội"}
    database.dispose()
