"""An at her own screen: a browser without a script, her cookie, and the code of what she has handed in."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import HOME, MACHINES
from tests.web.conftest import application

PAPERS = ("000.00.00.G09-KQ001341", "000.00.00.G09-KQ001342")
IDENTITY = "001190000017"


class Citizen:
    """Somebody at the online door."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def text(self, address: str) -> str:
        """The page as it is read."""
        return self.client.get(address).get_data(as_text=True)

    def post(self, address: str, fields: Mapping[str, Any] | None = None, at: str = "") -> TestResponse:
        """Send a form of the page `at`, with the secret it carries."""
        page = self.text(at or f"/apply/{MACHINES}")
        secret = re.search(r'name="csrf" value="([^"]+)"', page)
        return self.client.post(address, data={"csrf": secret[1] if secret else "", **(fields or {})})

    def write(self, **changes: str) -> TestResponse:
        """Fill in the declaration of machines and go on."""
        fields = application(**{"a.identity": IDENTITY, "a.phone": "0912345678", "counter": HOME, **changes})
        return self.post(f"/apply/{MACHINES}", fields)

    def add(self, component: str = PAPERS[0], name: str = "to-khai.pdf", content: bytes = b"") -> TestResponse:
        """Add a file to the draft."""
        return self.post(f"/apply/{MACHINES}/papers/{component}", {"file": (io.BytesIO(content or paper()), name)})

    def apply(self) -> str:
        """All of it, to the end: the code."""
        self.write()
        for component in PAPERS:
            self.add(component)
        sent = self.post(f"/apply/{MACHINES}/submission", {"promise": "1"})
        assert sent.headers["Location"] == "/my?new", sent.get_data(as_text=True)
        found = re.search(r'class="big-code">([^<]+)<', self.text("/my?new"))
        assert found
        return found[1]

    def enter(self, code: str, factor: str) -> TestResponse:
        """Show code and second factor."""
        return self.client.post("/track/entry", data={"code": code, "factor": factor})

    def act(self, address: str, fields: Mapping[str, Any] | None = None) -> TestResponse:
        """Send a form of one's own dossier."""
        return self.post(address, fields, at="/my")


def paper() -> bytes:
    """A page of PDF."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, static_id=True)
    return out.getvalue()


@pytest.fixture
def citizen(office: Flask) -> Callable[[], Citizen]:
    """A browser of its own each time."""
    return lambda: Citizen(office.test_client())


@pytest.fixture
def an(citizen: Callable[[], Citizen]) -> Citizen:
    """An's browser."""
    return citizen()
