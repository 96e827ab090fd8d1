"""The officer's lists: what is new, in hand, waiting, soon due, late, to be returned; each with its count."""

from flask import Response, request

from cases import handling, queries
from cases.queries import Criteria, Filters
from cases.queries.queues import QUEUES, queue_counts
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/inbox`."""
    house.page("/inbox", show_inbox)
    house.deed("/inbox/<task_id>/claim", claim_from_inbox)


def show_inbox(visit: Visit) -> Response:
    """One queue of the officer, most urgent first."""
    queue = request.args.get("queue", "")
    queue = queue if queue in QUEUES else ""
    text = request.args.get("q", "").strip()[:200]
    cursor = request.args.get("cursor", "")[:500]
    counts = queue_counts(visit.session, visit.clock, visit.officer)
    if queue == "supplement":
        criteria = Criteria(text=text, state="supplement", cursor=cursor)
        waiting = queries.search_dossiers(visit.session, visit.clock, visit.officer, criteria)
        return show("inbox.html", queue=queue, counts=counts, waiting=waiting, text=text)
    filters = Filters(text=text, cursor=cursor, queue=queue, whose=_whose())
    page = queries.inbox(visit.session, visit.clock, visit.officer, filters)
    return show("inbox.html", queue=queue, counts=counts, page=page, text=text, whose=_whose())


def _whose() -> str:
    whose = request.args.get("whose", "both")
    return whose if whose in ("mine", "free") else "both"


def claim_from_inbox(visit: Visit, task_id: str) -> str:
    """Take a step straight from the list and open it."""
    version = request.form.get("version", "0")
    handling.claim(visit.session, visit.clock, visit.officer, task_id, int(version) if version.isdecimal() else 0)
    return f"/tasks/{task_id}"
