"""Running processes for those who look after them: found, looked at, mended by plain forms, each with its reason."""

import json
from datetime import timedelta
from typing import Any

from flask import Response, request

from cases import crowds, steering
from cases.crowds import RunForecast
from cases.dossier import STATES
from cases.queries import runs
from cases.queries.run_shapes import RunPage, RunSearch
from cases.steering import Hand
from ground.errors import Invalid, NotFound, Problem
from ground.messages import translate
from web.errors import state_of, tell
from web.language import language
from web.troubles import trouble_words
from web.visit import House, Visit, show

RUN_STATES = ("running", "suspended", "ended", "cancelled")
LIMIT_REASON = 2000
ONE = "/instances/<instance_id>"


class ValueNotUnderstood(Invalid):
    """This value cannot be read. Numbers, true, false, lists and groups are written as JSON, texts as they are."""

    code = "value_not_understood"


def routes(house: House) -> None:
    """Everything under `/instances`."""
    house.page("/instances", show_runs)
    house.page(ONE, show_run)
    house.page(f"{ONE}/forecast", show_forecast, ("POST",))
    house.deed(f"{ONE}/suspension", suspend, show_run_refusal)
    house.deed(f"{ONE}/resumption", resume, show_run_refusal)
    house.deed(f"{ONE}/cancellation", cancel, show_run_refusal)
    house.deed(f"{ONE}/correction", correct, show_run_refusal)
    house.deed(f"{ONE}/move", move, show_run_refusal)
    house.deed(f"{ONE}/return", go_back, show_run_refusal)
    house.deed(f"{ONE}/migration", migrate, show_run_refusal)


def show_runs(visit: Visit) -> Response:
    """Runs by code, state and whether they stand still."""
    asked = request.args
    state = asked.get("state", "")
    wanted = RunSearch(
        text=asked.get("q", "").strip()[:100], state=state if state in RUN_STATES else "", is_stuck="stuck" in asked,
        cursor=asked.get("cursor", "")[:500],
    )  # fmt: skip
    page = runs.find_runs(visit.session, visit.clock, visit.officer, wanted)
    kept = {name: value for name, value in asked.items() if name != "cursor" and value}
    return show("runs.html", page=page, wanted=wanted, states=RUN_STATES, kept=kept)


def show_run(visit: Visit, instance_id: str) -> Response:
    """One run: where it stands, what may be done, what happened."""
    return _page(visit, instance_id)


def show_run_refusal(visit: Visit, problem: Problem, instance_id: str) -> Response:
    """The page again with what was refused; nothing was changed."""
    if isinstance(problem, NotFound):
        return tell(problem)
    return _page(visit, instance_id, problem)


def show_forecast(visit: Visit, instance_id: str) -> Response:
    """The page with what a migration would do; nothing is changed."""
    target, mapping = request.form.get("definition_id", ""), mapping_typed()
    try:
        found = crowds.forecast_one(visit.session, visit.clock, visit.officer, instance_id, target, mapping)
    except Problem as problem:
        return show_run_refusal(visit, problem, instance_id)
    return _page(visit, instance_id, forecast=found)


def _page(
    visit: Visit, instance_id: str, problem: Problem | None = None, forecast: RunForecast | None = None
) -> Response:
    page = runs.run_page(visit.session, visit.clock, visit.officer, instance_id)
    story = runs.history_of(visit.session, visit.clock, visit.officer, instance_id)
    return show(
        "run.html", state_of(problem) if problem else 200, page=page, story=story, forecast=forecast,
        sentence=problem.sentence(language()) if problem else "", dossier_states=STATES, lasting=lasting,
        typed=request.form, trouble_words=trouble_words,
    )  # fmt: skip


def suspend(visit: Visit, instance_id: str) -> str:
    """Stop it where it stands."""
    steering.suspend(visit.session, visit.clock, _hand(visit, instance_id))
    return f"/instances/{instance_id}"


def resume(visit: Visit, instance_id: str) -> str:
    """Let it go on."""
    steering.resume(visit.session, visit.clock, _hand(visit, instance_id))
    return f"/instances/{instance_id}"


def cancel(visit: Visit, instance_id: str) -> str:
    """End it before its time."""
    steering.cancel(visit.session, visit.clock, _hand(visit, instance_id))
    return f"/instances/{instance_id}"


def correct(visit: Visit, instance_id: str) -> str:
    """Correct one variable."""
    page = runs.run_page(visit.session, visit.clock, visit.officer, instance_id)
    name = request.form.get("name", "").strip()[:100]
    variables = {name: value_typed(page, name, request.form.get("value", ""))}
    steering.correct(visit.session, visit.clock, _hand(visit, instance_id), variables)
    return f"/instances/{instance_id}"


def move(visit: Visit, instance_id: str) -> str:
    """Take a token to another element: `to` carries both."""
    token, _, element = request.form.get("to", "").partition(":")
    state = request.form.get("dossier_state", "")
    hand = _hand(visit, instance_id)
    steering.move_token(visit.session, visit.clock, hand, token, element, state if state in STATES else "")
    return f"/instances/{instance_id}"


def go_back(visit: Visit, instance_id: str) -> str:
    """Put it back to before a completed step."""
    steering.go_back(visit.session, visit.clock, _hand(visit, instance_id), request.form.get("task_id", ""))
    return f"/instances/{instance_id}"


def migrate(visit: Visit, instance_id: str) -> str:
    """Carry it to another version."""
    target = request.form.get("definition_id", "")
    steering.migrate(visit.session, visit.clock, _hand(visit, instance_id), target, mapping_typed())
    return f"/instances/{instance_id}"


def _hand(visit: Visit, instance_id: str) -> Hand:
    version = request.form.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else 0
    return Hand(visit.officer, instance_id, reason_typed(), seen)


def reason_typed() -> str:
    """Why, as typed."""
    return request.form.get("reason", "").strip()[:LIMIT_REASON]


def mapping_typed() -> dict[str, str | None]:
    """One `old = new` a line; nothing behind the sign lets an event go."""
    pairs = (line.partition("=") for line in request.form.get("mapping", "").splitlines() if line.strip())
    return {old.strip(): new.strip() or None for old, _, new in pairs}


def value_typed(page: RunPage, name: str, text: str) -> Any:
    """A text stays a text where the variable is one; everything else is JSON. Raises `ValueNotUnderstood`."""
    if any(value.name == name and value.kind == "text" for value in page.variables):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueNotUnderstood from error


def lasting(span: timedelta | None) -> str:
    """Time by the wall: "2 ngày 3 giờ", "5 phút"; days have twenty-four hours."""
    if span is None:
        return "–"
    minutes = int(span.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    parts = [(days, "day", "days"), (hours, "hour", "hours")]
    parts += [] if days else [(minutes % 60, "minute", "minutes")]
    said = [f"{count} {translate(one if count == 1 else many, language())}" for count, one, many in parts if count]
    return " ".join(said) or translate("less than a minute", language())
