"""Drafts save themselves: a small POST while somebody types and when he leaves; gone when the step is completed."""

from flask import Response, jsonify, request

from cases import drafts, queries
from web.language import language
from web.moments import show_clock
from web.posted import read_form
from web.visit import House, Visit


def routes(house: House) -> None:
    """`/tasks/<task_id>/draft`."""
    house.deed("/tasks/<task_id>/draft", keep_step_draft)
    house.deed("/tasks/<task_id>/draft/removal", drop_step_draft)
    house.page("/tasks/<task_id>/draft", show_step_draft)


def keep_step_draft(visit: Visit, task_id: str) -> str:
    """Keep what is typed; on to what a script reads, or back to the step where there is none."""
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    drafts.save_draft(visit.session, visit.clock, visit.officer, task_id, read_form(page.form, request.form))
    return f"/tasks/{task_id}/draft" if "quiet" in request.form else f"/tasks/{task_id}"


def drop_step_draft(visit: Visit, task_id: str) -> str:
    """Throw it away; a stranger's step has none."""
    drafts.draft_of(visit.session, visit.clock, visit.officer, task_id)
    drafts.discard(visit.session, visit.officer, task_id)
    return f"/tasks/{task_id}"


def show_step_draft(visit: Visit, task_id: str) -> Response:
    """When it was kept, and whether the step still waits for it: for the script of the page."""
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    draft = drafts.draft_of(visit.session, visit.clock, visit.officer, task_id)
    return jsonify(
        saved=show_clock(draft.saved_at) if draft else "", state=page.state, version=page.version,
        assignee=page.assignee, language=language(),
    )  # fmt: skip
