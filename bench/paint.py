"""When the pages of the desk are first painted in Chromium, over loopback, and what they weigh with all they load."""

import gzip
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from app.factory import create_app
from app.settings import Settings
from bench.page import Line, median
from cases.seed import PASSWORD
from tests.chromium import CHROMIUM, QUIET

ROUNDS = 5
# Address and who looks; `task` is the first step of his list.
PAGES = {"the list": ("/inbox", "chi"), "a task": ("task", "chi"), "the board": ("/board", "khoa")}
HEAVIEST = {"the list": "<= 150", "a task": "<= 300"}
FIRST_PAINT = """new Promise(told => new PerformanceObserver(list => told(list.getEntries()[0].startTime))
    .observe({type: 'paint', buffered: true}))"""


def paints(settings: Settings, kind: str) -> Iterator[Line]:
    """The first paint, the middle of some, and the weight of everything a page loads when it is opened first."""
    with _served(settings) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name, (path, officer) in PAGES.items():
            page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=address)
            _log_in(page, officer)
            weight = _weighed(page, path if path != "task" else _first_task(page))
            painted = []
            for _ in range(ROUNDS):
                page.reload(wait_until="load")
                painted.append(float(page.evaluate(FIRST_PAINT)))
            yield Line(f"first paint of {name}, {kind}", median(painted), "ms", "<= 1000")
            yield Line(f"weight of {name} with all it loads, compressed, {kind}", weight, "kB", HEAVIEST.get(name, ""))
            page.close()
        browser.close()


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    # A line for each request would hide the figures.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def _log_in(page: Page, officer: str) -> None:
    page.goto("/")
    page.fill("[name=name]", officer)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("load")


def _first_task(page: Page) -> str:
    page.goto("/inbox")
    return str(page.locator("a[href^='/tasks/']").first.get_attribute("href"))


def _weighed(page: Page, path: str) -> float:
    """In kB, each answer compressed as it would travel."""
    page.goto(path, wait_until="networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    answers = [page.context.request.get(address).body() for address in (page.url, *loaded)]
    return sum(len(gzip.compress(answer, 6)) for answer in answers) / 1024
