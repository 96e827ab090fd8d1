"""A step with its form: look, take, put back, complete, hand over; what was typed survives every refusal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, g, request

from cases import drafts, handling, queries
from cases.forms import FormRefused
from cases.privacy import covered_answers
from cases.queries.beside import beside
from cases.queries.chains import is_whole
from cases.queries.hands import hands_of
from cases.queries.naming import full_names
from cases.queries.shapes import TaskPage
from ground.errors import Conflict, Problem
from web.acts import options_of
from web.conditions import for_viewer, is_live
from web.deeds import AT_HAND, DEEDS
from web.errors import state_of, tell
from web.faults import faults_of, first_at, summary
from web.fields import Drawing, Field, draw, tables_of
from web.language import language, safe_address
from web.posted import blank, read_form, with_rows
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
    more = request.form.get("more", "")
    typed = with_rows(read_form(page.form, request.form), more, request.form.get("fewer", ""))
    rows = request.form.get(f"f.{more}.rows", "")
    return _page(visit, task_id, typed, place=f"{more}[{rows}]." if more else "")


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
        "conflict.html", 409, page=page, kept=mine, theirs=theirs, who=who, sentence=sentence, raw=raw,
        words="\n".join(_told(mine))[:4000], walk=_walk(), names=full_names(visit.session, [who, page.assignee]),
    )  # fmt: skip


def _told(fields: Sequence[Field]) -> Iterator[str]:
    """A form in words, a line each: what was typed, to be used elsewhere."""
    for each in fields:
        if each.shown:
            yield f"{each.label}: {each.shown}"
        yield from _told(each.children)


def _page(
    visit: Visit, task_id: str, typed: Mapping[str, Any] | None = None, problem: FormRefused | None = None,
    place: str = "",
) -> Response:  # fmt: skip
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    if page.code:
        visit.saw(page.code, is_his=page.may_complete)
    around = beside(visit.session, visit.clock, visit.officer, task_id, page.code)
    faults, drafted = faults_of(problem), around.draft.answers if around.draft else None
    said = typed if typed is not None else drafted if page.may_complete else None
    answers = dict(page.answers) if said is None else {**page.answers, **blank(page.form), **said}
    fields = draw(page.form, answers, Drawing(language(), faults, is_locked=not page.may_complete))
    lost = draw(page.form, drafted, Drawing(language(), is_locked=True)) if drafted and not page.may_complete else ()
    start = next((name for name, _, _ in summary(fields, faults) if name), place)
    story = _story(visit, page.code)
    named = {page.assignee, *(entry.actor for entry in story.get("history", ()))}
    response = show(
        "task.html", state_of(problem) if problem else 200, page=page, fields=fields, around=around, lost=lost,
        faults=summary(fields, faults), focus=first_at(fields, start) if start else "", walk=_walk(),
        live=_live(page, answers, faults), names=full_names(visit.session, named), **story,
        **_at_hand(visit, page.code, task_id),
    )  # fmt: skip
    return with_drawings(response)


def _walk() -> str:
    """The list the step was opened from, as the step's own addresses carry it on; empty where there was none."""
    return f"?{urlencode({'list': request.args['list'][:2000]})}" if "list" in request.args else ""


def _live(page: TaskPage, answers: Mapping[str, Any], faults: Mapping[str, list[str]]) -> dict[str, Any] | None:
    """The form and its answers for form-js, when the plain form cannot follow its conditions."""
    if not page.may_complete or not is_live(page.form):
        return None
    rows = {name: value for name, value in tables_of(page.form) if name not in answers}
    known = {name: value for name, value in answers.items() if value is not None}
    return {"schema": for_viewer(page.form, answers), "answers": rows | known, "faults": faults}


def _story(visit: Visit, code: str) -> dict[str, Any]:
    """What was applied for, what happened since, and why its date is its date; nothing for a trial run."""
    if not code:
        return {}
    dossier = queries.dossier_page(visit.session, visit.clock, visit.officer, code)
    asked = covered_answers(dossier.form, dossier.answers)
    return {
        "applied": draw(dossier.form, asked, Drawing(language(), is_locked=True)),
        "applicant": dossier.applicant,
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
    return f"/tasks/{task_id}{_walk()}"


def release(visit: Visit, task_id: str) -> str:
    """Put the step back into the list of its role."""
    handling.release(visit.session, visit.clock, visit.officer, task_id, version_seen())
    return _way_back(_in_list("release", task_id))


def complete(visit: Visit, task_id: str) -> str:
    """Complete the step with what was typed; on to the next of the list when that was asked for, or to the dossier, or
    to the inbox when there is none.
    """
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    answers = read_form(page.form, request.form)
    seen = request.form.get("seen", "")[:64]
    handling.complete_step(visit.session, visit.clock, visit.officer, task_id, version_seen(), answers, seen=seen)
    if "onward" in request.form and "list" in request.args:
        onward = {"task": task_id, "list": request.args["list"][:2000], "done": page.code}
        return f"/inbox/beside?{urlencode(onward)}"
    return f"/dossiers/{page.code}" if page.code else "/inbox"


def hand_over(visit: Visit, task_id: str) -> str:
    """Give the step to a colleague."""
    to, note = request.form.get("to", ""), request.form.get("note", "").strip()[:1000]
    handling.hand_over(visit.session, visit.clock, visit.officer, task_id, version_seen(), to, note)
    return _way_back(_in_list("given", task_id))


def take_back(visit: Visit, task_id: str) -> str:
    """Get back a step one has given to a colleague."""
    handling.take_back(visit.session, visit.clock, visit.officer, task_id, version_seen())
    return _way_back(f"/tasks/{task_id}")


def _in_list(did: str, task_id: str) -> str:
    """The list again, where it is told what was done to the step and how to undo it."""
    return f"/inbox?{urlencode(dict(parse_qsl(request.args.get('list', ''))) | {'did': f'{did}:{task_id}'})}"


def _way_back(usual: str) -> str:
    """Where the form was, when it says so."""
    return safe_address(request.form.get("back", ""), usual)


def version_seen() -> int:
    """The version the page showed; 0, which never matches, when it is missing."""
    version = request.form.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0
