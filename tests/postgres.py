"""A private PostgreSQL for tests and benches: made in a temporary folder, reached by its socket, gone at the end.

`python -m tests.postgres COMMAND …` runs a command with `MOTCUA_TEST_POSTGRES` set to the address of such a cluster.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ADDRESS = "MOTCUA_TEST_POSTGRES"
WAIT_SECONDS = 30
# Speed before durability: what these clusters hold may be lost. A bench that measures commits asks for `durable`.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = ("listen_addresses=", "max_connections=200", "shared_buffers=128MB", "timezone=UTC")


@contextmanager
def private_cluster(*, durable: bool = False, settings: Sequence[str] = ()) -> Iterator[str]:
    """The SQLAlchemy address of the `postgres` database of a new cluster, which ends with the block.

    `settings` are further ones of the server, `name=value`.
    """
    # A socket's whole path must stay under 108 bytes, so the folder is never inside a long checkout path.
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-", dir="/tmp"))
    try:
        _make(folder)
        with _running(folder, durable=durable, further=settings):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    command = [_binary("initdb"), "-D", str(folder / "cluster"), "-A", "trust", "-U", "postgres", "--no-sync"]
    command += ["--locale=C.UTF-8", "-E", "UTF8"]
    made = subprocess.run(command, cwd="/", capture_output=True, text=True, **_as_postgres())
    if made.returncode:
        raise SystemExit(f"initdb failed: {made.stderr}")


@contextmanager
def _running(folder: Path, *, durable: bool, further: Sequence[str]) -> Iterator[None]:
    settings = (*SETTINGS, *(() if durable else FORGETFUL), *further)
    command = [_binary("postgres"), "-D", str(folder / "cluster"), "-k", str(folder)]
    command += [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        server = subprocess.Popen(command, cwd="/", preexec_fn=_end_with_us, **streams, **_as_postgres())
    try:
        _wait(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(WAIT_SECONDS)


def _wait(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(f"host={folder} user=postgres dbname=postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise SystemExit(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def _end_with_us() -> None:
    # PR_SET_PDEATHSIG: when the tests are killed outright the cluster shuts down by itself.
    ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _as_postgres() -> dict[str, Any]:
    # PostgreSQL refuses to run as root.
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def _binary(name: str) -> str:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = shutil.which(name, path=os.pathsep.join([*map(str, reversed(folders)), os.environ.get("PATH", "")]))
    if found is None:
        raise SystemExit(f"PostgreSQL's {name} is not here. Run: apt-get install postgresql")
    return found


def main() -> int:
    """Run the command of the arguments beside a private cluster and give back its exit code."""
    with private_cluster() as address:
        return subprocess.run(sys.argv[1:], env=os.environ | {ADDRESS: address}).returncode


if __name__ == "__main__":
    raise SystemExit(main())
