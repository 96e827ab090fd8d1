"""Whether a scanned file may come in: a PDF, or pictures of pages; not larger and not longer than a scan can be.

Only its head is looked at here; the pages themselves are read by the reader, a process with limits of its own.
"""

import io
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from documents.scans.word import FORMATS
from documents.uploads import PictureNotReadable, PictureTooLarge
from documents.uploads.accepting import MEGABYTE, fit_name, too_large
from documents.uploads.pdf import read_pdf
from documents.uploads.picture import MOST_DOTS
from ground.errors import Invalid

LIMIT_BYTES = 40 * MEGABYTE
MOST_PAGES = 300


class ScanKindNotAccepted(Invalid):
    """The file {file} is no scan: hand in PDF, JPEG, PNG or TIFF."""

    code = "scan_kind_not_accepted"


class ScanTooLong(Invalid):
    """The file {file} has {pages} pages; at most {limit} are taken at once. Divide it."""

    code = "scan_too_long"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scanned file that may be read: a name fit for a disk, its kind (`pdf`, `jpeg`, `png`, `tiff`), its pages."""

    name: str
    kind: str
    pages: int


BEGINNINGS = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}


def accept_scan(content: bytes, name: str) -> Scanned:
    """What the file is, by its first bytes. Nothing of it is stored.

    Raises `FileTooLarge`, `ScanKindNotAccepted`, `ScanTooLong`, `PictureTooLarge`, `PictureNotReadable`, and what a PDF
    that is locked, broken or acts is refused with.
    """
    shown = fit_name(name)
    if len(content) > LIMIT_BYTES:
        raise too_large(shown, len(content), LIMIT_BYTES)
    kind = next((each for start, each in BEGINNINGS.items() if content.startswith(start)), None)
    if kind is None:
        raise ScanKindNotAccepted(file=shown)
    pages = read_pdf(content, shown) if kind == "pdf" else _frames(content, shown)
    if pages > MOST_PAGES:
        raise ScanTooLong(file=shown, pages=pages, limit=MOST_PAGES)
    return Scanned(f"{PurePosixPath(shown).stem or 'scan'}.{kind}", kind, pages)


def _frames(content: bytes, file: str) -> int:
    """How many pages a picture has; none of them is decoded."""
    try:
        with warnings.catch_warnings():
            # Our own limit speaks instead.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                pages = int(getattr(picture, "n_frames", 1))
                for number in range(min(pages, MOST_PAGES)):
                    picture.seek(number)
                    dots = picture.width * picture.height
                    if dots > MOST_DOTS:
                        raise PictureTooLarge(file=file, dots=dots, limit=MOST_DOTS)
                return pages
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(file=file, dots="too many", limit=MOST_DOTS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureNotReadable(file=file, reason=str(error)[:200]) from error
