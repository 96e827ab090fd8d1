"""All dossiers the officer may see, found without diacritics."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from cases import people, queries
from cases.dossier import STATES
from cases.people import DossierNotFound
from cases.queries import Criteria
from cases.queries.search import NEWEST
from web.moments import read_day
from web.pages import ways
from web.veil import unveiled, veiled
from web.visit import House, Visit, show

FIELDS = ("q", "state", "procedure", "from", "until", "late", "sort", "unit")
SORT_WORDS = {
    "-received": "Newest first", "due": "Due first (open ones)", "-due": "Due last (open ones)",
}  # fmt: skip
KEYS = (
    ("j", "next row"), ("k", "row before"), ("Enter", "open the dossier"), ("n / p", "next page, page before"),
    ("/", "search"), ("Esc", "out of the search field"), ("?", "these keys"),
)  # fmt: skip


def routes(house: House) -> None:
    """`/dossiers`."""
    house.page("/dossiers", search_dossiers)
    house.page("/dossiers/search", find_dossiers, ("POST",))


def find_dossiers(visit: Visit) -> Response:
    """What was typed goes on to the list's address, where it stands veiled; a whole code straight to its dossier."""
    typed = {name: request.form.get(name, "").strip()[:200] for name in FIELDS}
    response = Response(status=303)
    response.headers["Location"] = _of_code(visit, typed["q"]) or f"/dossiers?{_query(typed)}".rstrip("?")
    return response


def _query(typed: Mapping[str, str]) -> str:
    said = {name: text for name, text in typed.items() if text}
    return urlencode(said | ({"q": veiled(said["q"])} if "q" in said else {}))


def _of_code(visit: Visit, text: str) -> str:
    if "-" not in text or " " in text:
        return ""
    try:
        return f"/dossiers/{people.dossier_for(visit.session, visit.officer, text.upper()[:50], visit.clock).code}"
    except DossierNotFound:
        return ""


def search_dossiers(visit: Visit) -> Response:
    """Dossiers by text, state, procedure and day of receipt."""
    asked = {name: request.args.get(name, "").strip()[:200] for name in FIELDS[1:]}
    asked["q"] = unveiled(request.args.get("q", "")[:1000].strip())[:200]
    criteria = Criteria(
        text=asked["q"], state=asked["state"] if asked["state"] in STATES else "", procedure=asked["procedure"][:100],
        is_late=bool(asked["late"]), submitted_from=_day(asked["from"]), submitted_until=_day(asked["until"]),
        cursor=request.args.get("cursor", "")[:500], unit=asked["unit"][:50], sort=_sort(asked),
    )  # fmt: skip
    page = queries.search_dossiers(visit.session, visit.clock, visit.officer, criteria)

    def address(**place: Any) -> str:
        return f"/dossiers?{_query(asked | {name: str(text) for name, text in place.items()})}"

    return show(
        "search.html", page=page, rows=page.rows, criteria=criteria, procedures=queries.procedures(visit.session),
        states=STATES, SORT_WORDS=SORT_WORDS, address=address,
        ways=ways(criteria.cursor, request.args.get("past", ""), page.next),
        is_narrowed=any(text for name, text in asked.items() if name != "sort"), KEYS=KEYS,
    )  # fmt: skip


def _sort(asked: Mapping[str, str]) -> str:
    """The order chosen; what is searched by words has its own."""
    return asked["sort"] if asked["sort"] in SORT_WORDS and not asked["q"] else NEWEST


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
