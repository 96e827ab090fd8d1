"""Cut fonts with the pinned HarfBuzz wheel, so that a paper's bytes don't depend on which library the system has.

WeasyPrint would take the system's subset library, and without one fall back to a cutter that is three times slower.
"""

from typing import Any

import uharfbuzz
import weasyprint.pdf.fonts

_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")


def use_harfbuzz() -> None:
    """Let WeasyPrint cut fonts with the wheel `uharfbuzz`."""
    weasyprint.pdf.fonts.harfbuzz_subset = None
    weasyprint.pdf.fonts.Font._fonttools_subset = _cut


def _cut(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Stands in for `Font._fonttools_subset`: first empty unused glyphs, then cut off those behind the last used."""
    face = uharfbuzz.Face(font.file_content, font.index)
    face = uharfbuzz.subset(face, _order(font, set(to_unicode), uharfbuzz.SubsetFlags.RETAIN_GIDS))
    rest = uharfbuzz.SubsetFlags.DEFAULT if hinting else uharfbuzz.SubsetFlags.NO_HINTING
    face = uharfbuzz.subset(face, _order(font, set(range(max(to_unicode) + 1)), rest))
    font.file_content = face.blob.data


def _order(font: Any, glyphs: set[int], flags: Any) -> Any:
    order = uharfbuzz.SubsetInput()
    order.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).set(glyphs)
    flags |= uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    if font.missing:
        flags |= uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    order.flags = flags
    dropped = order.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG)
    for tag in _DROPPED:
        dropped.add(int.from_bytes(tag.encode(), "big"))
    return order
