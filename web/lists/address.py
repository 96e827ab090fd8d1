"""The filters of a list as they stand in the address, there and back: `/inbox?queue=late&whose=all&unit=G09.20`.

The words are those of `cases.queries.Filters`; `q` is the text. What is usual is left out, so that the same list has
one address. A board makes its numbers links with `list_address`. What tells of a person is veiled in addresses
(`web.veil`): the text, and the place in a list that goes by names.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cases.queries import Filters
from cases.queries.worklist import QUEUES, SORTS
from web.veil import unveiled, veiled

USUAL = Filters()
WHOSE = ("both", "mine", "free", "given", "all")
LIMIT = 200
NAMES = {"text": "q"}
PAGES = (50, 100, 200)
# What narrows a list beyond its queue and its holder: each can be taken off again.
NARROWING = ("text", "procedure", "mark", "holder", "unit", "role", "element", "due", "foretold")


def read_filters(given: Mapping[str, str]) -> Filters:
    """What an address or a form asks for; anything unknown counts as not said. Raises `VeilNotReadable`."""
    said: dict[str, Any] = {
        each.name: given.get(NAMES.get(each.name, each.name), "").strip()[:LIMIT]
        for each in fields(Filters)
        if each.name not in ("limit", "is_late", "cursor", "text")
    }
    said["text"] = unveiled(given.get("q", "")[: 4 * LIMIT].strip())[:LIMIT]
    limit = given.get("limit", "")
    return replace(
        USUAL,
        **said | {
            "queue": _one_of(said["queue"], QUEUES, ""), "whose": _one_of(said["whose"], WHOSE, "both"),
            "sort": said["sort"] if said["sort"].removeprefix("-") in SORTS else "left",
            "limit": int(limit) if limit in map(str, PAGES) else USUAL.limit,
            "cursor": unveiled(given.get("cursor", "")[:1000])[:500],
        },
    )  # fmt: skip


def query_of(filters: Filters, past: str = "", **changes: Any) -> str:
    """What stands behind the question mark. The place in the list, and the places `past`, only where they are said."""
    said = _said(replace(filters, **{"cursor": "", **changes}))
    for name in ("q", "cursor"):
        if name in said and (name == "q" or said.get("sort", "").endswith("name")):
            said[name] = veiled(said[name])
    return urlencode(said | ({"past": past} if past else {}))


def plain_query(filters: Filters) -> str:
    """The same for our own keeping, with nothing veiled; never for an address."""
    return urlencode(_said(replace(filters, cursor="")))


def _said(wanted: Filters) -> dict[str, Any]:
    return {
        NAMES.get(each.name, each.name): getattr(wanted, each.name)
        for each in fields(Filters)
        if getattr(wanted, each.name) != getattr(USUAL, each.name)
    }


def queue_address(filters: Filters, queue: str) -> str:
    """A whole queue, narrowed by nothing, so that its number and its list agree."""
    return list_address(replace(USUAL, whose=filters.whose, sort=filters.sort, limit=filters.limit, queue=queue))


def list_address(filters: Filters, **changes: Any) -> str:
    """The address of a list."""
    query = query_of(filters, **changes)
    return f"/inbox?{query}" if query else "/inbox"


def filters_said(query: str) -> Filters:
    """The filters of a list whose query was handed on within another address."""
    return read_filters(dict(parse_qsl(query[:2000])))


def _one_of(value: str, known: tuple[str, ...], usual: str) -> str:
    return value if value in known else usual
