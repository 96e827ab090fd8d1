"""PDF files that come in: whole, open, and with nothing in them that acts."""

import io

import pikepdf

from ground.errors import Invalid
from ground.messages import Phrase

MOST_PAGES = 2000
MOST_OBJECTS = 200_000
# What acts when a reader opens or touches the file, or carries another file inside (ISO 32000-1, 12.6.4, 7.11.4, 13).
ACTIVE = {
    "/JS": "a script",
    "/JavaScript": "a script",
    "/Launch": "an order to start a program",
    "/SubmitForm": "an order to send what is filled in",
    "/ImportData": "an order to fetch content",
    "/GoToE": "a way into a file inside it",
    "/RichMedia": "a film or sound",
    "/Movie": "a film or sound",
    "/Sound": "a film or sound",
    "/Rendition": "a film or sound",
    "/3D": "a model that moves",
    "/XFA": "a form that is a program",
    "/EmbeddedFiles": "a file inside it",
    "/EmbeddedFile": "a file inside it",
    "/FileAttachment": "a file inside it",
}


class PdfNotReadable(Invalid):
    """The file {file} is not a whole, open PDF: {reason}. Save it again without a password."""

    code = "pdf_not_readable"


class PdfForbidden(Invalid):
    """The file {file} contains {what}, which is refused for safety. Print it to PDF again and hand that in."""

    code = "pdf_forbidden"


def read_pdf(content: bytes, file: str) -> int:
    """How many pages it has. Raises `PdfNotReadable` or `PdfForbidden`."""
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
                raise PdfNotReadable(file=file, reason=Phrase("it has too many parts"))
            if pdf.is_encrypted:
                raise PdfNotReadable(file=file, reason=Phrase("it is locked by a password"))
            _refuse_active(pdf, file)
            if not pdf.pages:
                raise PdfNotReadable(file=file, reason=Phrase("it has no page"))
            return len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise PdfNotReadable(file=file, reason=Phrase("it is locked by a password")) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        # A broken file fails wherever it is broken.
        raise PdfNotReadable(file=file, reason=str(error).split("\n")[0][:200]) from error


def _refuse_active(pdf: pikepdf.Pdf, file: str) -> None:
    seen = 0
    waiting: list[object] = [pdf.trailer, *pdf.objects]
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_OBJECTS * 10:
            raise PdfNotReadable(file=file, reason=Phrase("it has too many parts"))
        if isinstance(part, pikepdf.Array):
            waiting.extend(entry for entry in part.as_list() if _is_inside(entry))
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            for key, entry in part.items():
                _refuse(key, entry, file)
                if _is_inside(entry):
                    waiting.append(entry)


def _is_inside(entry: object) -> bool:
    """Whether it is part of the object we look at; what is only referred to comes by itself."""
    return isinstance(entry, pikepdf.Array | pikepdf.Dictionary) and not entry.is_indirect


def _refuse(key: str, entry: object, file: str) -> None:
    if key in ACTIVE and entry is not None:
        raise PdfForbidden(file=file, what=Phrase(ACTIVE[key]))
    if key in ("/S", "/Subtype", "/Type") and isinstance(entry, pikepdf.Name) and str(entry) in ACTIVE:
        raise PdfForbidden(file=file, what=Phrase(ACTIVE[str(entry)]))
