"""The studio as a designer waits for it, in Chromium: opened with the largest shipped drawing, judged after an edit."""

import gzip
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from bench.page import Line, median
from cases.seed import PASSWORD
from tests.chromium import CHROMIUM, QUIET
from tests.house.code import ROOT
from tests.office import Office

NAME = "Cấp giấy phép lao động"  # 91 shapes and flows
READY = "#studio[data-ready]"
DIST = ROOT / "web" / "static" / "dist"
ROUNDS = 7


def run(full: bool) -> list[Line]:
    """Open and edit one draft again and again; sizes as they travel."""
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        office = Office(Path(folder), f"sqlite:///{folder}/bench.sqlite")
        office.order("seed", "--dossiers", "0")
        office.start("server")
        try:
            office.wait_until_it_answers()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
                lines = _measured(browser, office, ROUNDS * (3 if full else 1))
                browser.close()
        finally:
            office.stop()
    size = sum(len(gzip.compress((DIST / name).read_bytes(), 6)) for name in ("studio.js", "studio.css"))
    editors = sum(len(gzip.compress((DIST / f"{name}.js").read_bytes(), 6)) for name in ("decision", "formeditor"))
    return [
        *lines, Line("script and style of the studio, packed", size / 1e6, "MB", "<= 1.5"),
        Line("with the editors of forms and tables, packed", (size + editors) / 1e6, "MB", "<= 1.5"),
    ]  # fmt: skip


def _measured(browser: Browser, office: Office, rounds: int) -> list[Line]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=office.address)
    page.goto("/")
    page.fill("[name=name]", "lam")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/inbox**")
    page.goto("/studio")
    # The server has read nothing yet: what a designer waits for after it was started.
    started = time.perf_counter()
    page.locator("tr", has=page.get_by_text(NAME, exact=True)).get_by_role("button", name="Vẽ bản mới").click()
    page.wait_for_selector(READY)
    first = time.perf_counter() - started
    address = page.url.partition("#")[0]
    opened = [_open(page, address) for _ in range(rounds)]
    judged = [_edit(page, number) for number in range(rounds)]
    return [
        Line("opened for the first time, server and browser cold", first, "s"),
        Line("opened, median", median(opened), "s", "<= 2"), Line("opened, best", min(opened), "s"),
        Line("rules back after an edit, median", median(judged), "ms", "<= 300"),
        Line("rules back after an edit, best", min(judged), "ms"),
    ]  # fmt: skip


def _open(page: Page, address: str) -> float:
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(READY)
    return time.perf_counter() - started


def _edit(page: Page, number: int) -> float:
    """Rename a step; milliseconds from the question to the marks on the shapes."""
    told = page.evaluate(
        """async (name) => {
          const { studio } = document.getElementById('studio');
          const step = studio.modeler.get('elementRegistry').find((each) => each.type === 'bpmn:UserTask');
          const judged = new Promise((done) => studio.draft.addEventListener('judged', done, { once: true }));
          studio.modeler.get('modeling').updateProperties(step, { name });
          await judged;
          return studio.draft.judgedIn;
        }""",
        f"Phân công {number}",
    )
    return float(told)
