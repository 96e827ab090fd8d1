"""One act for many processes: how far it is, row by row; and migrations of a whole version, tried first."""

from flask import Response, make_response, redirect, request

from cases import crowds, people, queries
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.run_words import ACTS, ROW_STATES
from web.runs import mapping_typed, reason_typed
from web.troubles import refusal_words
from web.visit import House, Visit, show

PAGE = 200


def routes(house: House) -> None:
    """Everything under `/batches` and `/migrations`."""
    house.page("/batches/<batch_id>", show_batch)
    house.deed("/batches/<batch_id>/stop", stop_batch)
    house.page("/migrations", show_migrations)
    house.page("/migrations/forecast", show_version_forecast, ("POST",))
    house.deed("/migrations/begin", migrate_version, show_migration_refusal)


def show_batch(visit: Visit, batch_id: str) -> Response:
    """How far it is, and what came of each row: of all, or of those in one state, a page at a time."""
    view = crowds.batch_for(visit.session, visit.clock, visit.officer, batch_id)
    if view.act not in ACTS:
        return make_response(redirect(f"/inbox/errands/{batch_id}", 303))
    state, after = request.args.get("state", ""), request.args.get("after", "")
    state = state if state in ROW_STATES else ""
    place = int(after) if after.isdecimal() and len(after) < 10 else -1
    rows = crowds.rows_of(visit.session, visit.clock, visit.officer, batch_id, state or None, place, PAGE)
    return show(
        "batch.html", view=view, rows=rows, codes=crowds.dossiers_of(visit.session, rows), why=refusal_words,
        chosen=state, next=rows[-1].place if len(rows) == PAGE else None,
    )  # fmt: skip


def stop_batch(visit: Visit, batch_id: str) -> str:
    """Leave alone what was not tried yet."""
    crowds.stop_batch(visit.session, visit.clock, visit.officer, batch_id, reason_typed())
    return f"/batches/{batch_id}"


def show_migrations(visit: Visit) -> Response:
    """Choose the two versions."""
    return _page(visit)


def show_version_forecast(visit: Visit) -> Response:
    """What would go, and what not and why; nothing is changed."""
    source, target = request.form.get("from", ""), request.form.get("to", "")
    try:
        found = crowds.forecast(visit.session, visit.clock, visit.officer, source, target, mapping_typed())
    except Problem as problem:
        return _page(visit, problem)
    return _page(visit, forecast=found)


def show_migration_refusal(visit: Visit, problem: Problem) -> Response:
    """The page again with what was refused."""
    return _page(visit, problem)


def migrate_version(visit: Visit) -> str:
    """Carry every live process of a version to another: on to the batch."""
    form = request.form
    batch = crowds.migrate_all(
        visit.session, visit.clock, visit.officer, form.get("from", ""), form.get("to", ""), mapping_typed(),
        reason_typed(), form.get("request_key", ""),
    )  # fmt: skip
    return f"/batches/{batch.id}"


def _page(visit: Visit, problem: Problem | None = None, forecast: crowds.RunForecast | None = None) -> Response:
    people.require_role(visit.session, visit.clock, visit.officer, people.ADMINISTRATOR)
    versions = [line for line in queries.definitions(visit.session) if line.state != "draft"]
    sentence = problem.sentence(language()) if problem else ""
    return show(
        "migrations.html", state_of(problem) if problem else 200, versions=versions, forecast=forecast,
        typed=request.form, sentence=sentence,
    )  # fmt: skip
