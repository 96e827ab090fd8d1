"""The locks are complete, hashed and speak of no place to fetch from; nothing here speaks of a machine."""

import re
import subprocess
import tomllib

import pytest

from tests.house.code import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-installer.lock")
FOREIGN = re.compile(r"pythonhoste[d]|npmj[s]\.|pyp[i]\.org|debia[n]\.org|/(wor)k/|/(far)m/|\.librar[y]")


def names(lock: str) -> dict[str, str]:
    """Package name to pinned version."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "@" not in text
    pins = re.split(r"\n(?=\S)", text.strip())
    assert not [pin for pin in pins if not pin.startswith("#") and "--hash=sha256:" not in pin]


def test_the_runtime_lock_names_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[\[<>=]", dependency)[0].lower() for dependency in project["dependencies"]}
    assert not wanted - set(names("requirements.lock"))


def test_the_development_lock_pins_the_same_versions() -> None:
    runtime, development = names("requirements.lock"), names("requirements-dev.lock")
    assert {name: development.get(name) for name in runtime} == runtime


def test_no_committed_file_names_a_registry_or_a_machine_path() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    found = []
    for name in tracked.decode().split("\0"):
        page = ROOT / name
        if name and page.is_file() and "/dist/" not in name and not name.endswith(".min.js"):
            text = page.read_bytes().decode("utf-8", errors="ignore")
            found += [f"{name}: {match.group()}" for match in FOREIGN.finditer(text)]
    assert not found


def test_no_lock_that_records_addresses_is_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not re.findall(r"^(?:.*/)?(?:uv\.lock|pylock.*\.toml|poetry\.lock)$", tracked, re.MULTILINE)
