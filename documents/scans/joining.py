"""Pages that were read one by one become one searchable PDF/A-2b: every page, in order, blank ones too."""

import io
from collections.abc import Sequence

import pikepdf

from ground.errors import Conflict


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
        out = io.BytesIO()
        whole.save(out, deterministic_id=True, linearize=False)
    return out.getvalue()
