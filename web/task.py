"""A step with its form: look, take, put back, complete, hand over; what was typed survives every refusal."""

from collections.abc import Mapping
from typing import Any

from flask import Response, g, request

from cases import drafts, handling, queries
from cases.forms import FormRefused
from cases.queries.beside import beside
from cases.queries.chains import is_whole
from cases.queries.hands import hands_of
from cases.queries.shapes import TaskPage
from ground.errors import Conflict, Problem
from web.acts import options_of
from web.deeds import AT_HAND, DEEDS
from web.errors import state_of, tell
from web.faults import faults_of
from web.fields import Drawing, draw, for_viewer, is_live, tables_of
from web.language import language, safe_address
from web.posted import read_form, with_rows
from web.safety import with_drawings
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """Everything under `/tasks`."""
    house.page("/tasks/<task_id>", show_task)
    house.page("/tasks/<task_id>/rows", show_rows, ("POST",))
    house.deed("/tasks/<task_id>/claim", claim, show_refusal)
    house.deed("/tasks/<task_id>/release", release, show_refusal)
    house.deed("/tasks/<task_id>/completion", complete, show_refusal)
    house.deed("/tasks/<task_id>/handover", hand_over, show_refusal)
    house.deed("/tasks/<task_id>/back", take_back, show_refusal)


def show_task(visit: Visit, task_id: str) -> Response:
    """The step as it stands."""
    return _page(visit, task_id)


def show_rows(visit: Visit, task_id: str) -> Response:
    """The form again with a row more or less in one of its lists, everything typed kept."""
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    typed = read_form(page.form, request.form)
    return _page(visit, task_id, with_rows(typed, request.form.get("more", ""), request.form.get("fewer", "")))


def show_refusal(visit: Visit, problem: Problem, task_id: str) -> Response:
    """The form again with the faults beside the fields, or what happened meanwhile; what was typed is kept."""
    if not isinstance(problem, FormRefused | Conflict):
        return tell(problem)
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    typed = read_form(page.form, request.form)
    if isinstance(problem, FormRefused):
        return _page(visit, task_id, typed, problem)
    who, wrote = drafts.colleague_wrote(visit.session, visit.clock, visit.officer, task_id)
    is_shown = Drawing(language(), is_locked=True)
    mine, theirs = draw(page.form, typed, is_shown), draw(page.form, wrote, is_shown) if wrote else ()
    raw = [(name, text) for name, text in request.form.items(multi=True) if name.startswith("f.") or name == "answers"]
    sentence = problem.sentence(language())
    return show(
        "conflict.html", 409, page=page, kept=mine, theirs=theirs, who=who, sentence=sentence, code=problem.code,
        raw=raw,
    )  # fmt: skip


def _page(
    visit: Visit, task_id: str, typed: Mapping[str, Any] | None = None, problem: FormRefused | None = None
) -> Response:
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    if page.code:
        visit.saw(page.code, is_his=page.may_complete)
    around = beside(visit.session, visit.clock, visit.officer, task_id, page.code)
    faults = faults_of(problem)
    drafted = around.draft.answers if around.draft and page.may_complete else {}
    answers = {**page.answers, **drafted, **(typed or {})}
    fields = draw(page.form, answers, Drawing(language(), faults, is_locked=not page.may_complete))
    left = around.draft.answers if around.draft and not page.may_complete else None
    lost = draw(page.form, left, Drawing(language(), is_locked=True)) if left else ()
    response = show(
        "task.html", state_of(problem) if problem else 200, page=page, fields=fields, faults=faults, around=around,
        lost=lost, live=_live(page, answers), **_story(visit, page.code), **_at_hand(visit, page.code, task_id),
    )  # fmt: skip
    return with_drawings(response)


def _live(page: TaskPage, answers: Mapping[str, Any]) -> dict[str, Any] | None:
    """The form and its answers for form-js, when the plain form cannot follow its conditions."""
    if not page.may_complete or not is_live(page.form):
        return None
    rows = {name: value for name, value in tables_of(page.form) if name not in answers}
    return {"schema": for_viewer(page.form, answers), "answers": rows | dict(answers)}


def _story(visit: Visit, code: str) -> dict[str, Any]:
    """What happened to the dossier and why its date is its date; nothing for a trial run."""
    if not code:
        return {}
    return {
        "deadline": queries.deadline_of(visit.session, visit.clock, visit.officer, code),
        "history": queries.journal_of(visit.session, visit.clock, visit.officer, code),
        "is_whole": is_whole(visit.session, visit.clock, visit.officer, code),
    }


def _at_hand(visit: Visit, code: str, task_id: str) -> dict[str, Any]:
    """What this officer may do with the dossier beside the step, as forms that open where he is."""
    if not code:
        return {"deeds": (), "options": {}, "hand": None}
    deeds = [deed for deed in DEEDS if deed.name in AT_HAND and deed.roles & g.guest.roles]
    found = hands_of(visit.session, visit.clock, visit.officer, code)
    hand = next((each for each in found if each.task_id == task_id), None)
    return {"deeds": deeds, "options": options_of(visit, code) if deeds else {}, "hand": hand}


def claim(visit: Visit, task_id: str) -> str:
    """Take the step."""
    handling.claim(visit.session, visit.clock, visit.officer, task_id, version_seen())
    return f"/tasks/{task_id}"


def release(visit: Visit, task_id: str) -> str:
    """Put the step back into the list of its role."""
    handling.release(visit.session, visit.clock, visit.officer, task_id, version_seen())
    return _way_back("/inbox")


def complete(visit: Visit, task_id: str) -> str:
    """Complete the step with what was typed; on to the dossier, or to the inbox when it is not the officer's to see."""
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    answers = read_form(page.form, request.form)
    seen = request.form.get("seen", "")[:64]
    handling.complete_step(visit.session, visit.clock, visit.officer, task_id, version_seen(), answers, seen=seen)
    return f"/dossiers/{page.code}" if page.code else "/inbox"


def hand_over(visit: Visit, task_id: str) -> str:
    """Give the step to a colleague."""
    to, note = request.form.get("to", ""), request.form.get("note", "").strip()[:1000]
    handling.hand_over(visit.session, visit.clock, visit.officer, task_id, version_seen(), to, note)
    return _way_back("/inbox")


def take_back(visit: Visit, task_id: str) -> str:
    """Get back a step one has given to a colleague."""
    handling.take_back(visit.session, visit.clock, visit.officer, task_id, version_seen())
    return _way_back(f"/tasks/{task_id}")


def _way_back(usual: str) -> str:
    """Where the form was, when it says so."""
    return safe_address(request.form.get("back", ""), usual)


def version_seen() -> int:
    """The version the page showed; 0, which never matches, when it is missing."""
    version = request.form.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0
