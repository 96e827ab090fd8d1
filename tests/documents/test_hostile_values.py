"""Whatever somebody types into a form is printed as text: it fetches nothing and stays within the margins."""

import re
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from documents.examples import BOOKS, RECEIPT, RESULT, SLIPS
from documents.reading import pressed, words_of
from documents.render import render
from tests.documents.conftest import TEMPLATES

VALUES = [
    '<img src="{address}/x.png">', "<link rel=stylesheet href={address}/a.css>", '<object data="{address}/o"></object>',
    "<style>@import '{address}/i.css'; body {{ display: none }}</style>", "<script>fetch('{address}')</script>",
    '"><svg/onload=x><image href="{address}/s"/>', "</p></main></body></html>", "<!-- {address} -->", "]]><![CDATA[",
    "{{{{ 7*7 }}}} {{% include '/etc/passwd' %}}", "&lt;b&gt; &amp; &#60;", "url({address}/u) file:///etc/passwd",
    "<meta http-equiv=refresh content='0;url={address}'>", "<base href='{address}/'>", "A" * 300, "ộ" * 200,
    "<table><tr><td>" * 20, "a\u0301\u0302\u0303" * 100, "'; DROP TABLE dossier; --", "%PDF-1.4 endobj << /JS (x) >>",
    "../../../../etc/passwd", "=cmd|' /C calc'!A0",
]  # fmt: skip


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[str, list[bytes]]]:
    """A listener nobody should ever call, and its calls."""
    calls: list[bytes] = []

    class Ear(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            calls.append(self.request.recv(1000))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Ear) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", calls
        server.shutdown()


def inside(pdf: bytes) -> bool:
    """Whether every word lies on its page."""
    run = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60)
    width = 0.0
    for line in run.stdout.decode().splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        word = re.search(r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)"', line)
        if word and (float(word[1]) < 0 or float(word[2]) > width):
            return False
    return True


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_a_hostile_value_is_text_within_the_margins(number: int, trap: tuple[str, list[bytes]]) -> None:
    address, calls = trap
    value = VALUES[number].format(address=address)
    an = {**RECEIPT["applicant"], "full_name": value, "address": value}
    papers = [{**RECEIPT["papers"][0], "name": value}]
    slip = render("slips/receipt.html", {**RECEIPT, "applicant": an, "request": value, "papers": papers}, kind="slip")
    result = render(
        "decision.html", {**RESULT, "excerpt": value, "recipients": [value]}, folders=[TEMPLATES], kind="result"
    )

    for paper in (slip, result):
        assert inside(paper)
        assert pressed(value) in pressed(words_of(paper))
    assert calls == []


@pytest.mark.parametrize("kind", ["control", "register", "handover", "receipt"])
def test_a_very_long_word_in_every_place_breaks_no_layout(kind: str) -> None:
    facts = _stretched({**SLIPS, **BOOKS}[kind])
    paper = render(f"slips/{kind}.html", facts, kind="slip")

    assert inside(paper)


def _stretched(node: Any) -> Any:
    """The same facts, every text somebody types a word without end."""
    if isinstance(node, dict):
        return {key: value if key in OURS else _stretched(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_stretched(each) for each in node[:2]]
    return "Nguyễn" * 25 if isinstance(node, str) and node else node


# What no person types: the shape of the paper, addresses, and the forms' own names.
OURS = frozenset({"paper_size", "look_up", "layout", "kind", "form_note", "number", "code", "serial", "place"})
