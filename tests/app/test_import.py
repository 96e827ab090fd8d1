"""`motcua import` prints what runs, what was translated and what cannot run, for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.app.commands import Inside, Office
from tests.house.code import ROOT

FILES = ROOT / "tests" / "dialect" / "camunda" / "files"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    """An office that has nothing; nothing is needed."""
    return Inside(Office(tmp_path, f"sqlite:///{tmp_path / 'motcua.sqlite'}"), monkeypatch, capsys)


def test_a_diagram_that_runs_is_told_so_in_both_languages(office: Inside) -> None:
    told = office.motcua("import", str(FILES / "loan.bpmn"))
    assert told.returncode == 0
    assert (
        'camunda:assignee="${nguoi_xu_ly}"\n         → zeebe:assignmentDefinition assignee="=nguoi_xu_ly"'
        in told.stdout
    )
    assert "Chạy được / Runs (9)" in told.stdout
    assert "tất cả đều chạy được" in told.stdout
    assert "everything runs" in told.stdout
    assert not (office.office.home / "motcua.sqlite").exists()


def test_what_cannot_run_is_told_with_place_reason_and_mend(office: Inside) -> None:
    told = office.motcua("import", str(FILES / "invoice.bpmn"))
    assert told.returncode == 1
    assert "     37  chuyen_tien  camunda_not_translated\n" in told.stdout
    assert "gọi mã chương trình" in told.stdout
    assert "names program code to be run" in told.stdout


def test_programs_read_the_same_as_json(office: Inside) -> None:
    told = office.motcua("import", str(FILES / "loan.bpmn"), str(FILES / "invoice.bpmn"), "--json")
    assert told.returncode == 1
    loan, invoice = json.loads(told.stdout)
    assert (loan["is_good"], loan["refused"], invoice["is_good"]) == (True, [], False)
    assert loan["needs"]["forms"] == ["kiem_tra"]
    assert {key: value for key, value in loan["translated"][-1].items() if key not in ("from", "to")} == {
        "element": "f3",
        "line": 81,
        "remark": None,
    }
    assert all(set(one["message"]) == {"vi", "en"} for one in invoice["refused"])


def test_a_file_that_is_no_diagram_does_not_hide_the_others(office: Inside) -> None:
    stray = office.office.home / "x.bpmn"
    stray.write_text("<html/>", encoding="utf-8")
    told = office.motcua("import", str(stray), str(FILES / "loan.bpmn"), "--json")
    assert told.returncode == 1
    bad, good = json.loads(told.stdout)
    assert bad["unreadable"]["code"] == "drawing_not_readable"
    assert good["is_good"]


def test_a_file_that_is_not_there_is_told(office: Inside) -> None:
    told = office.motcua("import", "nowhere.bpmn")
    assert (told.returncode, "(file_not_there)" in told.stderr) == (1, True)
