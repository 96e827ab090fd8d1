"""A person signs, the clerk numbers, the agency seals; each adds and spoils nothing; whatever else is done is found."""

import io
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.examples import RECEIPT
from documents.render import render
from documents.sign import (
    AlreadyNumbered,
    FieldTaken,
    KeyNotReadable,
    PfxSigner,
    SealTooEarly,
    TestAuthority,
    TestKeyRefused,
    make_test_authority,
    place_number,
    verify,
)
from documents.sign.authority import PHRASE
from documents.sign.fields import form_field
from documents.sign.number import NoRoomForNumber
from tests.documents.conftest import AGENCY, SIGNED_AT, text_of


@pytest.fixture(scope="module")
def signed(draft: bytes, giang: PfxSigner) -> bytes:
    return giang.sign(draft, reason="Ký duyệt", at=SIGNED_AT, field="signer")


@pytest.fixture(scope="module")
def issued(signed: bytes, seal: PfxSigner) -> bytes:
    numbered = place_number(signed, "05/GP-SNV", date(2026, 9, 10))
    return seal.sign(numbered, reason="Phát hành", at=SIGNED_AT, field="seal")


def _poppler(pdf: bytes, folder: Path) -> str:
    """What poppler says of the signatures."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    run = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, check=False, timeout=60)
    return run.stdout.decode()


def test_signing_only_appends_to_the_draft(draft: bytes, signed: bytes, issued: bytes) -> None:
    assert signed.startswith(draft)
    assert issued.startswith(signed)


def test_an_issued_paper_is_valid_for_two_validators(issued: bytes, authority: TestAuthority, tmp_path: Path) -> None:
    verdict = verify(issued, [authority.root])
    poppler = _poppler(issued, tmp_path)

    assert verdict.valid
    assert [one.field for one in verdict.signatures] == ["signer", "seal"]
    assert [one.signed_at for one in verdict.signatures] == [SIGNED_AT, SIGNED_AT]
    assert poppler.count("Signature is Valid") == 2
    assert poppler.count("- Total document signed") == 1


def test_number_and_date_stand_in_the_head_of_the_issued_paper(issued: bytes, authority: TestAuthority) -> None:
    text = text_of(issued)
    verdict = verify(issued, [authority.root])

    assert "Số: 05/GP-SNV" in text
    assert "Hà Nội, ngày 10 tháng 9 năm 2026" in text
    assert (verdict.number, verdict.issued_on) == ("05/GP-SNV", "ngày 10 tháng 9 năm 2026")


def test_the_marks_say_who_signed_and_when(issued: bytes) -> None:
    text = text_of(issued)

    assert "Ký bởi: Vũ Hương Giang" in text
    assert "2026-09-10T08:30:00+07:00" in text
    assert "CHỨNG THƯ THỬ NGHIỆM" in text


def test_a_number_nobody_sealed_is_not_valid(signed: bytes, authority: TestAuthority) -> None:
    verdict = verify(place_number(signed, "05/GP-SNV", date(2026, 9, 10)), [authority.root])

    assert verdict.signatures[0].valid
    assert verdict.changed_after
    assert not verdict.valid


def test_a_slip_is_signed_by_the_officer_alone(authority: TestAuthority) -> None:
    binh = PfxSigner(authority.officer("Trần Thanh Bình", AGENCY), PHRASE)
    slip = binh.sign(render("slips/receipt.html", RECEIPT, kind="slip"), reason="Tiếp nhận", at=SIGNED_AT,
                     field="signer")  # fmt: skip

    assert verify(slip, [authority.root]).valid


def test_a_signature_finds_its_place_on_the_last_page(authority: TestAuthority) -> None:
    binh = PfxSigner(authority.officer("Trần Thanh Bình", AGENCY), PHRASE)
    long = render("slips/receipt.html", {**RECEIPT, "papers": RECEIPT["papers"] * 20}, kind="slip")
    pages = len(PdfFileReader(io.BytesIO(long)).root["/Pages"]["/Kids"])
    slip = binh.sign(long, reason="Tiếp nhận", at=SIGNED_AT, field="signer")

    assert verify(slip, [authority.root]).valid
    assert "Ký bởi: Trần Thanh Bình" in text_of(slip, pages)
    assert "Ký bởi" not in text_of(slip, 1)


def test_a_changed_byte_is_found(issued: bytes, authority: TestAuthority) -> None:
    place = issued.index(b"/Title") + 12
    verdict = verify(issued[:place] + bytes([issued[place] ^ 1]) + issued[place + 1 :], [authority.root])

    assert not verdict.valid


def test_bytes_added_after_the_seal_are_found(issued: bytes, authority: TestAuthority) -> None:
    verdict = verify(issued + b"\n% one line more\n", [authority.root])

    assert verdict.changed_after
    assert not verdict.valid


def test_a_signer_nobody_knows_is_not_trusted(issued: bytes, tmp_path: Path) -> None:
    stranger = make_test_authority(tmp_path)
    verdict = verify(issued, [stranger.root])

    assert all(one.intact and not one.trusted for one in verdict.signatures)
    assert not verdict.valid


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n9999999\n%%EOF"])
def test_a_file_without_signatures_is_not_valid(content: bytes, authority: TestAuthority) -> None:
    assert not verify(content, [authority.root]).valid


def test_a_draft_is_not_valid(draft: bytes, authority: TestAuthority) -> None:
    verdict = verify(draft, [authority.root])

    assert verdict.signatures == ()
    assert not verdict.valid


def test_a_number_exchanged_after_the_seal_is_found_though_another_officer_signs_again(
    issued: bytes, authority: TestAuthority
) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(issued))
    field = form_field(writer, "number")
    assert field is not None
    field["/V"] = pdf_string("99/GP-SNV")
    writer.update_container(field)
    forged = io.BytesIO()
    writer.write(forged)
    en = PfxSigner(authority.officer("Én", "Sở Y tế (minh họa)"), PHRASE)
    verdict = verify(en.sign(forged.getvalue(), reason="", at=SIGNED_AT, field="other"), [authority.root])

    assert not verdict.changed_after
    assert [one.field for one in verdict.signatures if not one.valid] == ["seal"]
    assert not verdict.valid


def test_the_agency_seals_last(draft: bytes, signed: bytes, seal: PfxSigner) -> None:
    for early in (draft, signed):
        with pytest.raises(SealTooEarly):
            seal.sign(early, reason="Phát hành", at=SIGNED_AT, field="seal")


def test_a_place_is_signed_once(signed: bytes, giang: PfxSigner) -> None:
    with pytest.raises(FieldTaken):
        giang.sign(signed, reason="Ký duyệt", at=SIGNED_AT, field="signer")


def test_a_number_once_given_never_changes(issued: bytes) -> None:
    with pytest.raises(AlreadyNumbered, match="05/GP-SNV"):
        place_number(issued, "06/GP-SNV", date(2026, 9, 11))


def test_a_slip_keeps_no_room_for_a_number() -> None:
    with pytest.raises(NoRoomForNumber):
        place_number(render("slips/receipt.html", RECEIPT, kind="slip"), "05/GP-SNV", date(2026, 9, 10))


def test_production_refuses_test_keys(authority: TestAuthority) -> None:
    with pytest.raises(TestKeyRefused):
        PfxSigner(authority.seal(AGENCY), PHRASE, production=True)


@pytest.mark.parametrize("password", [b"wrong", b""])
def test_a_key_file_with_another_password_is_not_opened(authority: TestAuthority, password: bytes) -> None:
    with pytest.raises(KeyNotReadable):
        PfxSigner(authority.seal(AGENCY), password)


def test_a_key_is_made_once_for_a_name(authority: TestAuthority) -> None:
    first = authority.seal(AGENCY).read_bytes()

    assert make_test_authority(authority.folder).seal(AGENCY).read_bytes() == first


def test_a_page_redrawn_after_signing_is_found(signed: bytes, authority: TestAuthority) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.update_container(page)
    forged = io.BytesIO()
    writer.write(forged)
    verdict = verify(forged.getvalue(), [authority.root])

    assert verdict.signatures[0].finding == "spoiled"
    assert "bị thêm nội dung" in " ".join(verdict.sentences("vi"))


def test_a_mark_laid_over_the_seal_is_found(issued: bytes, authority: TestAuthority) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(issued))
    field = form_field(writer, "number")
    assert field is not None
    field["/AP"] = generic.DictionaryObject(
        {generic.pdf_name("/N"): writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))}
    )
    writer.update_container(field)
    forged = io.BytesIO()
    writer.write(forged)

    assert not verify(forged.getvalue(), [authority.root]).valid


def test_a_signature_wrapped_round_other_bytes_is_found(issued: bytes, authority: TestAuthority) -> None:
    place = issued.rindex(b"/ByteRange")
    numbers = issued[place : issued.index(b"]", place) + 1]
    start, length, second, rest = (int(number) for number in re.findall(rb"\d+", numbers))
    moved = f"/ByteRange [{start} {length} {second + 8} {rest}]".encode()
    padding = b" " * (len(numbers) - len(moved))
    wrapped = issued[:place] + moved[:-1] + padding + b"]" + issued[place + len(numbers) :]

    assert not verify(wrapped, [authority.root]).valid


def test_the_verdict_is_a_plain_sentence(issued: bytes, draft: bytes, authority: TestAuthority) -> None:
    good = verify(issued, [authority.root]).sentences("vi", expected="Vũ Hương Giang")
    other = verify(issued, [authority.root]).sentences("vi", expected="Đỗ Mỹ Hạnh")

    assert good[0] == (
        "Vũ Hương Giang (THỬ NGHIỆM) (Sở Nội vụ (minh họa) (THỬ NGHIỆM)) đã ký; từ đó tệp không bị thay đổi."
    )
    assert other[-1].endswith("không phải Đỗ Mỹ Hạnh.")
    assert verify(draft, [authority.root]).sentences("en") == [
        "The file bears no electronic signature that can be read."
    ]


def _overlaid(writer: IncrementalPdfFileWriter) -> None:
    """A note laid over the page, as an annotation nobody signed."""
    note = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
        generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
        generic.pdf_name("/Rect"): generic.ArrayObject(generic.NumberObject(n) for n in (50, 50, 500, 800)),
        generic.pdf_name("/Contents"): pdf_string("1.000.000.000 đồng"),
    })  # fmt: skip
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


def _respelt(writer: IncrementalPdfFileWriter) -> None:
    """The font that draws the words exchanged: the same codes, other letters (a shadow that replaces)."""
    page = writer.find_page_for_modification(0)[0].get_object()
    fonts = page["/Resources"]["/Font"]
    font = fonts[next(iter(fonts))]
    font[generic.pdf_name("/ToUnicode")] = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.update_container(font)


def _repaged(writer: IncrementalPdfFileWriter) -> None:
    """Another catalog with another tree of pages (a shadow that hides and replaces)."""
    page = writer.find_page_for_modification(0)[0].get_object()
    other = generic.DictionaryObject(
        {name: page[name] for name in page if name not in ("/Contents", "/Annots", "/Parent")}
    )
    tree = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Pages"),
        generic.pdf_name("/Kids"): generic.ArrayObject([writer.add_object(other)]),
        generic.pdf_name("/Count"): generic.NumberObject(1),
    })  # fmt: skip
    writer.root[generic.pdf_name("/Pages")] = writer.add_object(tree)
    writer.update_root()


def test_another_tree_of_pages_is_found(issued: bytes, authority: TestAuthority) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(issued))
    _repaged(writer)
    forged = io.BytesIO()
    writer.write(forged)
    verdict = verify(forged.getvalue(), [authority.root])
    assert {one.finding for one in verdict.signatures} == {"spoiled"}
    assert not verdict.valid


@pytest.mark.parametrize("forge", [_overlaid, _respelt])
def test_what_is_saved_into_a_signed_file_afterwards_is_found_though_somebody_signs_it_again(
    forge: Callable[[IncrementalPdfFileWriter], None], issued: bytes, authority: TestAuthority
) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(issued))
    forge(writer)
    forged = io.BytesIO()
    writer.write(forged)
    alone = verify(forged.getvalue(), [authority.root])
    assert not alone.valid
    en = PfxSigner(authority.officer("Én", "Sở Y tế (minh họa)"), PHRASE)
    again = verify(en.sign(forged.getvalue(), reason="", at=SIGNED_AT, field="other"), [authority.root])
    assert not again.valid
    assert not [one.field for one in again.signatures if one.field != "other" and one.valid]


def test_a_file_rolled_back_to_what_the_person_signed_bears_no_seal(
    issued: bytes, signed: bytes, authority: TestAuthority
) -> None:
    verdict = verify(issued[: len(signed)], [authority.root])
    assert [one.field for one in verdict.signatures] == ["signer"]
    assert verdict.number == ""
