"""The pages of a furnished office: through Flask's client, and through a real browser."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, ConsoleMessage, Page
from sqlalchemy import Engine
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from cases.follow import follow
from cases.operations import Tools, operations
from documents.sign import PfxSigner, make_test_authority
from documents.sign.authority import PHRASE
from documents.vault import Vault
from engine.jobs import run_jobs
from exchange.mail import FileMailer
from ground.clock import FixedClock
from tests.cast import APPLICATION, MACHINES, PASSWORD, furnish_at, open_doors
from tests.rooms import Rooms

NONE: Mapping[str, str] = {}


class Visitor:
    """One officer at the pages, without a script: a client that fills forms as a browser would send them."""

    def __init__(self, client: FlaskClient, name: str = "") -> None:
        self.client = client
        if name:
            self.post("/login", {"name": name, "password": PASSWORD}, token=False)

    def get(self, address: str) -> TestResponse:
        """Open a page."""
        return self.client.get(address)

    def post(
        self,
        address: str,
        fields: dict[str, Any] | None = None,
        *,
        token: bool = True,
        headers: Mapping[str, str] = NONE,
    ) -> TestResponse:
        """Send a form, with the secret of the log-in; headers as `Sec_Fetch_Site`."""
        fields = {"csrf": self.csrf()} | (fields or {}) if token else fields or {}
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.client.post(address, data=fields, headers=named)

    def text(self, address: str) -> str:
        """The page as its reader gets it."""
        return self.get(address).get_data(as_text=True)

    def receive(self, **changes: str) -> str:
        """Hand in a declaration of machines at the counter; its code."""
        answer = self.post(f"/counter/{MACHINES}/dossiers", application(**changes))
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.headers["Location"].removeprefix("/dossiers/").partition("?")[0]

    def step(self, code: str) -> tuple[str, str]:
        """The address of a dossier's step as the inbox links it, and its version as the page carries it."""
        found = re.search(r'href="(/tasks/[0-9a-f]{32})', self.text(f"/inbox?q={code}"))
        assert found
        version = re.search(r'name="version" value="(\d+)"', self.text(found[1]))
        assert version
        return found[1], version[1]

    def complete(self, code: str, **answers: str) -> TestResponse:
        """Complete a dossier's step with these answers."""
        address, version = self.step(code)
        fields = {f"f.{name}": text for name, text in answers.items()}
        return self.post(f"{address}/completion", {"version": version} | fields)

    def csrf(self) -> str:
        """The secret as the pages carry it."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get("/inbox").get_data(as_text=True))
        assert found
        return found[1]


def application(**changes: str) -> dict[str, str]:
    """The counter's screen filled in for a declaration of machines."""
    machine = dict(APPLICATION["thiet_bi"][0])
    fields = {f"f.{name}": str(text) for name, text in APPLICATION.items() if name != "thiet_bi"}
    fields |= {f"f.thiet_bi[0].{name}": str(text) for name, text in machine.items()} | {"f.thiet_bi.rows": "1"}
    return fields | {"a.full_name": "Nguyễn Văn An", "a.identity": "001090001234"} | changes


@pytest.fixture(scope="session")
def sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every SQLite test here starts from a copy of a furnished office."""
    file = tmp_path_factory.mktemp("furnished") / "furnished.sqlite"
    shutil.copyfile(sqlite_template, file)
    furnish_at(f"sqlite:///{file}")
    return file


@pytest.fixture
def quick_database(sqlite_rooms: Rooms, sqlite_url: str) -> Engine:
    """Pages are the same on every database: one is enough to look at them."""
    return sqlite_rooms.at(sqlite_url).enter()


@pytest.fixture
def office(quick_database: Engine, clock: FixedClock, tmp_path: Path) -> Flask:
    """Both doors of a furnished office."""
    return open_doors(quick_database, clock, tmp_path)


@pytest.fixture
def visit(office: Flask) -> Callable[[str], Visitor]:
    """Somebody of the cast at the pages; nobody for an empty name."""
    return lambda name: Visitor(office.test_client(), name)


@pytest.fixture
def machine_work(quick_database: Engine, clock: FixedClock, tmp_path: Path) -> Callable[[], None]:
    """Do all machine work that waits: slips, drafts, signatures, numbers."""
    return working(quick_database, clock, tmp_path)


def working(database: Engine, clock: FixedClock, folder: Path) -> Callable[[], None]:
    """What does the machine work of an office that keeps its things in this folder."""
    authority = make_test_authority(folder / "keys")
    person = PfxSigner(authority.officer("Vũ Hương Giang", "Sở Nội vụ"), PHRASE)
    seal = PfxSigner(authority.seal("Sở Nội vụ"), PHRASE)
    letters = FileMailer(folder / "letters", clock)
    known = operations(Tools(Vault(folder / "vault"), lambda _name: person, seal, letters))

    def work() -> None:
        while run_jobs(database, clock, known, follow):
            pass

    def aside() -> None:
        # The browser's driver keeps an event loop in this thread; signing wants one of its own.
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()

    return aside


@pytest.fixture
def address(office: Flask) -> Iterator[str]:
    """Where the office is served."""
    server = make_server("127.0.0.1", 0, office, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def is_complaint(message: ConsoleMessage) -> bool:
    """Whether the browser is unhappy. A form sent back (422), a faster colleague (409), a log-in that has ended (401)
    are part of the work.
    """
    return message.type == "error" and not any(state in message.text for state in (" 401 ", " 409 ", " 422 "))


@pytest.fixture
def sit_down(browser: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """An officer at a desk of his own, logged in; every complaint of the browser fails the test."""
    yield from sitting(browser, address)


def sitting(browser: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """Desks at this address for the time of a test."""
    complaints: list[str] = []
    contexts = []

    def sit(name: str) -> Page:
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(name)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url("**/inbox")
        return page

    yield sit
    for context in contexts:
        context.close()
    assert not complaints
