"""A template is a guest: it reads nothing it may not, takes little time and memory, and fails with a reason."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.render import RendererMissing, RenderFailed, TemplateNotFound, close_presses, render
from tests.documents.conftest import text_of

FACTS = {"made_at": datetime(2026, 9, 10, tzinfo=UTC)}


def _print(source: str) -> bytes:
    return render("guest.html", FACTS, kind="slip", sources={"guest.html": source})


def test_a_template_may_come_from_a_stored_bundle() -> None:
    assert _print("<p>{{ made_at }}</p>").startswith(b"%PDF-1.7")


def test_a_template_nobody_wrote_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(TemplateNotFound, match=r"none\.html"):
        render("none.html", FACTS, kind="slip", folders=[tmp_path])


def test_a_missing_fact_stops_the_print_and_is_named() -> None:
    with pytest.raises(RenderFailed, match="number"):
        _print("<p>{{ number }}</p>")


def test_a_broken_template_stops_the_print() -> None:
    with pytest.raises(RenderFailed, match=r"guest\.html"):
        _print("<p>{% if %}</p>")


@pytest.mark.parametrize(
    "source",
    [
        '<img src="http://127.0.0.1:9/pixel.png">',
        '<img src="file:///etc/hostname">',
        '<img src="../../../../../../etc/hostname">',
        '<link rel="stylesheet" href="https://example.com/a.css">',
        "<style>@import url(ftp://example.com/a.css);</style>",
        '<style>p { background: url("file:///etc/passwd") }</style><p>x</p>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_a_template_reads_nothing_outside_its_folder(source: str) -> None:
    with pytest.raises(RenderFailed):
        _print(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ made_at.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{% include '../secret.html' %}",
    ],
)
def test_a_template_cannot_reach_the_machine(source: str) -> None:
    with pytest.raises((RenderFailed, TemplateNotFound)):
        _print(source)


def test_an_endless_template_is_stopped_and_the_next_paper_prints() -> None:
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(RenderFailed, match="time or memory"):
        render("guest.html", FACTS, kind="stamp", sources={"guest.html": endless})

    assert _print("<p>An</p>").startswith(b"%PDF")


def test_a_greedy_template_is_stopped_and_the_next_paper_prints() -> None:
    with pytest.raises(RenderFailed, match="memory"):
        _print("{{ 'An ' * 900000000 }}")

    assert _print("<p>An</p>").startswith(b"%PDF")


def test_without_pango_the_one_line_that_mends_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text('raise OSError("cannot load library libpango-1.0-0")')
    close_presses()
    with monkeypatch.context() as patch:
        patch.syspath_prepend(tmp_path)
        with pytest.raises(RendererMissing) as missing:
            _print("<p>An</p>")

    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in missing.value.sentence("vi")
    assert _print("<p>An</p>").startswith(b"%PDF")


def test_a_press_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_presses()
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path))
        _print("<p>An</p>")
        assert list(tmp_path.iterdir())
        close_presses()

    assert list(tmp_path.iterdir()) == []


def test_a_press_whose_master_dies_goes_too(tmp_path: Path) -> None:
    dying = (
        "import os, tempfile; tempfile.tempdir = os.environ['ROOM']; from documents.render import render;"
        "render('a.html', {'made_at': ''}, kind='slip', sources={'a.html': '<p>An'}); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", dying], env={**os.environ, "ROOM": str(tmp_path)}, check=False, timeout=60)

    deadline = time.monotonic() + 20
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []


def test_a_press_that_died_idle_is_replaced_unseen() -> None:
    _print("<p>An</p>")
    (children,) = Path("/proc/self/task").glob(f"{os.getpid()}/children")
    for child in children.read_text().split():
        if b"documents.press" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(int(child), signal.SIGKILL)
            os.waitid(os.P_PID, int(child), os.WEXITED | os.WNOWAIT)

    assert _print("<p>An</p>").startswith(b"%PDF")


def test_many_papers_at_once_are_each_their_own() -> None:
    with ThreadPoolExecutor(4) as crowd:
        papers = list(crowd.map(lambda number: _print(f"<p>Hồ sơ số {number}</p>"), range(12)))

    assert [text_of(paper) for paper in papers] == [f"Hồ sơ số {number}" for number in range(12)]


def _press() -> int:
    """The process that prints, after one paper."""
    close_presses()
    _print("<p>An</p>")
    (children,) = Path("/proc/self/task").glob(f"{os.getpid()}/children")
    return next(
        int(child)
        for child in children.read_text().split()
        if b"documents.press" in Path(f"/proc/{child}/cmdline").read_bytes()
    )


ALONE = "import ctypes; c = ctypes.CDLL(None); raise SystemExit(c.unshare(0x40000000) and c.unshare(0x50000000) and 7)"


def test_a_press_has_a_network_of_its_own_with_nothing_in_it() -> None:
    press = _press()
    # A kernel may refuse that to whoever is not root; then the fetcher is the only fence, and this says so.
    is_refused = subprocess.run([sys.executable, "-c", ALONE], check=False, timeout=60).returncode == 7
    ours, theirs = (os.readlink(f"/proc/{pid}/ns/net") for pid in ("self", press))

    assert (ours == theirs) == is_refused
    if not is_refused:
        devices = Path(f"/proc/{press}/net/dev").read_text().splitlines()[2:]
        assert [line.split(":")[0].strip() for line in devices] in ([], ["lo"])
        assert len(Path(f"/proc/{press}/net/route").read_text().splitlines()) <= 1


def test_a_press_lives_within_its_limits() -> None:
    limits = Path(f"/proc/{_press()}/limits").read_text()
    (memory,) = re.findall(r"Max address space +(\d+)", limits)
    (seconds,) = re.findall(r"Max cpu time +(\d+)", limits)

    assert int(memory) == 1 << 30
    assert 10 <= int(seconds) <= 10 + 5


def test_a_press_is_replaced_after_so_many_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.render._press.orders", 3)
    first = _press()
    _print("<p>An</p>")
    assert Path(f"/proc/{first}").exists()
    _print("<p>An</p>")

    assert not Path(f"/proc/{first}").exists()


def test_many_papers_take_no_more_memory_than_some() -> None:
    press, held = _press(), []
    for _ in range(3):
        for number in range(20):
            _print(f"<h1>Hồ sơ {number}</h1>" + "<p>Căn cứ Luật</p>" * 20)
        held.append(int(Path(f"/proc/{press}/statm").read_text().split()[1]))

    assert held[2] <= held[0] * 1.1
