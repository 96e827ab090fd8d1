"""All dossiers the officer may see, found without diacritics."""

from datetime import date

from flask import Response, request

from cases import queries
from cases.dossier import STATES
from cases.queries import Criteria
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/dossiers`."""
    house.page("/dossiers", search_dossiers)


def search_dossiers(visit: Visit) -> Response:
    """Dossiers by text, state, procedure and day of receipt."""
    asked = request.args
    state = asked.get("state", "")
    criteria = Criteria(
        text=asked.get("q", "").strip()[:200], state=state if state in STATES else "",
        procedure=asked.get("procedure", "")[:100], is_late="late" in asked,
        submitted_from=_day(asked.get("from", "")), submitted_until=_day(asked.get("until", "")),
        cursor=asked.get("cursor", "")[:500],
        unit=asked.get("unit", "")[:50],
    )  # fmt: skip
    page = queries.search_dossiers(visit.session, visit.clock, visit.officer, criteria)
    procedures = queries.procedures(visit.session)
    kept = {name: value for name, value in asked.items() if name != "cursor" and value}
    return show(
        "search.html", page=page, rows=page.rows, criteria=criteria, procedures=procedures, states=STATES, kept=kept
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
