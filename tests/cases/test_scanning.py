"""What may be scanned, by whom, how often; what is no scan stays outside; a reader that dies loses nothing."""

import io
import os
import signal
import struct
import threading
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import func, select

from cases.digitising.reading import LEASE, read_scans
from cases.digitising.rules import ruling
from cases.digitising.scanning import (
    ScanKept,
    ScanNotFound,
    ScanReasonMissing,
    look_over,
    read_again,
    refuse,
    scan_for,
    take_in,
)
from cases.people import DossierNotFound, RoleMissing
from cases.tables import Scan, ScanPage
from documents.scans import ScanKindNotAccepted, ScanReaderMissing, ScanTooLong, accept_scan, close_readers
from documents.uploads import FileTooLarge, PdfForbidden, PdfNotReadable, PictureNotReadable, PictureTooLarge
from ground.database import reading
from ground.errors import Problem
from tests.cases.desk import Desk
from tests.scans.fake import as_jpeg, blank

DECLARATION = "000.00.00.G09-KQ001341"
TODAY = date(2026, 8, 25)
PAGE = as_jpeg(blank(60))


def kept(desk: Desk, content: bytes = PAGE) -> ScanKept:
    return look_over(desk.tools.vault, content, "trang.jpg")


def stored(desk: Desk, scan_id: str) -> Scan:
    with reading(desk.database) as session:
        return session.get_one(Scan, scan_id)


def test_the_same_bytes_are_read_once_until_they_are_refused(desk: Desk) -> None:
    code = desk.receive()
    first, second = (desk.do("binh", take_in, code, DECLARATION, kept(desk)).id for _ in range(2))
    assert first == second
    assert desk.dossier(code).digitisation == "waiting"


def test_only_the_counter_and_the_registry_scan_and_en_finds_nothing(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(RoleMissing):
        desk.do("chi", take_in, code, DECLARATION, kept(desk))
    scan = desk.do("hanh", take_in, code, DECLARATION, kept(desk))
    with pytest.raises(DossierNotFound):
        desk.do("en", take_in, code, DECLARATION, kept(desk))
    with pytest.raises(ScanNotFound):
        desk.see("en", scan_for, scan.id)


@pytest.mark.parametrize(
    ("name", "channel", "source", "key"),
    [
        ("Giấy khám sức khỏe", "counter", "brought", "brought"),
        ("Giấy khám sức khỏe", "online", "brought", "online"),
        ("Giấy khám sức khỏe", "post", "reused", "reused"),
        ("Căn cước (xuất trình)", "counter", "brought", "shown"),
        ("Tài liệu mật về vị trí", "counter", "brought", "secret"),
        ("Văn bản lấy ý kiến Sở Y tế", "counter", "brought", "opinion"),
    ],
)
def test_the_law_says_which_papers_are_scanned(name: str, channel: str, source: str, key: str) -> None:
    said = ruling(name, channel, source, TODAY)
    assert (said.key, said.is_scanned) == (key, key == "brought")
    assert said.is_forbidden == (key == "secret")
    assert said.reason


def _pdf(pages: int = 1, password: str = "", script: bool = False) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return out.getvalue()


def _bomb() -> bytes:
    """A picture whose head promises 900 million dots."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(1000))) + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (_bomb, PictureTooLarge),
        (lambda: _pdf(password="x"), PdfNotReadable),
        (lambda: _pdf(script=True), PdfForbidden),
        (lambda: _pdf(pages=500), ScanTooLong),
        (lambda: b"<html>not a picture</html>", ScanKindNotAccepted),
        (lambda: b"PK\x03\x04" + bytes(100), ScanKindNotAccepted),
        (lambda: b"II*\x00" + bytes(8), PictureNotReadable),
        (lambda: PAGE + bytes(41 << 20), FileTooLarge),
    ],
)
def test_what_is_no_scan_stays_outside_with_its_reason(
    make: Callable[[], bytes], refusal: type[Problem], tmp_path: Path
) -> None:
    with pytest.raises(refusal) as refused:
        accept_scan(make(), "quét.pdf")
    assert "quét" in refused.value.sentence("vi")


def test_a_server_without_the_reader_says_so_and_keeps_what_was_handed_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = desk.do("binh", take_in, desk.receive(), DECLARATION, kept(desk))
    with monkeypatch.context() as bare:
        bare.setenv("PATH", "/nowhere")
        with pytest.raises(ScanReaderMissing) as missing:
            read_scans(desk.database, desk.clock, desk.tools.vault)
    assert "tesseract-ocr" in missing.value.sentence("vi")
    found = stored(desk, scan.id)
    assert (found.state, found.attempts, found.lease) == ("reading", 0, None)


class TestTheReader:
    """On SQLite alone: it is the process that counts here, not the rows."""

    @pytest.fixture(params=["sqlite"])
    def database_url(self, request: pytest.FixtureRequest) -> str:
        return str(request.getfixturevalue("sqlite_url"))

    def test_a_reader_that_is_killed_leaves_nothing_and_the_page_is_read_again(self, desk: Desk) -> None:
        close_readers()
        scan = desk.do("binh", take_in, desk.receive(), DECLARATION, kept(desk))
        stop = threading.Event()
        killer = threading.Thread(target=_kill_readers, args=(stop,))
        killer.start()
        try:
            assert read_scans(desk.database, desk.clock, desk.tools.vault) == 1
        finally:
            stop.set()
            killer.join()
        found = stored(desk, scan.id)
        assert (found.state, found.pages_read, found.attempts, found.lease) == ("reading", 0, 1, None)
        with reading(desk.database) as session:
            assert session.scalar(select(func.count()).select_from(ScanPage)) == 0

        # A worker that died in the middle holds it no longer than its lease.
        desk.clock.move_to(desk.clock.now() + LEASE + timedelta(seconds=1))
        while read_scans(desk.database, desk.clock, desk.tools.vault):
            pass
        assert stored(desk, scan.id).state == "waiting"

        with pytest.raises(ScanReasonMissing):
            desk.do("binh", refuse, scan.id, " ")
        again = desk.do("binh", read_again, scan.id)
        assert (again.state, again.pages_read, again.copy_digest) == ("reading", 0, None)


def _kill_readers(stop: threading.Event) -> None:
    """Kill what our own process has started to read scans with, as soon as it is there."""
    while not stop.wait(0.02):
        for place in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(place.read_text().rpartition(")")[2].split()[1])
                order = (place.parent / "cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            if parent == os.getpid() and b"documents.scans.reader" in order:
                os.killpg(int(place.parent.name), signal.SIGKILL)
                return
