"""Number and date of an issued document: written into their boxes after the person has signed, before the seal."""

import io
from datetime import date

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents.sign.fields import boxes, form_field, reserve
from documents.sign.stamps import Stamp
from documents.words import long_day
from ground.errors import Conflict, Invalid


class AlreadyNumbered(Conflict):
    """This paper already bears the number {number}. A number once given never changes."""

    code = "already_numbered"


class NoRoomForNumber(Invalid):
    """The template of this paper keeps no place for number and date. Base it on result.html."""

    code = "no_room_for_number"


def place_number(pdf: bytes, number: str, issued_on: date) -> bytes:
    """The file with number and date in its head, appended so that the signature before it stays valid.

    `number` is number and symbol, as in "05/GP-SNV". Raises `AlreadyNumbered` or `NoRoomForNumber`.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    reserve(writer)
    _write(writer, "number", number, is_italic=False)
    _write(writer, "date", long_day(issued_on), is_italic=True)
    filled = io.BytesIO()
    writer.write(filled)
    return filled.getvalue()


def _write(writer: IncrementalPdfFileWriter, name: str, text: str, *, is_italic: bool) -> None:
    field = form_field(writer, name)
    box = boxes(writer.prev).get(name)
    if field is None or box is None:
        raise NoRoomForNumber()
    if "/V" in field:
        raise AlreadyNumbered(number=str(field["/V"]))
    field[pdf_name("/V")] = pdf_string(text)
    mark = Stamp("line", {"text": text, "italic": is_italic}, box)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): mark.draw(writer)})
    writer.update_container(field)
