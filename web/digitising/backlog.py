"""Results still in force: lists with their files taken in, row by row, and how much is digitised by now."""

from flask import Response, request

from cases.desk import Desk
from cases.digitising import scanning, views
from cases.digitising.backlog import ListKept, list_for, lists_of, look_through_list, open_list
from cases.digitising.coverage import coverage
from cases.digitising.listfiles import ListNotReadable
from cases.digitising.tools import LIST_BYTES
from ground.errors import Problem
from web.digitising.words import STATES, day_shown
from web.errors import state_of
from web.language import language
from web.troubles import refusal_words
from web.visit import House, Visit, show

ROW_STATES = {"waiting": "Waiting", "done": "Taken in", "refused": "Refused"}


def routes(house: House) -> None:
    """`/scans/lists` and `/scans/coverage`."""
    house.page("/scans/lists", show_lists)
    house.upload("/scans/lists", may_list, look_at_list, take_list, show_list_refused, LIST_BYTES)
    house.page("/scans/lists/<backlog_id>", show_list)
    house.page("/scans/lists/<backlog_id>/progress", show_list_progress)
    house.page("/scans/coverage", show_coverage)


def show_lists(visit: Visit) -> Response:
    """The lists handed in, and room for another."""
    return _lists(visit)


def show_list_refused(visit: Visit, problem: Problem) -> Response:
    """The same, saying why the list was not taken."""
    return _lists(visit, problem)


def _lists(visit: Visit, problem: Problem | None = None) -> Response:
    found = lists_of(visit.session, visit.clock, visit.officer)
    may = views.may_scan(visit.session, visit.clock, visit.officer)
    return show(
        "digitising/lists.html", state_of(problem) if problem else 200, place="lists", may=may,
        lists=[views.list_view(visit.session, each) for each in found],
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def may_list(visit: Visit) -> None:
    """Only who scans for his unit hands in a list."""
    scanning.require_scanner(visit.session, visit.clock, visit.officer, visit.officer.unit_id)


def look_at_list(desk: Desk) -> ListKept:
    """The list, and the ZIP where one came with it."""
    listed, files = request.files.get("list"), request.files.get("files")
    if listed is None or not listed.filename:
        raise ListNotReadable(reason="–")
    packed = files.read() if files is not None and files.filename else b""
    return look_through_list(desk.vault, listed.filename, listed.read(), packed)


def take_list(visit: Visit, found: ListKept) -> str:
    """Written down; the worker takes in row by row."""
    return f"/scans/lists/{open_list(visit.session, visit.clock, visit.officer, found).id}"


def show_list(visit: Visit, backlog_id: str) -> Response:
    """One list and what came of each row."""
    return _list(visit, backlog_id, "digitising/list.html")


def show_list_progress(visit: Visit, backlog_id: str) -> Response:
    """The same without its frame."""
    return _list(visit, backlog_id, "digitising/_list.html")


def _list(visit: Visit, backlog_id: str, template: str) -> Response:
    found = list_for(visit.session, visit.clock, visit.officer, backlog_id)
    state = request.args.get("state", "")
    state = state if state in ROW_STATES else ""
    rows = views.rows_of(visit.session, found, state)
    return show(
        template, view=views.list_view(visit.session, found), rows=rows, chosen=state, ROW_STATES=ROW_STATES,
        STATES=STATES, place="lists", why=refusal_words, day_shown=day_shown,
    )  # fmt: skip


def show_coverage(visit: Visit) -> Response:
    """By procedure, against the target."""
    found = coverage(visit.session, visit.clock, visit.officer)
    return show("digitising/coverage.html", coverage=found, place="coverage", day_shown=day_shown)
