"""The floors hold: imports go downward only, and every new file has been given its place."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.code import BESIDE, FLOORS, ROOT, name_of, pages


def test_the_contracts_are_kept() -> None:
    linted = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_package_has_a_floor() -> None:
    packages = {page.parent.name for page in ROOT.glob("*/__init__.py")}
    assert packages - set(BESIDE) == set(FLOORS)


def test_every_floor_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["uv"]["build-backend"]["module-name"]) == set(FLOORS)


def test_only_the_ground_parses_xml() -> None:
    assert _pages_that_match(r"etree\.(fromstring|parse|XML|XMLParser|HTML|iterparse)\b|xml\.(etree|dom|sax)\b") == {
        "ground/xml.py"
    }


def test_only_the_settings_read_the_environment() -> None:
    found = _pages_that_match(r"\bos\.(environ|getenv)\b|from os import .*(environ|getenv)")
    # The processes that draw and that read behind the fence get a path to find programs by and nothing else of ours.
    assert found <= {"app/settings.py", "documents/fence/outside.py"}


def test_nothing_below_a_door_commits() -> None:
    # A refused log-in, of an officer, a citizen or at somebody's own papers, leaves its trace although everything else
    # of it is rolled back.
    assert _pages_that_match(r"\.commit\(\)") <= {"cases/people.py", "cases/citizens.py", "cases/ownpapers.py"}


def test_nothing_turns_text_into_code() -> None:
    assert not _pages_that_match(r"(?<![\w.])(eval|exec|__import__)\(|(?<!re\.)(?<![\w.])compile\(")


def _pages_that_match(pattern: str) -> set[str]:
    return {name_of(page) for page in pages() if re.search(pattern, page.read_text(encoding="utf-8"))}
