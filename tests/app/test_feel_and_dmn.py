"""Expressions and decision models are tried from the command line."""

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.unit.decisions.models import decision, document, given, table

ROWS = [(">= 60", "0"), ("<= 60", "600000")]


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A table whose rows overlap at sixty."""
    logic = table({"Tuổi": "number"}, ROWS)
    page = tmp_path / "le_phi.dmn"
    page.write_bytes(document(given("Tuổi", "number"), decision("Mức lệ phí", logic, inputs=("Tuổi",))))
    return str(page)


@pytest.fixture
def an(tmp_path: Path) -> str:
    """What An says of himself."""
    page = tmp_path / "an.json"
    page.write_text(json.dumps({"Tuổi": 61.5, "hồ sơ": [1, 2]}), encoding="utf-8")
    return str(page)


def test_an_expression_is_worked_out_with_names_of_several_words(an: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", "sum(hồ sơ) + Tuổi", "--context", an]) == 0
    assert capsys.readouterr().out == "64.5\n"


def test_a_text_that_is_no_expression_is_refused_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", "1 +"]) == 1
    assert "Dòng 1, cột 4" in capsys.readouterr().err


def test_what_gave_null_is_told_in_two_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", "tuổi"]) == 0
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("null\n", 2)


def test_a_decision_is_worked_out_and_says_why(model: str, an: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", model, "--decision", "Mức lệ phí", "--input", an, "--trace"]) == 0
    told = capsys.readouterr().out
    assert "Dòng 1 khớp: Tuổi = 61.5 (>= 60)" in told
    assert told.endswith("\n0\n")


def test_a_model_says_what_can_be_asked(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", model]) == 0
    assert capsys.readouterr().out == "Mức lệ phí\n  ← Tuổi\n"


def test_a_check_names_the_rows_that_overlap(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dmn", "check", model]) == 1
    assert "rows 1 and 2 both match when Tuổi = 60" in capsys.readouterr().out


def test_a_file_that_is_no_json_is_refused(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", model, "--decision", "Mức lệ phí", "--input", model]) == 1
    assert "values_not_readable" in capsys.readouterr().err
