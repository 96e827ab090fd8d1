"""Pages that were read one by one become one searchable PDF/A-2b: every page, in order, blank ones too."""

import io
from collections.abc import Sequence

import pikepdf

from ground.errors import Conflict

# The named place where signing looks for room, and its size in points.
BOX = "box.seal"
MARGIN, WIDTH, HEIGHT = 10, 130, 34


class PagesLost(Conflict):
    """The copy would have {made} pages, the scan has {scanned}: it is not made. Have it read again."""

    code = "pages_lost"


def join_pages(pages: Sequence[bytes], scanned: int, title: str) -> bytes:
    """One file of all pages. The same pages give the same bytes.

    Raises `PagesLost` unless there are as many pages as were scanned (Circular 01/2023/TT-VPCP art. 8).
    """
    with pikepdf.open(io.BytesIO(pages[0])) as whole:
        for page in pages[1:]:
            with pikepdf.open(io.BytesIO(page)) as single:
                whole.pages.extend(single.pages)
        if len(whole.pages) != scanned:
            raise PagesLost(made=len(whole.pages), scanned=scanned)
        with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = ["vi"]
        _reserve(whole)
        out = io.BytesIO()
        whole.save(out, deterministic_id=True, linearize=False)
    return out.getvalue()


def _reserve(whole: pikepdf.Pdf) -> None:
    """Room for the agency's seal at the upper right of the first page (Circular 02/2019/TT-BNV)."""
    page = whole.pages[0]
    _, _, right, top = (float(edge) for edge in page.mediabox)
    corners = [right - MARGIN - WIDTH, top - MARGIN - HEIGHT, right - MARGIN, top - MARGIN]
    place = pikepdf.Array([page.obj, pikepdf.Name("/FitR"), *corners])
    named = pikepdf.Array([pikepdf.String(BOX), place])
    whole.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=named))
