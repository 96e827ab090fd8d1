"""Office files that come in (OOXML, ODF): whole archives of plain parts, without macros and without ways outside."""

import io
import zipfile
import zlib

from ground.errors import Invalid, Problem
from ground.messages import Phrase
from ground.xml import read_xml

MOST_PARTS = 5000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 200
MAIN = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".odt": "content.xml"}
FORBIDDEN = {
    "vbaproject": "a macro",
    "macrosheets/": "a macro",
    "basic/": "a macro",
    "scripts/": "a macro",
    "activex/": "a program",
    "embeddings/": "another file inside it",
    "oleobject": "another file inside it",
    "externallinks/": "a way to another file",
    "encryptedpackage": "a password",
}
# Outward links a reader follows only when clicked.
CLICKED = "hyperlink"


class OfficeNotReadable(Invalid):
    """The file {file} is not a whole office document: {reason}. Save it again, or hand in a PDF."""

    code = "office_not_readable"


class OfficeForbidden(Invalid):
    """The file {file} contains {what}, which is refused for safety. Save it as PDF and hand that in."""

    code = "office_forbidden"


def read_office(content: bytes, file: str) -> int:
    """0: an office document has no pages until it is printed. Raises `OfficeNotReadable` or `OfficeForbidden`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_shape(parts, file)
            for part in parts:
                _refuse_part(archive, part, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise OfficeNotReadable(file=file, reason=str(error)[:200]) from error
    return 0


def _refuse_shape(parts: list[zipfile.ZipInfo], file: str) -> None:
    names = [part.filename for part in parts]
    main = next((inner for ending, inner in MAIN.items() if file.casefold().endswith(ending)), "")
    if main not in names or len(set(names)) != len(names):
        raise OfficeNotReadable(file=file, reason=f"{main} is missing or there twice")
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MOST_PARTS or size > MOST_BYTES or size / packed > MOST_RATIO:
        raise OfficeNotReadable(file=file, reason=Phrase("it would unpack to too much"))


def _refuse_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    name = part.filename.casefold()
    for mark, what in FORBIDDEN.items():
        if mark in name:
            raise OfficeForbidden(file=file, what=Phrase(what))
    with archive.open(part) as stream:
        # Read to the end: the check-sum is only compared there, and a lying size shows.
        inner = stream.read(part.file_size + 1)
    if len(inner) != part.file_size:
        raise OfficeNotReadable(file=file, reason=f"{part.filename} is longer than it says")
    if name.endswith((".xml", ".rels")):
        _refuse_markup(inner, part.filename, file)


def _refuse_markup(inner: bytes, part: str, file: str) -> None:
    if len(inner) > 5 * 1024 * 1024:
        # Large sheets are plain numbers and texts; only what may lead outside is read.
        if part.endswith(".rels"):
            raise OfficeNotReadable(file=file, reason=f"{part} is too large")
        return
    try:
        tree = read_xml(inner, part)
    except Problem as problem:
        raise OfficeNotReadable(file=file, reason=str(problem)[:200]) from problem
    for link in tree.iter("{*}Relationship"):
        if link.get("TargetMode") == "External" and not (link.get("Type") or "").endswith(CLICKED):
            raise OfficeForbidden(file=file, what=Phrase("a way to another file"))
    if part == "[Content_Types].xml" and any("macroEnabled" in (t.get("ContentType") or "") for t in tree.iter()):
        raise OfficeForbidden(file=file, what=Phrase("a macro"))
