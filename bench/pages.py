"""Whole pages of every role as the server makes them, log-in and frame included, and what they weigh by themselves."""

import gzip
import re
import time
from collections.abc import Iterator, Mapping, Sequence

from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings
from bench.page import Line, share
from cases.seed import PASSWORD

ROUNDS = 40
LISTS: Mapping[str, Sequence[str]] = {
    "binh": ("/inbox", "/inbox?queue=return", "/counter/handover"),
    "chi": (
        "/inbox", "/inbox?queue=late&sort=-arrived", "/inbox?queue=supplement", "/inbox?whose=all&sort=-name",
        "/inbox?q=minh+hoa+77", "/inbox/queues", "/dossiers", "/dossiers?q=nguyen", "/dossiers?state=handling",
    ),
    "dung": ("/inbox", "/inbox?whose=all"), "giang": ("/inbox",), "hanh": ("/inbox",), "nga": ("/inbox",),
    "khoa": ("/inbox?whose=all", "/dossiers", "/incidents", "/accesses"), "quy": ("/instances",),
}  # fmt: skip
# The first such link of the page named first.
FOUND: Mapping[str, tuple[str, str]] = {
    "the first task": ("/inbox", r'href="(/tasks/[^"]+)"'),
    "the first dossier": ("/dossiers", r'href="(/dossiers/[^"?]+)"'),
    "the first heat map": ("/board/heat", r'href="(/board/heat/[^"?]+)"'),
}  # fmt: skip
FURTHER: Mapping[str, Sequence[str]] = {
    "chi": ("the first task", "the first dossier"), "giang": ("/signing",), "nga": ("/archive",), "lam": ("/studio",),
    "khoa": (
        "/board", "/board/signs", "/board/times", "/board/heat", "the first heat map", "/board/waiting", "/board/reuse",
    ),
}  # fmt: skip


def pages(settings: Settings, kind: str) -> Iterator[Line]:
    """Lists have the goal of lists; what stands beside them has none of its own but the weight of a task."""
    application = create_app(settings)
    for looked, goal in ((LISTS, "<= 100"), (FURTHER, "")):
        for officer, addresses in looked.items():
            client = application.test_client()
            client.post("/login", data={"name": officer, "password": PASSWORD})
            for address in addresses:
                yield from _page(client, officer, address, goal, kind)


def _page(client: FlaskClient, officer: str, name: str, goal: str, kind: str) -> Iterator[Line]:
    address = name if name not in FOUND else _first(client, *FOUND[name])
    seen = client.get(address).status_code
    if seen != 200:
        # A page that fails is told as missed; what comes after it was long in filling and is measured all the same.
        yield Line(f"answer of the page {name}, {officer}, {kind}", seen, "", "<= 200")
        return
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        page = client.get(address)
        taken.append((time.perf_counter() - started) * 1000)
    yield Line(f"p95 of the page {name}, {officer}, {kind}", share(taken, 0.95), "ms", goal)
    heaviest = {"the first task": "<= 300"}.get(name, "<= 150" if goal else "")
    yield Line(f"weight of {name}, {officer}, compressed, {kind}", len(gzip.compress(page.data)) / 1024, "kB", heaviest)


def _first(client: FlaskClient, address: str, link: str) -> str:
    found = re.search(link, client.get(address).get_data(as_text=True))
    return found[1].replace("&amp;", "&") if found else address
