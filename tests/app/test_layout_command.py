"""`motcua layout` writes the picture into the file, or beside it, and leaves alone what is drawn."""

from pathlib import Path

import pytest

from app.cli import main
from engine.layout import is_drawn
from tests.layout.drawn import PARTS, POOLS


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    place = tmp_path / "x.bpmn"
    place.write_text(PARTS, encoding="utf-8")
    return place


def test_the_picture_is_written_into_the_file(drawing: Path) -> None:
    assert main(["layout", str(drawing)]) == 0
    assert is_drawn(drawing.read_bytes(), "x.bpmn")


def test_with_another_name_the_file_is_left_as_it_was(drawing: Path) -> None:
    other = drawing.with_name("y.bpmn")
    assert main(["layout", str(drawing), "--to", str(other)]) == 0
    assert drawing.read_text(encoding="utf-8") == PARTS
    assert is_drawn(other.read_bytes(), "y.bpmn")


def test_what_is_drawn_is_left_alone_when_asked_so(drawing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["layout", str(drawing)])
    moved = drawing.read_text(encoding="utf-8").replace('x="160"', 'x="161"', 1)
    drawing.write_text(moved, encoding="utf-8")
    assert main(["layout", str(drawing), "--missing"]) == 0
    assert drawing.read_text(encoding="utf-8") == moved
    assert "đã có hình" in capsys.readouterr().out


def test_nothing_is_written_when_one_file_is_no_drawing(drawing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = drawing.with_name("y.bpmn")
    other.write_text("<html/>", encoding="utf-8")
    assert main(["layout", str(drawing), str(other)]) == 1
    assert drawing.read_text(encoding="utf-8") == PARTS
    assert "drawing_not_readable" in capsys.readouterr().err


def test_two_files_cannot_be_written_into_one(drawing: Path) -> None:
    other = drawing.with_name("y.bpmn")
    other.write_text(POOLS, encoding="utf-8")
    assert main(["layout", str(drawing), str(other), "--to", "z.bpmn"]) == 2
