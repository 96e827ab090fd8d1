"""The floors hold: imports go downward only, and every new file has been given its place."""

import subprocess
import sys
import tomllib

from tests.house.code import BESIDE, FLOORS, ROOT


def test_the_contracts_are_kept() -> None:
    linted = subprocess.run(
        [sys.executable, "-m", "importlinter.cli", "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_package_has_a_floor() -> None:
    packages = {page.parent.name for page in ROOT.glob("*/__init__.py")}
    assert packages - set(BESIDE) == set(FLOORS)


def test_every_floor_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["uv"]["build-backend"]["module-name"]) == set(FLOORS)
