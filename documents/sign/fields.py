"""Where a paper keeps room: the boxes its template named become form fields, once, with the first signature."""

import io
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

PREFIX = "box."
SIGNATURE_FIELDS = ("signer", "seal")
TEXT_FIELDS = ("number", "date")
BEFORE_SEAL = ("signer", *TEXT_FIELDS)
_PRINTED, _READ_ONLY = 4, 1
# Once the agency has sealed, readers must call a file changed whose number or date differs (ISO 32000-1, 12.8.2.4).
_NUMBER_STAYS = FieldMDPSpec(FieldMDPAction.INCLUDE, fields=list(TEXT_FIELDS))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: page from 0, corners in points from the lower left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.right - self.left, self.top - self.bottom


def boxes(reader: Any) -> dict[str, Box]:
    """The boxes a template named, by name without prefix, from the named destinations of the file."""
    found: dict[str, Box] = {}
    holder = reader.root
    for key in ("/Names", "/Dests", "/Names"):
        if key not in holder:
            return found
        holder = holder[key]
    names = list(holder)
    for name, place in zip(names[::2], names[1::2], strict=False):
        if str(name).startswith(PREFIX) and place[1] == "/FitR":
            page, _, *corners = list(place)
            left, bottom, right, top = (float(corner) for corner in corners)
            found[str(name).removeprefix(PREFIX)] = Box(_page_number(reader, page), left, bottom, right, top)
    return found


def _page_number(reader: Any, page: Any) -> int:
    count = int(reader.root["/Pages"]["/Count"])
    return next(n for n in range(count) if reader.find_page_for_modification(n)[0].reference == page.reference)


def form_field(handler: Any, name: str) -> Any | None:
    """The form field of this name, or None."""
    if "/AcroForm" not in handler.root:
        return None
    fields = (field.get_object() for field in handler.root["/AcroForm"]["/Fields"])
    return next((field for field in fields if str(field.get("/T", "")) == name), None)


def is_filled(handler: Any, name: str) -> bool:
    """Whether this field was signed or written into."""
    field = form_field(handler, name)
    return field is not None and "/V" in field


def is_signed(pdf: bytes, name: str) -> bool:
    """Whether the file bears a signature in this place."""
    return is_filled(PdfFileReader(io.BytesIO(pdf)), name)


def reserve(writer: IncrementalPdfFileWriter) -> None:
    """Make fields of all boxes, unless an earlier signature has done so: after it no field may be added any more."""
    if "/AcroForm" in writer.root:
        return
    found = boxes(writer.prev)
    for name in SIGNATURE_FIELDS:
        if name in found:
            box = found[name]
            corners = (box.left, box.bottom, box.right, box.top)
            lock = _NUMBER_STAYS if name == "seal" else None
            append_signature_field(writer, SigFieldSpec(name, on_page=box.page, box=corners, field_mdp_spec=lock))
    for name in TEXT_FIELDS:
        if name in found:
            _add_text_field(writer, name, found[name])


def _add_text_field(writer: IncrementalPdfFileWriter, name: str, box: Box) -> None:
    width, height = box.size
    page = writer.find_page_for_modification(box.page)[0]
    empty = RawContent(b"", box=BoxConstraints(width=width, height=height)).as_form_xobject()
    field = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Annot"),
        pdf_name("/Subtype"): pdf_name("/Widget"),
        pdf_name("/FT"): pdf_name("/Tx"),
        pdf_name("/T"): pdf_string(name),
        pdf_name("/F"): generic.NumberObject(_PRINTED),
        pdf_name("/Ff"): generic.NumberObject(_READ_ONLY),
        pdf_name("/P"): page,
        pdf_name("/Rect"): generic.ArrayObject(
            generic.FloatObject(round(value, 3)) for value in (box.left, box.bottom, box.right, box.top)
        ),
        pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(empty)}),
    })  # fmt: skip
    reference = writer.add_object(field)
    writer.register_annotation(page, reference)
    _form(writer)["/Fields"].append(reference)
    writer.update_container(_form(writer)["/Fields"])


def _form(writer: IncrementalPdfFileWriter) -> Any:
    if "/AcroForm" not in writer.root:
        writer.root["/AcroForm"] = writer.add_object(
            generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        )
        writer.update_root()
    return writer.root["/AcroForm"]
