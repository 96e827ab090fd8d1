"""What doors have to know of the reader: whether the system has it, and how large a file may be."""

from documents.scans import LIMIT_BYTES, missing_tool

SCAN_BYTES = LIMIT_BYTES
LIST_BYTES = 512 * 1024 * 1024
_found: list[bool] = []


def reader_lacks() -> str:
    """The package that is missing to read scans with; empty when all is there. Found once, it is not sought again."""
    if not _found:
        what = missing_tool()
        if what:
            return what
        _found.append(True)
    return ""
