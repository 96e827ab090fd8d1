"""A scanned paper is read whole, straightened and judged, confirmed by an officer, signed and filed.

One slip of one page and the blank back of it, read once for all of these tests; every slip is read by `tests.scans`.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from pikepdf.pdfa import validate_written

from cases.digitising.reading import read_scans
from cases.digitising.scanning import ScanFactMissing, ScanFacts, approve, look_over, refuse, take_in
from cases.digitising.views import ScanView, copy_of, scan_view
from cases.dossier import MoveNotAllowed
from cases.filing import files_of
from cases.operations import Tools
from cases.tables import DossierPaper
from documents.examples import SLIPS
from documents.render import render
from documents.scans import accept_scan
from documents.sign import PfxSigner, TestAuthority, make_test_authority, verify
from documents.sign.authority import PHRASE
from documents.vault import Vault
from exchange.mail import FileMailer
from ground.clock import FixedClock
from ground.database import open_database, reading
from tests.cases.desk import Desk
from tests.conftest import MORNING
from tests.scans.fake import as_jpeg, as_pages, blank, characters_read, fake_scan, lines_on

DECLARATION = "000.00.00.G09-KQ001341"
CONFIRMED = ScanFacts(number="0012/BPTNTKQ", owner="Nguyễn Thị Thúy An", owner_number="001190000123")


@dataclass(frozen=True)
class Scanned:
    """A dossier with a scan that was read to its end."""

    desk: Desk
    authority: TestAuthority
    code: str
    scan_id: str
    slip: bytes


def desk_at(address: str, folder: Path, authority: TestAuthority) -> Desk:
    """The furnished office with a key for Bình."""
    person, seal = PfxSigner(authority.officer("Bình", "Sở"), PHRASE), PfxSigner(authority.seal("Sở"), PHRASE)
    clock = FixedClock(MORNING)
    mailer = FileMailer(folder / "letters", clock)
    tools = Tools(Vault(folder / "vault"), lambda _: person, seal, mailer, slip_signer=lambda _: person)
    return Desk(open_database(address), clock, tools)


@pytest.fixture(scope="module")
def scanned(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scanned]:
    """A receipt on A4 and the empty back of it, scanned crooked with 200 dots an inch, read page by page."""
    folder = tmp_path_factory.mktemp("scanned")
    authority = make_test_authority(folder / "keys")
    file = folder / "motcua.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    desk = desk_at(f"sqlite:///{file}", folder, authority)
    slip = render("slips/receipt.html", {**SLIPS["receipt"], "paper_size": "A4", "demo": False}, kind="slip")
    kept = look_over(desk.tools.vault, as_pages([fake_scan(slip), blank()], "PDF"), "Giấy hẹn.pdf")
    code = desk.receive()
    scan_id = desk.do("binh", take_in, code, DECLARATION, kept).id
    while read_scans(desk.database, desk.clock, desk.tools.vault):
        pass
    yield Scanned(desk, authority, code, scan_id, slip)
    desk.database.dispose()


def view(scanned: Scanned) -> ScanView:
    return scanned.desk.see("binh", scan_view, scanned.scan_id, scanned.desk.tools.vault)


def copy(scanned: Scanned) -> bytes:
    return scanned.desk.see("binh", copy_of, scanned.scan_id, scanned.desk.tools.vault)


def test_a_slip_comes_back_through_paper_with_its_characters(scanned: Scanned) -> None:
    read = lines_on(copy(scanned))
    assert characters_read(lines_on(scanned.slip), read) >= 0.95
    assert "NguyễnThịThúyAn" in "".join(read)


def test_every_page_is_kept_in_its_order_a_blank_one_too(scanned: Scanned) -> None:
    found = view(scanned)
    with pikepdf.open(io.BytesIO(copy(scanned))) as made:
        assert len(made.pages) == found.pages == 2
    assert [(sheet.number, sheet.is_blank) for sheet in found.sheets] == [(1, False), (2, True)]
    assert [list(sheet.findings) for sheet in found.sheets] == [[], ["blank"]]


def test_a_crooked_page_is_straightened_and_its_dots_are_told(scanned: Scanned) -> None:
    first = view(scanned).sheets[0]
    assert (first.dots, round(abs(first.skew))) == (200, 1)
    assert first.confidence > 80


def test_the_copy_is_archivable_and_searchable(scanned: Scanned) -> None:
    assert validate_written(io.BytesIO(copy(scanned)), "2b").passed


def test_what_the_paper_says_is_proposed_and_nothing_is_taken_for_granted(scanned: Scanned) -> None:
    proposed = {field.name: field.proposal.text for field in view(scanned).fields if field.proposal}
    assert proposed["number"] == "0012/BPTNTKQ"
    assert proposed["issued_on"] == "2026-08-25"
    assert proposed["owner"] == "Nguyễn Thị Thúy An"
    assert proposed["owner_number"] == "001190000123"
    assert proposed["signed_by"] == "Trần Thanh Bình"
    assert view(scanned).code == ""


def test_an_approved_copy_is_signed_sealed_and_stands_among_the_papers(scanned: Scanned) -> None:
    desk = scanned.desk
    assert desk.dossier(scanned.code).digitisation == "waiting"
    with pytest.raises(ScanFactMissing):
        desk.do("binh", approve, scanned.scan_id, ScanFacts())
    desk.do("binh", approve, scanned.scan_id, CONFIRMED)
    desk.work()

    found = view(scanned)
    assert (found.state, found.is_signed) == ("approved", True)
    assert found.code == f"001190000123.{DECLARATION}.0012/BPTNTKQ"
    verdict = verify(copy(scanned), [scanned.authority.root])
    assert verdict.valid
    assert [one.field for one in verdict.signatures] == ["signer", "seal"]
    with reading(desk.database) as session:
        filed = files_of(session, desk.dossier(scanned.code))
    assert [(file.name, file.pages) for file in filed] == [(f"{scanned.code}.01_{DECLARATION}.pdf", 2)]
    assert all(paper.digest for paper in desk.rows(DossierPaper, scanned.code))
    assert desk.dossier(scanned.code).digitisation == "approved"
    with pytest.raises(MoveNotAllowed):
        desk.do("binh", refuse, scanned.scan_id, "Mờ.")


def test_a_broken_page_fails_with_its_reason_and_leaves_no_half_copy(scanned: Scanned) -> None:
    desk = scanned.desk
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=1))
    spoiled = as_jpeg(blank(100))[:2000]
    kept = look_over(desk.tools.vault, spoiled, "hỏng.jpg")
    scan = desk.do("binh", take_in, scanned.code, DECLARATION, kept)
    while read_scans(desk.database, desk.clock, desk.tools.vault):
        pass

    found = desk.see("binh", scan_view, scan.id, desk.tools.vault)
    assert (found.state, found.pages_read, found.copy) == ("failed", 0, "")
    assert found.reason.startswith("Không đọc được trang 1")
    desk.do("binh", refuse, scan.id, "Tệp hỏng.")
    assert desk.dossier(scanned.code).digitisation == "rejected"


def test_the_frames_of_a_tiff_are_its_pages() -> None:
    assert accept_scan(as_pages([blank(60), blank(60)], "TIFF"), "a.tif").pages == 2
