"""The studio's tests open it in a real browser, in the furnished office of the pages."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from cases.bundle import Bundle
from cases.procedure import shipped_bundles
from cases.studio.designs import begin
from cases.tables import Officer
from ground.clock import FixedClock
from ground.database import transaction
from tests.cast import ROOT
from tests.web.conftest import (  # noqa: F401 - fixtures
    Visitor,
    address,
    machine_work,
    office,
    quick_database,
    sit_down,
    sqlite_template,
    visit,
)

BUNDLES = {bundle.slug: bundle for bundle in shipped_bundles([ROOT / "processes", ROOT / "forms"])}
READY = "#studio[data-ready]"


@pytest.fixture
def draft(quick_database: Engine, clock: FixedClock) -> Callable[[Bundle], str]:  # noqa: F811
    """A draft of a bundle in Lâm's name; its id."""

    def begun(bundle: Bundle) -> str:
        with transaction(quick_database) as session:
            lam = session.scalars(select(Officer).where(Officer.name == "lam")).one()
            return begin(session, clock, lam, bundle.slug, bundle.slug, bundle.files).id

    return begun


def open_design(page: Page, design_id: str) -> None:
    """The drawing table of a draft, ready to be drawn on."""
    page.goto(f"/studio/designs/{design_id}")
    expect(page.locator(READY)).to_be_visible(timeout=20_000)


class Scripted:
    """A script of the studio's page, without its page: JSON there and back, with the secret of the log-in."""

    def __init__(self, visitor: Visitor, design_id: str) -> None:
        self.client: FlaskClient = visitor.client
        self.base = f"/studio/designs/{design_id}"
        self.csrf = visitor.csrf()

    def get(self, path: str) -> dict[str, object]:
        """What the house says."""
        told: dict[str, object] = self.client.get(self.base + path).get_json()
        return told

    def post(self, path: str, **said: object) -> tuple[int, dict[str, object]]:
        """The state and the answer."""
        answer = self.client.post(self.base + path, json=said, headers={"X-Csrf": self.csrf})
        return answer.status_code, answer.get_json()
