"""Server and worker as real processes: started together, started again when one falls, stopped without a trace."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.app.commands import Office
from tests.house.code import ROOT
from tests.office import a_free_port

START_SECONDS = 90
# Requests under way are finished for half a minute before what is left of a server is killed.
ORPHAN_SECONDS = 90
# Enough to be interrupted in the middle.
DOSSIERS = 16
# Not the port a house has by itself: others on this machine may be at home there.
PORT = a_free_port()
# Houses look for a free port: two that start side by side would take each other's.
pytestmark = pytest.mark.xdist_group("houses")


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with tables, procedures, officers and a few dossiers, where nobody is at work."""
    home = tmp_path_factory.mktemp("filled")
    told = Office(home, f"sqlite:///{home / 'motcua.sqlite'}").motcua("seed", "--dossiers", "3")
    assert told.returncode == 0, told.stderr
    return home


@pytest.fixture(scope="module")
def street(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Street"]:
    """An office of yesterday, where one house stands for all tests that do not end it."""
    home = shutil.copytree(filled_home, tmp_path_factory.mktemp("street") / "home")
    street = Street(Office(home, f"sqlite:///{home / 'motcua.sqlite'}"))
    yield street
    street.clear()


@pytest.fixture
def house(street: "Street") -> "House":
    """The house that stands; where a test has ended it, it goes on where it stopped."""
    return street.house()


def lives(pid: int) -> bool:
    """Whether the process runs: an orphan that has ended may stay listed until somebody asks how it ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


class House:
    """A running `motcua run`: its address, and how to stop it."""

    def __init__(self, office: Office, dossiers: int) -> None:
        self.log = office.home / "run.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "run"],
                cwd=ROOT,
                env=office.environment | {"MOTCUA_DEMO_DOSSIERS": str(dossiers), "MOTCUA_PORT": str(PORT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        assert soon(lambda: "Một Cửa: http" in self.words() or self.process.poll() is not None, START_SECONDS), (
            self.words()
        )
        self.address = next(word for word in self.words().split() if word.startswith("http://"))

    def words(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def serves(self) -> bool:
        try:
            return httpx.get(f"{self.address}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def family(self) -> dict[str, int]:
        """The processes it started, `server` and `worker`, by what they were asked to do."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        lines = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in children}
        # One that has just fallen has no words left.
        return {words[-2].decode(): pid for pid, words in lines.items() if len(words) > 1}

    def stop(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


class Street:
    """Where a house stands: started when there is none."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.standing: House | None = None

    def house(self) -> House:
        if self.standing is None or self.standing.process.poll() is not None:
            self.standing = House(self.office, dossiers=3)
        return self.standing

    def clear(self) -> None:
        if self.standing is not None and self.standing.process.poll() is None:
            self.standing.stop(signal.SIGTERM)


@contextmanager
def running(office: Office, dossiers: int = 3) -> Iterator[House]:
    house = House(office, dossiers)
    try:
        yield house
    finally:
        if house.process.poll() is None:
            house.stop(signal.SIGTERM)


@pytest.mark.parametrize("name", ["server", "worker"])
def test_a_member_that_falls_is_started_again(house: House, name: str) -> None:
    assert soon(lambda: name in house.family())
    fallen = house.family()[name]
    os.kill(fallen, signal.SIGKILL)
    assert soon(lambda: house.family().get(name, fallen) != fallen)
    assert soon(house.serves)


def test_a_taken_port_gives_way_and_it_is_said(house: House, filled_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(filled_home, tmp_path / "second")
    with running(Office(home, f"sqlite:///{home / 'motcua.sqlite'}")) as second:
        assert second.address != house.address
        assert "is taken: using" in second.words()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_it_stops_with_everyone_and_goes_on_where_it_stopped(house: House, street: Street, number: int) -> None:
    assert soon(house.serves), house.words()
    assert soon(lambda: set(house.family()) == {"server", "worker"})
    family = house.family()
    assert house.stop(number) == 0
    assert soon(lambda: not [pid for pid in family.values() if lives(pid)])
    assert soon(lambda: not house.serves())
    assert soon(street.house().serves), street.house().words()


def test_nobody_is_left_when_the_parent_is_killed(house: House) -> None:
    family = house.family()
    house.stop(signal.SIGKILL)
    assert soon(lambda: not [pid for pid in family.values() if lives(pid)], ORPHAN_SECONDS), left(family, house)
    assert soon(lambda: not house.serves())


def left(family: dict[str, int], house: House) -> str:
    """Who still lives, and what the house said."""
    lines = [
        f"{name} {pid}: {Path(f'/proc/{pid}/stat').read_text()} {Path(f'/proc/{pid}/cmdline').read_bytes()!r}"
        for name, pid in family.items()
        if lives(pid)
    ]
    return "\n".join([*lines, house.words()])


def soon(happened: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it happens within so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if happened():
            return True
        time.sleep(0.05)
    return False


def test_an_interrupted_demonstration_is_filled_to_the_end(tmp_path: Path) -> None:
    office = Office(tmp_path, f"sqlite:///{tmp_path / 'motcua.sqlite'}")
    with running(office, dossiers=DOSSIERS) as house:
        assert soon(lambda: dossiers_in(office) > 0)
        house.stop(signal.SIGKILL)
    assert 0 < dossiers_in(office) < DOSSIERS
    with running(office, dossiers=DOSSIERS) as house:
        assert soon(lambda: "Xong" in house.words(), START_SECONDS)
    assert dossiers_in(office) == DOSSIERS
    assert office.motcua("journal", "verify").returncode == 0


def dossiers_in(office: Office) -> int:
    with sqlite3.connect(office.home / "motcua.sqlite") as connection:
        (count,) = connection.execute("SELECT count(*) FROM dossier").fetchone()
    return int(count)
