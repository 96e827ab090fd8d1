"""What the pages tell a reader to do can be done, and what is drawn by a machine is drawn from today's code."""

import re

import pytest

from app.cli import COMMANDS, main
from tests.house.code import ROOT
from tools.states import page

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_the_readme_fits_one_screen() -> None:
    assert len(README.splitlines()) <= 60


@pytest.mark.parametrize("text", [README, OPERATING], ids=["README", "operating"])
def test_every_command_a_page_names_exists(text: str) -> None:
    for name in re.findall(r"^\s*(\./[a-z.]+)", text, re.MULTILINE):
        assert (ROOT / name).stat().st_mode & 0o111, name
    assert set(re.findall(r"`?motcua ([a-z]+)", text)) <= set(COMMANDS)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_teaches_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    told = capsys.readouterr().out
    assert f"motcua {name}" in told
    assert len(told.splitlines()) > 5


def test_the_drawing_of_the_states_is_of_today() -> None:
    assert (ROOT / "docs" / "states.md").read_text(encoding="utf-8") == page(), "run `make states`"


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    links = [
        (text, target)
        for text in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text.read_text(encoding="utf-8"))
    ]
    assert not [(text.name, target) for text, target in links if not (text.parent / target).exists()]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
