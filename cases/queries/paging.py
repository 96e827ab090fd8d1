"""Cursors: where the next page begins, as an opaque text of an instant and an id.

No page is counted off from the start.
"""

import base64
import binascii
from datetime import datetime

from ground.errors import Invalid

MOST = 200


class CursorNotReadable(Invalid):
    """The cursor is not one of ours. Start from the first page."""

    code = "cursor_not_readable"


def cursor_of(at: datetime, row_id: str) -> str:
    """The cursor after a row."""
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{row_id}".encode()).decode().rstrip("=")


def place_cursor(value: datetime | str, row_id: str) -> str:
    """The cursor after a row of a list ordered by an instant or by a word."""
    if isinstance(value, datetime):
        return cursor_of(value, row_id)
    return base64.urlsafe_b64encode(f"{value}|{row_id}".encode()).decode().rstrip("=")


def read_place(cursor: str, is_instant: bool) -> tuple[datetime | str, str]:
    """What stands in such a cursor. Raises `CursorNotReadable`."""
    if is_instant:
        return read_cursor(cursor)
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error) as error:
        raise CursorNotReadable from error
    word, bar, row_id = text.rpartition("|")
    if not bar or not row_id.isalnum() or "\0" in word:
        raise CursorNotReadable
    return word, row_id


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """The instant and id of the last row seen. Raises `CursorNotReadable`."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        at, _, row_id = text.partition("|")
        instant = datetime.fromisoformat(at)
    except (ValueError, binascii.Error) as error:
        raise CursorNotReadable from error
    if instant.tzinfo is None or not row_id.isalnum():
        raise CursorNotReadable
    return instant, row_id


def bounded(limit: int) -> int:
    """A page's size: at least one row, never more than two hundred."""
    return max(1, min(limit, MOST))
