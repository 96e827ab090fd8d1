"""Each command does what its help says, and every error is a sentence in two languages with a code and an exit code."""

from pathlib import Path

import pytest
from sqlalchemy import text

from ground.database import open_database, transaction
from tests.app.commands import Inside, Office
from tests.house.code import ROOT

DRAWING = ROOT / "processes" / "khai_bao_thiet_bi.bpmn"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    """An office that has nothing yet."""
    return Inside(Office(tmp_path, f"sqlite:///{tmp_path / 'motcua.sqlite'}"), monkeypatch, capsys)


@pytest.fixture
def ready(office: Inside) -> Inside:
    """An office with its tables and the shipped procedures."""
    office.motcua("db", "upgrade")
    assert office.motcua("deploy", str(ROOT / "processes"), str(ROOT / "forms")).returncode == 0
    return office


def test_the_help_names_every_command_and_setting(office: Inside) -> None:
    told = office.office.motcua("--help").stdout
    for word in ("run", "server", "worker", "deploy", "check", "test", "seed", "journal", "db", "MOTCUA_DATABASE"):
        assert word in told


def test_an_unknown_command_is_wrong_usage(office: Inside) -> None:
    assert office.motcua("fly").returncode == 2


def test_a_misspelt_setting_is_told_in_two_languages_with_its_code(office: Inside) -> None:
    told = office.motcua("db", "check", MOTCUA_HOEM="/tmp")
    assert told.returncode == 1
    assert "Không có thiết lập MOTCUA_HOEM" in told.stderr
    assert "There is no setting MOTCUA_HOEM" in told.stderr
    assert "(setting_unknown)" in told.stderr


@pytest.mark.parametrize("name", ["server", "worker"])
def test_nothing_runs_on_tables_of_another_version(office: Inside, name: str) -> None:
    told = office.office.motcua(name)
    assert told.returncode == 3
    assert "(database_behind)" in told.stderr


def test_an_upgrade_makes_the_database_current(office: Inside) -> None:
    assert office.motcua("db", "check").returncode == 1
    assert office.motcua("db", "upgrade").returncode == 0
    assert office.motcua("db", "check").returncode == 0


def test_the_shipped_procedures_are_found_good(office: Inside) -> None:
    told = office.motcua("check")
    assert told.returncode == 0, told.stdout
    assert "giay_phep_lao_dong: 0 lỗi" in told.stdout


def test_a_bad_drawing_is_told_with_its_line_and_how_to_mend_it(office: Inside, tmp_path: Path) -> None:
    bad = tmp_path / "khai_bao_thiet_bi.bpmn"
    bad.write_bytes(
        DRAWING.read_bytes()
        .replace(b"<bpmn:userTask", b"<bpmn:manualTask")
        .replace(b"</bpmn:userTask", b"</bpmn:manualTask")
    )
    told = office.motcua("check", str(bad))
    assert told.returncode == 1
    assert f"{bad.name}:" in told.stdout
    assert "element_not_supported" in told.stdout
    assert "→" in told.stdout


def test_what_is_not_there_is_said(office: Inside) -> None:
    told = office.motcua("check", "/no/such.bpmn")
    assert told.returncode == 1
    assert "/no/such.bpmn" in told.stderr


def test_deploying_the_same_files_again_changes_nothing(ready: Inside) -> None:
    told = ready.motcua("deploy", str(ROOT / "processes"), str(ROOT / "forms"))
    assert told.returncode == 0
    assert "khai_bao_thiet_bi v1 active" in told.stdout


def test_a_draft_waits_for_another_person(office: Inside) -> None:
    office.motcua("db", "upgrade")
    told = office.motcua("deploy", "--draft", "--by", "lam", str(ROOT / "processes"), str(ROOT / "forms"))
    assert "khai_bao_thiet_bi v1 draft" in told.stdout


def test_a_whole_journal_is_found_whole(ready: Inside) -> None:
    told = ready.motcua("journal", "verify")
    assert told.returncode == 0
    assert "The journal is whole." in told.stdout


def test_a_journal_changed_around_the_program_is_found_out(ready: Inside) -> None:
    database = open_database(ready.office.database)
    with transaction(database) as session:
        session.execute(text("UPDATE entry SET actor = 'nobody' WHERE seq = 1"))
    database.dispose()
    told = ready.motcua("journal", "verify")
    assert told.returncode == 1
    assert " 1: " in told.stdout


def test_a_procedure_in_a_folder_under_git_is_the_very_same_version(ready: Inside, tmp_path: Path) -> None:
    folder = tmp_path / "quy_trinh"
    assert ready.motcua("export", "khai_bao_thiet_bi", str(folder)).stdout.count("+ ") == len(list(folder.iterdir()))
    assert (folder / DRAWING.name).read_bytes() == DRAWING.read_bytes()
    (folder / "khai_bao_thiet_bi.cu.html").write_text("<p>", encoding="utf-8")
    assert ready.motcua("export", "khai_bao_thiet_bi", str(folder)).stdout == "- khai_bao_thiet_bi.cu.html\n"
    told = ready.motcua("deploy", str(folder)).stdout
    assert told.startswith("khai_bao_thiet_bi v1 active")


def test_an_export_takes_nobodys_stories_or_notes_away(ready: Inside, tmp_path: Path) -> None:
    kept = [tmp_path / f"khai_bao_thiet_bi.{ending}" for ending in ("scenarios.toml", "md", "pdf")]
    for place in kept:
        place.write_text("của tôi", encoding="utf-8")
    ready.motcua("export", "khai_bao_thiet_bi", str(tmp_path))
    assert all(place.is_file() for place in kept)
