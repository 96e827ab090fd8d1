"""Who has seen whose data: of one dossier, or of all in the units somebody supervises or looks after."""

from datetime import date

from flask import Response, request

from cases.queries import accesses
from web.moments import read_day
from web.visit import House, Visit, show

GROUNDS = {
    "task": "Handles a step of it", "counter": "Receives and returns at the counter",
    "supervision": "Heads or supervises the unit", "search": "Found it by a search", "unit": "Works in its unit",
    "system": "A system with a token", "reveal": "Asked for the numbers in full",
}  # fmt: skip

LISTS = {
    "list": "Went through a list beyond his own work", "search": "Searched by words",
    "export": "Took a list away as a file",
}  # fmt: skip


def routes(house: House) -> None:
    """`/accesses`, `/dossiers/<code>/accesses`."""
    house.page("/accesses", list_accesses)
    house.page("/dossiers/<code>/accesses", show_accesses)


def list_accesses(visit: Visit) -> Response:
    """Looks at the dossiers of the officer's units, newest first."""
    asked = request.args
    wanted = accesses.AccessSearch(
        code=asked.get("code", "").strip()[:100], officer=asked.get("officer", "").strip()[:64],
        since_on=_day(asked.get("from", "")), until_on=_day(asked.get("until", "")),
        cursor=asked.get("cursor", "")[:500],
    )  # fmt: skip
    page = accesses.accesses(visit.session, visit.clock, visit.officer, wanted)
    kept = {name: value for name, value in asked.items() if name != "cursor" and value}
    lists = accesses.list_accesses(visit.session, visit.clock, visit.officer, wanted) if not wanted.code else ()
    return show(
        "own/accesses.html", rows=page.rows, next=page.next, wanted=wanted, kept=kept, grounds=GROUNDS, code="",
        lists=() if wanted.cursor else lists[:50], kinds=LISTS,
    )  # fmt: skip


def show_accesses(visit: Visit, code: str) -> Response:
    """Everybody who has seen this dossier, and why."""
    rows = accesses.accesses_of(visit.session, visit.clock, visit.officer, code)
    return show("own/accesses.html", rows=rows, next="", wanted=None, kept={}, grounds=GROUNDS, code=code, lists=())


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
