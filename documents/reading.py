"""Read a paper of ours back: the words that stand on its pages, from the bytes, by the tables of its fonts.

What a paper says must be what its data say, and that is checked on the file that is going to be signed, not on what was
meant. The reader knows what our own press writes: fonts with two bytes a glyph and a table to Unicode; page numbers and
marks of trial papers are tagged as artifacts and left out (ISO 14289-1).
"""

import io
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
import pikepdf

from ground.errors import Conflict

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_SPACE = re.compile(r"\s+")
# The orders that matter here; the strokes of drawings are many and are not even handed over.
_ORDERS = "BMC BDC EMC Tf TJ"
# Room for what is written in later: it is never drawn.
_UNSEEN = "ghost"


class PaperSaysOther(Conflict):
    """The draft does not say what the books say: {what} is missing from it or another. Draft it anew."""

    code = "paper_says_other"


def pressed(text: str) -> str:
    """A text as it is compared: without spaces, for lines break where they must, and without case, for titles rise."""
    return unicodedata.normalize("NFC", _SPACE.sub("", text)).casefold()


def words_of(pdf: bytes) -> str:
    """Everything that stands on the pages, in the order it was drawn. Raises `ValueError` for a foreign file."""
    return "".join(_sheets(pdf))


def _sheets(pdf: bytes) -> list[str]:
    """What stands on each page."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            return ["".join(_page(page)) for page in paper.pages]
    except pikepdf.PdfError as error:
        raise ValueError(f"the paper cannot be read back: {error}") from error


def record_of(pdf: bytes) -> Mapping[str, object]:
    """The structured data a result carries; empty where it carries none."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        if "record.json" not in paper.attachments:
            return {}
        found = orjson.loads(paper.attachments["record.json"].get_file().read_bytes())
        return found if isinstance(found, dict) else {}


def require_says(pdf: bytes, record: Mapping[str, str], *words: str) -> None:
    """Raises `PaperSaysOther` unless the paper carries these data, and these words stand on its pages."""
    carried, sheets = record_of(pdf), [pressed(sheet) for sheet in _sheets(pdf)]
    for name, told in record.items():
        if carried.get(name) != told:
            raise PaperSaysOther(what=name)
    for word in words:
        if not _stands(pressed(word), sheets):
            raise PaperSaysOther(what=word)


def unsaid(page: Any, pdf: bytes) -> list[str]:
    """The texts of a page (the root of its HTML) that do not stand on the paper made of it; empty when all do."""
    sheets = [pressed(sheet) for sheet in _sheets(pdf)]
    return [text for text in _texts(page) if not _stands(pressed(text), sheets)]


def _stands(text: str, sheets: list[str]) -> bool:
    """Whether a text stands on the pages: on one of them, or begun on one and run on over the next."""
    return any(_runs_on(text, sheets, first) for first in range(len(sheets))) or not text


def _runs_on(text: str, sheets: list[str], first: int) -> bool:
    """Between its parts stand page numbers and the numbers of lists, which are drawn last on their page."""
    if text in sheets[first]:
        return True
    here = bisect_left(range(len(text)), True, key=lambda length: text[: length + 1] not in sheets[first])
    return here > 0 and first + 1 < len(sheets) and _runs_on(text[here:], sheets, first + 1)


def _texts(node: Any) -> Iterator[str]:
    """The text nodes that are drawn."""
    if node.tag in ("head", "script", "style") or _UNSEEN in node.get("class", "").split():
        return
    yield node.text or ""
    for child in node:
        yield from _texts(child)
        yield child.tail or ""


def _page(page: pikepdf.Page) -> Iterator[str]:
    tables: dict[str, dict[bytes, str]] = {}
    font: dict[bytes, str] = {}
    marks: list[bool] = []
    for order in pikepdf.parse_content_stream(page, _ORDERS):
        operands = list(order.operands)
        match str(order.operator):
            case "BMC" | "BDC":
                marks.append(str(operands[0]) == "/Artifact")
            case "EMC":
                marks.pop()
            case "Tf":
                name = str(operands[0])
                if name not in tables:
                    tables[name] = _letters(page.resources.Font[name])
                font = tables[name]
            case "TJ" if not any(marks):
                yield from (_spell(font, bytes(part)) for part in operands[0] if isinstance(part, pikepdf.String))


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes()
    pairs = (found.groups() for found in _PAIR.finditer(table.partition(b"beginbfchar")[2]))
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _spell(font: Mapping[bytes, str], drawn: bytes) -> str:
    return "".join(font.get(drawn[start : start + 2], "\ufffd") for start in range(0, len(drawn), 2))
