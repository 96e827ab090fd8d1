"""The filters of a list as they stand in the address, there and back: `/inbox?queue=late&whose=all&unit=G09.20`.

The words are those of `cases.queries.Filters`; `q` is the text. What is usual is left out, so that the same list has
one address. A board makes its numbers links with `list_address`.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cases.queries import Filters
from cases.queries.worklist import QUEUES, SORTS

USUAL = Filters()
WHOSE = ("both", "mine", "free", "given", "all")
LIMIT = 200
NAMES = {"text": "q"}
PAGES = (50, 100, 200)


def read_filters(given: Mapping[str, str]) -> Filters:
    """What an address asks for; anything unknown counts as not said."""
    said: dict[str, Any] = {
        each.name: given.get(NAMES.get(each.name, each.name), "").strip()[:LIMIT]
        for each in fields(Filters)
        if each.name not in ("limit", "is_late", "cursor")
    }
    limit = given.get("limit", "")
    return replace(
        USUAL,
        **said | {
            "queue": _one_of(said["queue"], QUEUES, ""), "whose": _one_of(said["whose"], WHOSE, "both"),
            "sort": said["sort"] if said["sort"].removeprefix("-") in SORTS else "left",
            "limit": int(limit) if limit in map(str, PAGES) else USUAL.limit, "cursor": given.get("cursor", "")[:500],
        },
    )  # fmt: skip


def query_of(filters: Filters, **changes: Any) -> str:
    """What stands behind the question mark. The place in the list is not part of it unless it is said."""
    wanted = replace(filters, **{"cursor": "", **changes})
    said = {
        NAMES.get(each.name, each.name): getattr(wanted, each.name)
        for each in fields(Filters)
        if getattr(wanted, each.name) != getattr(USUAL, each.name)
    }
    return urlencode(said)


def list_address(filters: Filters, **changes: Any) -> str:
    """The address of a list."""
    query = query_of(filters, **changes)
    return f"/inbox?{query}" if query else "/inbox"


def filters_said(query: str) -> Filters:
    """The filters of a list whose query was handed on within another address."""
    return read_filters(dict(parse_qsl(query[:2000])))


def _one_of(value: str, known: tuple[str, ...], usual: str) -> str:
    return value if value in known else usual
