"""The officer's lists: what is new, in hand, waiting, soon due, late, to be returned; each with its count."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from cases import handling, queries, savedlists
from cases.people import SUPERVISOR, lane_units, reach_of
from cases.queries import Criteria, Filters
from cases.queries.boards import procedures
from cases.queries.worklist import QUEUES, SORTS, beside, queue_counts
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.lists.address import WHOSE, filters_said, list_address, query_of, read_filters
from web.lists.words import LIST_WORDS
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """Everything under `/inbox` but what is done to many rows."""
    house.page("/inbox", show_inbox)
    house.page("/inbox/queues", show_queues)
    house.page("/inbox/beside", go_beside)
    house.deed("/inbox/<task_id>/claim", claim_from_inbox, show_refused)
    house.deed("/inbox/<task_id>/release", release_from_inbox, show_refused)
    house.deed("/inbox/<task_id>/back", take_back_from_inbox, show_refused)
    house.deed("/inbox/filters", keep_filter, show_refused)
    house.deed("/inbox/filters/<filter_id>/removal", remove_filter)
    house.deed("/inbox/columns", choose_columns)


def show_inbox(visit: Visit) -> Response:
    """One queue of the officer, most urgent first."""
    return _page(visit, read_filters(request.args))


def _page(visit: Visit, filters: Filters, problem: Problem | None = None) -> Response:
    session, clock, officer = visit.session, visit.clock, visit.officer
    rows: dict[str, Any] = {}
    if filters.queue == "supplement":
        criteria = Criteria(text=filters.text, state="supplement", procedure=filters.procedure, cursor=filters.cursor)
        rows["waiting"] = queries.search_dossiers(session, clock, officer, criteria)
    else:
        rows["page"] = queries.inbox(session, clock, officer, filters)
    colleagues = savedlists.colleagues(session, clock, officer)
    return show(
        "inbox.html", state_of(problem) if problem else 200, filters=filters, query=query_of(filters),
        counts=queue_counts(session, clock, officer, _counted(filters)), queues=QUEUES, sorts=tuple(SORTS),
        address=lambda **changes: list_address(filters, **changes), whose=_whose(visit),
        columns=savedlists.columns_of(session, officer), all_columns=savedlists.COLUMNS, always=savedlists.ALWAYS,
        kept=savedlists.filters_for(session, clock, officer), roles_led=savedlists.roles_led(session, clock, officer),
        colleagues=colleagues, names={each.name: each.full_name for each in colleagues},
        procedures=procedures(session, clock),
        sentence=problem.sentence(language()) if problem else "", **LIST_WORDS, **rows,
    )  # fmt: skip


def _counted(filters: Filters) -> str:
    return "all" if filters.whose == "all" else "both"


def _whose(visit: Visit) -> tuple[str, ...]:
    """Whole units are listed for who supervises them or handles in them."""
    reach = reach_of(visit.session, visit.officer, visit.clock)
    return WHOSE if lane_units(reach) or SUPERVISOR in reach else WHOSE[:-1]


def show_queues(visit: Visit) -> Response:
    """The queues with their counts alone, for the script that keeps them fresh."""
    filters = read_filters(request.args)
    counts = queue_counts(visit.session, visit.clock, visit.officer, _counted(filters))
    return show(
        "lists/_queues.html", filters=filters, counts=counts, queues=QUEUES,
        address=lambda **changes: list_address(filters, **changes), **LIST_WORDS,
    )  # fmt: skip


def go_beside(visit: Visit) -> Response:
    """On to the step after or before this one in the list it was opened from; back to the list at its ends."""
    filters, query = filters_said(request.args.get("list", "")), request.args.get("list", "")[:2000]
    way = -1 if request.args.get("way") == "back" else 1
    task_id = beside(visit.session, visit.clock, visit.officer, filters, request.args.get("task", "")[:32], way)
    response = Response(status=303)
    response.headers["Location"] = f"/tasks/{task_id}?{query_of_list(query)}" if task_id else list_address(filters)
    return response


def query_of_list(query: str) -> str:
    """The list a step was opened from, as it is handed on in the step's address."""
    return urlencode({"list": query_of(filters_said(query))})


def show_refused(visit: Visit, problem: Problem, **_parts: str) -> Response:
    """The list again, as it is now, with why it was not done."""
    return _page(visit, filters_said(request.form.get("list", "")), problem)


def _back() -> str:
    """To the list it was done from."""
    return list_address(filters_said(request.form.get("list", "")))


def _version() -> int:
    version = request.form.get("version", "0")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def claim_from_inbox(visit: Visit, task_id: str) -> str:
    """Take a step straight from the list; open it, or stay in the list where that was asked for."""
    handling.claim(visit.session, visit.clock, visit.officer, task_id, _version())
    if "list" not in request.form:
        return f"/tasks/{task_id}"
    return _back() if request.form.get("stay") else f"/tasks/{task_id}?{query_of_list(request.form['list'])}"


def release_from_inbox(visit: Visit, task_id: str) -> str:
    """Put one's own step back."""
    handling.release(visit.session, visit.clock, visit.officer, task_id, _version())
    return _back()


def take_back_from_inbox(visit: Visit, task_id: str) -> str:
    """Get back what was given to a colleague."""
    handling.take_back(visit.session, visit.clock, visit.officer, task_id, _version())
    return _back()


def keep_filter(visit: Visit) -> str:
    """Keep the list as it is narrowed now, for oneself or for a role."""
    form = request.form
    query = query_of(filters_said(form.get("list", "")))
    name, role = form.get("name", ""), form.get("role", "")[:50]
    savedlists.keep_filter(visit.session, visit.clock, visit.officer, name, query, role)
    return _back()


def remove_filter(visit: Visit, filter_id: str) -> str:
    """Forget a filter."""
    savedlists.remove_filter(visit.session, visit.officer, filter_id)
    return _back()


def choose_columns(visit: Visit) -> str:
    """Show these columns from now on."""
    savedlists.choose_columns(visit.session, visit.officer, tuple(request.form.getlist("column")))
    return _back()
