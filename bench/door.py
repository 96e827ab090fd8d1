"""Steps completed over HTTP: eight clients, a real server, PostgreSQL; and one client on SQLite against the floor."""

import http.client
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import orjson

from bench.bare import Bare
from bench.cpu import backends_of, seconds_of
from bench.floor import commit_ms, fsync_ms
from bench.page import Line, share
from bench.procedure import ANSWERS, SLUG, STEPS, bundle
from ground.database import open_database
from tests.office import Office
from tests.postgres import private_cluster

CLIENTS = 8
DOSSIERS = 160
# Played first and not counted: every process of the server reads the procedure and puts its statements together once.
WARMING = 4 * CLIENTS


class Client:
    """One keep-alive connection of one officer."""

    def __init__(self, office: Office, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=30)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def post(self, path: str, body: object, **headers: str) -> Any:
        """The answer; anything but success is an error of the bench."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("POST", f"/api/v1{path}", orjson.dumps(body), self.headers | said)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {content[:500]!r}")
        return orjson.loads(content)


def run(full: bool) -> list[Line]:
    """The figures of both databases."""
    dossiers = DOSSIERS * (4 if full else 1)
    with private_cluster(durable=True) as address, _served(address) as office:
        lines = _many(office, dossiers, address)
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        lines.append(Line("fsync of 4 kB on this disk", fsync_ms(Path(folder)), "ms"))
        address = f"sqlite:///{folder}/bench.sqlite"
        floor = commit_ms(open_database(f"sqlite:///{folder}/floor.sqlite"))
        with _served(address) as office:
            lines += _one(office, floor)
    return lines


@contextmanager
def _served(database: str) -> Iterator[Office]:
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        office = Office(Path(folder), database)
        office.order("seed", "--dossiers", "0")
        office.start("server")
        try:
            office.wait_until_it_answers()
            yield office
        finally:
            office.stop()


def _ready(office: Office, dossiers: int) -> tuple[str, list[str]]:
    """Deploy the procedure and hand dossiers in; the officer's token and the codes."""
    tokens = {name: office.log_in(name) for name in ("lam", "chi", "binh")}
    parts = [("file", (path, content)) for path, content in bundle().items()]
    bearer = {"Authorization": f"Bearer {tokens['lam']}"}
    deployed = httpx.post(f"{office.address}/api/v1/definitions", files=parts, headers=bearer, timeout=30)
    if deployed.status_code != 201:
        raise RuntimeError(deployed.text)
    client = Client(office, tokens["binh"])
    body = {"procedure": SLUG, "applicant": {"full_name": "An"}, "answers": ANSWERS}
    codes = [client.post("/dossiers", body)["code"] for _ in range(dossiers)]
    return tokens["chi"], codes


def _many(office: Office, dossiers: int, address: str) -> list[Line]:
    token, _ = _ready(office, dossiers + WARMING)
    waiting = _open_tasks(Client(office, token), dossiers + WARMING)
    _together(office, token, waiting[dossiers:])
    server, postmaster = office.running["server"].pid, backends_of(open_database(address))
    before, started, mine = seconds_of(server, postmaster), time.perf_counter(), _own_cpu()
    taken = _together(office, token, waiting[:dossiers])
    seconds = time.perf_counter() - started
    cpu = seconds_of(server, postmaster) - before
    return [
        Line("completions a second, 8 clients, PostgreSQL", len(taken) / seconds, "/s", ">= 400"),
        Line("CPU a whole instance of six steps, server and database", cpu / dossiers * 1000, "ms", "<= 20"),
        Line("CPU the clients themselves took, an instance", (_own_cpu() - mine) / dossiers * 1000, "ms"),
        Line("a completion, median", share(taken, 0.5) * 1000, "ms"),
        Line("a completion, 95 of 100", share(taken, 0.95) * 1000, "ms"),
    ]


def _together(office: Office, token: str, waiting: list[tuple[str, int]]) -> list[float]:
    """Eight clients take these dossiers to their end; how long each completion took."""
    taken: list[float] = []
    lock = threading.Lock()

    def work() -> None:
        client = Client(office, token)
        while True:
            with lock:
                if not waiting:
                    return
                task = waiting.pop()
            taken.extend(_play(client, task))

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _one(office: Office, floor: float) -> list[Line]:
    token, _ = _ready(office, 20)
    client = Client(office, token)
    taken = [second for task in _open_tasks(client, 20) for second in _play(client, task)]
    middle, bare = share(taken, 0.5) * 1000, bare_step_ms()
    return [
        Line("a bare SpiffWorkflow step in memory", bare, "ms"),
        Line("one commit of 3 kB, SQLite FULL", floor, "ms"),
        Line("a completion over HTTP, one client, SQLite FULL, median", middle, "ms", "<= 4"),
        Line(
            "the same as a multiple of a bare SpiffWorkflow step and one commit", middle / (floor + bare), "x", "<= 6"
        ),
    ]


def bare_step_ms() -> float:
    """The median of a step of the same length of procedure in SpiffWorkflow alone, nothing stored."""
    taken = []
    for _ in range(20):
        bare = Bare(len(STEPS))
        for _step in STEPS:
            started = time.perf_counter()
            bare.step(ANSWERS)
            taken.append((time.perf_counter() - started) * 1000)
    return share(taken, 0.5)


def _open_tasks(client: Client, wanted: int) -> list[tuple[str, int]]:
    rows: list[tuple[str, int]] = []
    cursor = ""
    while len(rows) < wanted:
        page = client.post("/tasks/search", {"procedure": SLUG, "limit": 100, "cursor": cursor})
        rows += [(row["task_id"], row["version"]) for row in page["rows"]]
        cursor = page["next"]
        if not cursor:
            break
    return rows


def _play(client: Client, first: tuple[str, int]) -> list[float]:
    """Take one dossier to its end; how long each completion took."""
    taken, waiting = [], [first]
    while waiting:
        task, version = waiting.pop()
        started = time.perf_counter()
        done = client.post(f"/tasks/{task}/completion", {"answers": ANSWERS}, If_Match=f'"{version}"')
        taken.append(time.perf_counter() - started)
        waiting += [(opened["task_id"], opened["version"]) for opened in done["opened"]]
    if len(taken) != len(STEPS):
        raise RuntimeError(f"{len(taken)} steps were played, {len(STEPS)} are drawn")
    return taken


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
