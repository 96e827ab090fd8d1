"""What is done to many rows of a list at once: asked for here, carried out by the worker, its answers looked at."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from cases import errands, queries, savedlists
from cases.crowds import batch_for, batches_of
from cases.errands import Errand
from web.lists.address import filters_said, query_of
from web.lists.inbox import show_refused
from web.lists.live import unless_known
from web.lists.words import DONE_WORDS
from web.troubles import refusal_words
from web.visit import House, Visit, show

LIMIT_NOTE = 1000


def routes(house: House) -> None:
    """`/inbox/errands`."""
    house.page("/inbox/errands", show_errands)
    house.deed("/inbox/errands", begin, show_refused)
    house.page("/inbox/errands/<batch_id>", show_errand)
    house.page("/inbox/errands/<batch_id>/progress", show_progress)
    house.deed("/inbox/errands/<batch_id>/undo", undo)


def show_errands(visit: Visit) -> Response:
    """What this officer has had done to many rows, newest first: each with its answers."""
    found = [each for each in batches_of(visit.session, visit.officer) if each.act in DONE_WORDS]
    return show("lists/errands.html", errands=found, names=_names(visit), DONE_WORDS=DONE_WORDS)


def _names(visit: Visit) -> dict[str, str]:
    found = savedlists.colleagues(visit.session, visit.clock, visit.officer)
    return {each.name: each.full_name for each in found} | {visit.officer.name: visit.officer.full_name}


def begin(visit: Visit) -> str:
    """Have something done to the rows chosen, or to the whole list."""
    form = request.form
    chosen = _every(visit) if form.get("every") else [_chosen(text) for text in form.getlist("row")]
    batch = errands.open_errand(
        visit.session, visit.clock, visit.officer, form.get("act", ""), chosen, form.get("to", "")[:64],
        form.get("note", "").strip()[:LIMIT_NOTE], form.get("request_key", ""),
    )  # fmt: skip
    return f"/inbox/errands/{batch.id}{_walk(query_of(filters_said(form.get('list', ''))))}"


def _walk(query: str) -> str:
    """The list it was begun in, as its own addresses carry it on."""
    return f"?{urlencode({'list': query})}" if query else ""


def _chosen(text: str) -> Errand:
    task_id, _, version = text.partition(":")
    return Errand(task_id[:32], int(version) if version.isdecimal() and len(version) < 10 else 0)


def _every(visit: Visit) -> list[Errand]:
    """The first rows of the list as it is narrowed, up to as many as one batch takes."""
    filters, found, cursor = filters_said(request.form.get("list", "")), list[Errand](), ""
    while len(found) < errands.MOST:
        wanted: dict[str, Any] = {"limit": min(200, errands.MOST - len(found)), "cursor": cursor}
        page = queries.inbox(visit.session, visit.clock, visit.officer, replace(filters, **wanted))
        found += [Errand(row.task_id, row.version) for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    return found


def show_errand(visit: Visit, batch_id: str) -> Response:
    """How far it is and what came of each row; the page may be left, reloaded and come back to."""
    return _told(visit, batch_id, "lists/errand.html")


def show_progress(visit: Visit, batch_id: str) -> Response:
    """The same without its frame, for the script that keeps it fresh."""
    return unless_known(_told(visit, batch_id, "lists/_progress.html"))


def _told(visit: Visit, batch_id: str, template: str) -> Response:
    view = batch_for(visit.session, visit.clock, visit.officer, batch_id)
    lines = errands.lines_of(visit.session, view, refusal_words) if "steps" in view.arguments else []
    may_undo = view.act in errands.UNDO and view.done and view.state != "running"
    listed = query_of(filters_said(request.args.get("list", "")))
    return show(
        template, view=view, lines=lines, may_undo=may_undo, names=_names(visit), list=listed, walk=_walk(listed),
        DONE_WORDS=DONE_WORDS,
    )  # fmt: skip


def undo(visit: Visit, batch_id: str) -> str:
    """Take back what was done, as far as nobody has gone on."""
    key = request.form.get("request_key", "")
    batch = errands.undo_errand(visit.session, visit.clock, visit.officer, batch_id, key)
    return f"/inbox/errands/{batch.id}{_walk(query_of(filters_said(request.args.get('list', ''))))}"
