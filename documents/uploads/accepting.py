"""Whether a file may come in: its kind by its first bytes, its whole content by the reader of that kind."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import PurePosixPath

from documents.uploads.office import read_office
from documents.uploads.pdf import read_pdf
from documents.uploads.picture import read_picture
from ground.errors import Invalid

MEGABYTE = 1024 * 1024
LIMIT_BYTES = 20 * MEGABYTE
LONGEST_NAME = 150


class FileTooLarge(Invalid):
    """The file {file} has {size} MB; at most {limit} MB are taken. Scan it with fewer dots per inch or split it."""

    code = "file_too_large"


class KindNotAccepted(Invalid):
    """The file {file} is of no kind that is taken. Hand in PDF, JPEG, PNG, DOCX, XLSX or ODT."""

    code = "file_kind_not_accepted"


class NameDoesNotMatch(Invalid):
    """The file {file} is really of the kind {kind}. Give it the right ending, or choose another file."""

    code = "file_name_does_not_match"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was read to its end: its kind (`pdf`, `jpeg` …), media type, pages, and a name fit for a disk."""

    name: str
    kind: str
    media_type: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    media_type: str
    beginnings: tuple[bytes, ...]
    endings: tuple[str, ...]
    read: Callable[[bytes, str], int]


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = (
    _Kind("pdf", "application/pdf", (b"%PDF-",), (".pdf",), read_pdf),
    _Kind("jpeg", "image/jpeg", (b"\xff\xd8\xff",), (".jpg", ".jpeg"), read_picture),
    _Kind("png", "image/png", (b"\x89PNG\r\n\x1a\n",), (".png",), read_picture),
    _Kind("docx", f"{_OFFICE}.wordprocessingml.document", (b"PK\x03\x04",), (".docx",), read_office),
    _Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", (b"PK\x03\x04",), (".xlsx",), read_office),
    _Kind("odt", "application/vnd.oasis.opendocument.text", (b"PK\x03\x04",), (".odt",), read_office),
)


def accept(content: bytes, name: str, limit: int = LIMIT_BYTES) -> Upload:
    """What the file is. Nothing of it is stored or run.

    Raises `FileTooLarge`, `KindNotAccepted`, `NameDoesNotMatch`, and what the reader of its kind raises.
    """
    shown = fit_name(name)
    if len(content) > limit:
        raise too_large(shown, len(content), limit)
    kind = _kind(content, shown)
    return Upload(shown, kind.name, kind.media_type, kind.read(content, shown), len(content))


def too_large(file: str, size: int, limit: int) -> FileTooLarge:
    """The refusal of a file of `size` bytes; a part of a megabyte over the limit counts as a whole one."""
    return FileTooLarge(file=file, size=ceil(size / MEGABYTE), limit=limit // MEGABYTE)


def fit_name(name: str) -> str:
    """The last part of a path, NFC, without control characters, slashes and leading dots, cut to a length."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").lstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending[:10]}" if stem else (plain[:LONGEST_NAME] or "file")


def _kind(content: bytes, name: str) -> _Kind:
    possible = [kind for kind in KINDS if content.startswith(kind.beginnings)]
    if not possible:
        raise KindNotAccepted(file=name)
    ending = PurePosixPath(name).suffix.casefold()
    found = next((kind for kind in possible if ending in kind.endings), None)
    if found is None:
        raise NameDoesNotMatch(file=name, kind=possible[0].name)
    return found
