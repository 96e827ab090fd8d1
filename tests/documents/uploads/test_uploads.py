"""A file comes in whole and harmless, told apart by its content; anything else is refused with its reason."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from documents.examples import RECEIPT
from documents.render import render
from documents.uploads import (
    FileTooLarge,
    KindNotAccepted,
    NameDoesNotMatch,
    OfficeForbidden,
    OfficeNotReadable,
    PdfForbidden,
    PdfNotReadable,
    PictureNotReadable,
    PictureTooLarge,
    accept,
)
from ground.errors import Invalid

PART = b"<a/>"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def pdf(**root: pikepdf.Object) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    for key, worth in root.items():
        made.Root[f"/{key}"] = worth
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (20, 10)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def office(more: dict[str, bytes] | None = None, main: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(main, PART)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def links(kind: str) -> bytes:
    return f'<R><Relationship Id="1" Type="{kind}" Target="http://x" TargetMode="External"/></R>'.encode()


def chunk(content: bytes) -> bytes:
    """A part of a PNG file: its length, kind and content, check-sum."""
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))


def action(**parts: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary({f"/{name}": part for name, part in parts.items()})


@pytest.mark.parametrize(
    ("content", "name", "kind", "pages"),
    [
        (pdf(), "giấy phép.pdf", "pdf", 1),
        (picture("JPEG"), "ảnh.JPG", "jpeg", 1),
        (picture("PNG"), "ảnh.png", "png", 1),
        (office(), "đơn.docx", "docx", 0),
        (office(main="xl/workbook.xml"), "bảng.xlsx", "xlsx", 0),
        (office(main="content.xml"), "đơn.odt", "odt", 0),
        (office({"word/_rels/document.xml.rels": links(HYPERLINK)}), "đơn.docx", "docx", 0),
    ],
    ids=["pdf", "jpeg", "png", "docx", "xlsx", "odt", "a link to click"],
)
def test_whole_files_of_known_kinds_come_in(content: bytes, name: str, kind: str, pages: int) -> None:
    came = accept(content, name)

    assert (came.kind, came.pages, came.size, came.name) == (kind, pages, len(content), name)


def test_our_own_papers_come_in_again() -> None:
    slip = render("slips/receipt.html", RECEIPT, kind="slip")
    assert accept(slip, "phiếu.pdf").pages == 1


@pytest.mark.parametrize(
    "content",
    [
        pdf(OpenAction=action(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")),
        pdf(OpenAction=action(S=pikepdf.Name("/Launch"), F="calc.exe")),
        pdf(AA=action(O=action(S=pikepdf.Name("/SubmitForm"), F="http://x"))),
        pdf(AcroForm=action(XFA=pikepdf.Array(["template", "x"]))),
        pdf(Names=action(EmbeddedFiles=action(Names=pikepdf.Array([])))),
        pdf(Odd=pikepdf.Array([pikepdf.Array([action(S=pikepdf.Name("/Rendition"))])])),
    ],
    ids=["script", "program", "sending", "form program", "file inside", "deep inside"],
)
def test_a_pdf_that_acts_is_refused(content: bytes) -> None:
    with pytest.raises(PdfForbidden):
        accept(content, "a.pdf")


def test_the_reason_is_said_in_the_reader_s_language() -> None:
    with pytest.raises(PdfForbidden) as refused:
        accept(pdf(OpenAction=action(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")), "a.pdf")
    assert refused.value.sentence("vi").startswith("Tệp a.pdf chứa mã lệnh, không được nhận")
    assert refused.value.sentence("en").startswith("The file a.pdf contains a script, which is refused")


def test_a_locked_pdf_is_refused() -> None:
    out = io.BytesIO()
    made = pikepdf.new()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(PdfNotReadable, match="password"):
        accept(out.getvalue(), "a.pdf")


@pytest.mark.parametrize("cut", [10, 100, 300])
def test_half_a_file_is_refused(cut: int) -> None:
    for content, name in ((pdf(), "a.pdf"), (picture("PNG"), "a.png"), (office(), "a.docx")):
        with pytest.raises(Invalid):
            accept(content[: min(cut, len(content) - 30)], name)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/embeddings/oleObject1.bin", b"x"),
        ("xl/externalLinks/externalLink1.xml", PART),
        ("word/_rels/settings.xml.rels", links(TEMPLATE)),
        ("word/activeX/activeX1.xml", PART),
    ],
)
def test_an_office_file_that_acts_or_leads_outside_is_refused(part: str, content: bytes) -> None:
    with pytest.raises(OfficeForbidden):
        accept(office({part: content}), "a.docx")


@pytest.mark.parametrize("inner", [b"<!DOCTYPE a><a/>", b"<a", b"\xff\xfe<\x00a"])
def test_an_office_file_with_wild_markup_is_refused(inner: bytes) -> None:
    with pytest.raises(OfficeNotReadable):
        accept(office({"word/styles.xml": inner}), "a.docx")


def test_an_archive_that_would_unpack_to_too_much_is_refused() -> None:
    with pytest.raises(OfficeNotReadable):
        accept(office({"word/big.bin": bytes(30_000_000)}), "a.docx")


def test_a_picture_that_would_unpack_to_too_much_is_refused() -> None:
    size = struct.pack(">IIBBBBB", 13_000, 13_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR" + size) + chunk(b"IDAT" + zlib.compress(bytes(100)))
    with pytest.raises(PictureTooLarge):
        accept(bomb, "a.png")


def test_a_picture_with_half_its_rows_is_refused() -> None:
    whole = picture("JPEG", (600, 600))
    with pytest.raises(PictureNotReadable):
        accept(whole[: len(whole) // 2], "a.jpg")


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<html></html>", b"#!/bin/sh", b"GIF89a"])
def test_other_kinds_are_refused(content: bytes) -> None:
    with pytest.raises(KindNotAccepted):
        accept(content, "a.pdf")


def test_a_name_that_says_another_kind_is_refused() -> None:
    with pytest.raises(NameDoesNotMatch):
        accept(picture("PNG"), "a.pdf")


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(FileTooLarge) as refused:
        accept(b"%PDF-" + bytes(20 << 20), "a.pdf")
    assert "21 MB; chỉ nhận tối đa 20 MB" in refused.value.sentence("vi")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Đơn\\Đơn xin.pdf", "Đơn xin.pdf"),
        (".an.pdf", "an.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("x" * 500 + ".pdf", "x" * 146 + ".pdf"),
        ("Nguye\u0302\u0303n.pdf", "Nguyễn.pdf"),
    ],
)
def test_names_are_made_fit(given: str, kept: str) -> None:
    assert accept(pdf(), given).name == kept
