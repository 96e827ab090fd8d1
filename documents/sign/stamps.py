"""What is drawn into a reserved box: a template of `templates/stamps`, imported as the appearance of the field."""

import io
from collections.abc import Mapping
from typing import Any

from pyhanko.pdf_utils.content import AnnotAppearances
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.render import render
from documents.sign.fields import Box


class Stamp:
    """One mark. It also serves pyHanko as the style of a visible signature."""

    def __init__(self, template: str, facts: Mapping[str, object], box: Box) -> None:
        width, height = box.size
        size = {"width": round(width, 3), "height": round(height, 3)}
        self.page = render(f"stamps/{template}.html", {**facts, **size}, kind="stamp")

    def draw(self, writer: Any) -> Any:
        """A reference to the mark as a form of this file."""
        return writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.page)))

    def create_stamp(self, writer: Any, _box: object, _text: object) -> "_Drawn":
        """What pyHanko calls; the box is the one the mark was made for."""
        return _Drawn(self.draw(writer))


class _Drawn:
    def __init__(self, reference: Any) -> None:
        self.reference = reference

    def apply_appearance(self, annotation: Any) -> None:
        annotation["/AP"] = AnnotAppearances(normal=self.reference).as_pdf_object()
