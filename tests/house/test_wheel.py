"""What is installed is what is here: the wheel carries the procedures, forms, pages, words and revisions."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.house.code import FLOORS, ROOT

KINDS = {".py", ".bpmn", ".toml", ".json", ".html", ".css", ".js", ".po", ".ttf", ".mako", ".svg", ".dmn", ".txt"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names inside a wheel built from this checkout, without any download."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = ROOT / ".venv" / "bin" / "uv"
    command = [str(uv), "build", "--wheel", "--offline", "--no-build-isolation", "--quiet", "--out-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_every_file_of_every_floor_is_in_the_wheel(wheel: set[str]) -> None:
    assert not sorted(_kept() - wheel)


def test_no_test_and_no_trace_of_this_machine_is_in_the_wheel(wheel: set[str]) -> None:
    assert not [name for name in wheel if name.split("/")[0] not in FLOORS and ".dist-info/" not in name]
    assert not [name for name in wheel if "__pycache__" in name]


def test_the_licence_and_its_notice_are_in_the_wheel(wheel: set[str]) -> None:
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in wheel}


def _kept() -> set[str]:
    listed = subprocess.run(["git", "ls-files", *FLOORS], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.splitlines() if Path(name).suffix in KINDS and (ROOT / name).exists()}
