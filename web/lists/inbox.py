"""The officer's lists: what is new, in hand, waiting, soon due, late, to be returned; each with its count."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from cases import consultations, crowds, handling, justifications, queries, savedlists
from cases.people import SUPERVISOR, lane_units, reach_of
from cases.queries import Criteria, Filters
from cases.queries.boards import procedures
from cases.queries.worklist import QUEUES, SORTS, beside, queue_counts
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.lists.address import (
    NARROWING,
    WHOSE,
    filters_said,
    list_address,
    plain_query,
    query_of,
    queue_address,
    read_filters,
)
from web.lists.done import done_of
from web.lists.live import unless_known
from web.lists.words import DONE_WORDS, LIST_WORDS
from web.pages import ways
from web.veil import veiled
from web.visit import House, Visit, show

# Dossiers that wait for their applicant are in nobody's hands: these alone narrow their list.
OF_DOSSIERS = ("text", "procedure")


def routes(house: House) -> None:
    """Everything under `/inbox` but what is done to many rows."""
    house.page("/inbox", show_inbox)
    house.page("/inbox/search", search_inbox, ("POST",))
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


def search_inbox(_visit: Visit) -> Response:
    """What was typed goes on to the list's address, where it stands veiled."""
    return _see(list_address(read_filters(request.form)))


def _see(address: str) -> Response:
    response = Response(status=303)
    response.headers["Location"] = address
    return response


def _page(visit: Visit, filters: Filters, problem: Problem | None = None) -> Response:
    session, clock, officer = visit.session, visit.clock, visit.officer
    page = _rows(visit, filters)
    colleagues = savedlists.colleagues(session, clock, officer)
    names = {each.name: each.full_name for each in colleagues}
    return show(
        "inbox.html", state_of(problem) if problem else 200, filters=filters, query=query_of(filters), page=page,
        place=query_of(filters, cursor=filters.cursor),
        rows=page.rows, narrowing=_narrowing(filters),
        ways=ways(filters.cursor, request.args.get("past", ""), page.next),
        done=None if problem else done_of(visit, request.args.get("did", ""), names),
        counts=queue_counts(session, clock, officer, filters.whose), queues=QUEUES, queue_address=queue_address,
        address=lambda **changes: list_address(filters, **changes), whose=_whose(visit), sorts=tuple(SORTS),
        columns=savedlists.columns_of(session, officer), all_columns=savedlists.COLUMNS, always=savedlists.ALWAYS,
        kept=_kept(visit), roles_led=savedlists.roles_led(session, clock, officer), colleagues=colleagues, names=names,
        running=[each for each in crowds.running_of(session, officer) if each.act in DONE_WORDS],
        procedures=procedures(session, clock), asked=consultations.how_many_asked(session, clock, officer),
        to_explain=justifications.waiting_for(session, clock, officer),
        typed=request.form, ticked=[row[:32] for row in request.form.getlist("row")], veiled=veiled,
        sentence=problem.sentence(language()) if problem else "", **LIST_WORDS,
    )  # fmt: skip


def _rows(visit: Visit, filters: Filters) -> Any:
    """The page of steps; of dossiers, where it is they that wait."""
    if filters.queue != "supplement":
        return queries.inbox(visit.session, visit.clock, visit.officer, filters)
    criteria = Criteria(
        text=filters.text, state="supplement", procedure=filters.procedure, cursor=filters.cursor, limit=filters.limit
    )
    return queries.search_dossiers(visit.session, visit.clock, visit.officer, criteria)


def _narrowing(filters: Filters) -> list[str]:
    known = OF_DOSSIERS if filters.queue == "supplement" else NARROWING
    return [name for name in known if getattr(filters, name)]


def _kept(visit: Visit) -> list[savedlists.KeptFilter]:
    """The filters kept, as they may stand in addresses."""
    found = savedlists.filters_for(visit.session, visit.clock, visit.officer)
    return [replace(each, query=query_of(filters_said(each.query))) for each in found]


def _whose(visit: Visit) -> tuple[str, ...]:
    """Whole units are listed for who supervises them or handles in them."""
    reach = reach_of(visit.session, visit.officer, visit.clock)
    return WHOSE if lane_units(reach) or SUPERVISOR in reach else WHOSE[:-1]


def show_queues(visit: Visit) -> Response:
    """The queues with their counts alone, for the script that keeps them fresh; 304 while nothing has changed."""
    filters = read_filters(request.args)
    counts = queue_counts(visit.session, visit.clock, visit.officer, filters.whose)
    return unless_known(show(
        "lists/_queues.html", filters=filters, counts=counts, queues=QUEUES, queue_address=queue_address, **LIST_WORDS
    ))  # fmt: skip


def go_beside(visit: Visit) -> Response:
    """On to the step after or before this one in the list it was opened from; back to the list at its ends."""
    filters = filters_said(request.args.get("list", ""))
    way = -1 if request.args.get("way") == "back" else 1
    task_id = beside(visit.session, visit.clock, visit.officer, filters, request.args.get("task", "")[:32], way)
    told = {"done": request.args.get("done", "")[:40]} if request.args.get("done") else {}
    if task_id:
        return _see(f"/tasks/{task_id}?{urlencode({'list': query_of(filters, cursor=filters.cursor)} | told)}")
    return _see(_with(list_address(filters), did=f"end:{told.get('done', '')}"))


def _with(address: str, **words: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(words)}"


def query_of_list(query: str) -> str:
    """The list a step was opened from, as it is handed on in the step's address."""
    filters = filters_said(query)
    return urlencode({"list": query_of(filters, cursor=filters.cursor)})


def show_refused(visit: Visit, problem: Problem, **_parts: str) -> Response:
    """The list again, as it is now, with why it was not done."""
    return _page(visit, filters_said(request.form.get("list", "")), problem)


def _back() -> str:
    """To the page of the list it was done from."""
    filters = filters_said(request.form.get("list", ""))
    return list_address(filters, cursor=filters.cursor)


def _version() -> int:
    version = request.form.get("version", "0")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def claim_from_inbox(visit: Visit, task_id: str) -> str:
    """Take a step straight from the list; open it, or stay in the list where that was asked for."""
    handling.claim(visit.session, visit.clock, visit.officer, task_id, _version())
    if "list" not in request.form:
        return f"/tasks/{task_id}"
    if request.form.get("stay"):
        return _with(_back(), did=f"claim:{task_id}")
    return f"/tasks/{task_id}?{query_of_list(request.form['list'])}"


def release_from_inbox(visit: Visit, task_id: str) -> str:
    """Put one's own step back."""
    handling.release(visit.session, visit.clock, visit.officer, task_id, _version())
    return _with(_back(), did=f"release:{task_id}")


def take_back_from_inbox(visit: Visit, task_id: str) -> str:
    """Get back what was given to a colleague."""
    handling.take_back(visit.session, visit.clock, visit.officer, task_id, _version())
    return _back()


def keep_filter(visit: Visit) -> str:
    """Keep the list as it is narrowed now, for oneself or for a role."""
    form = request.form
    query = plain_query(filters_said(form.get("list", "")))
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
