"""The templates of slips and results: chosen from a list, drawn by a job with examples that may be set otherwise."""

from flask import Response, request

from cases import papertrials
from cases.papertrials import TrialNotDrawn
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.papers import framed
from web.safety import with_drawings
from web.visit import House, Visit, show
from web.words import SLIPS

NAMES = {**SLIPS, "archive_list": "List of dossiers given to the archive"}
ONE = "/templates/<slug>/<name>"


def routes(house: House) -> None:
    """The list, one template, the paper drawn."""
    house.page("/templates", show_templates)
    house.page(ONE, show_template)
    house.deed(f"{ONE}/trials", order_trial, show_template_refusal)
    house.page("/templates/trials/<trial_id>/paper", view_trial)


def show_templates(visit: Visit) -> Response:
    """Every slip and every result of the procedures in force."""
    shelves = papertrials.templates(visit.session, visit.clock, visit.officer)
    return show("samples/list.html", shelves=shelves, names=NAMES)


def show_template(visit: Visit, slug: str, name: str) -> Response:
    """One template: its example texts, and the paper once it was drawn."""
    return _page(visit, slug, name)


def show_template_refusal(visit: Visit, problem: Problem, slug: str, name: str) -> Response:
    """The page again with what was refused."""
    return _page(visit, slug, name, problem)


def order_trial(visit: Visit, slug: str, name: str) -> str:
    """Have it drawn with the texts of the form."""
    texts = {key.removeprefix("v."): text for key, text in request.form.items() if key.startswith("v.")}
    # A browser sends the lines of a text with both marks of a line's end.
    changes = {key: text.replace("\r\n", "\n") for key, text in texts.items()}
    trial = papertrials.order_trial(visit.session, visit.clock, visit.officer, slug, name, changes)
    return f"/templates/{slug}/{name}?trial={trial.id}"


def view_trial(visit: Visit, trial_id: str) -> Response:
    """The drawn paper in a frame of ours."""
    require_role(visit.session, visit.clock, visit.officer, DESIGNER, ADMINISTRATOR)
    trial = papertrials.trial_of(visit.session, visit.officer, trial_id)
    if trial.digest is None:
        raise TrialNotDrawn
    return framed(Response(visit.desk.vault.read(trial.digest), mimetype="application/pdf"))


def _page(visit: Visit, slug: str, name: str, problem: Problem | None = None) -> Response:
    values = papertrials.values_of(visit.session, visit.clock, visit.officer, slug, name)
    wanted = request.args.get("trial", "")[:32]
    trial = papertrials.trial_of(visit.session, visit.officer, wanted) if wanted else None
    shelf = papertrials.shelf_of(visit.session, visit.clock, visit.officer, slug)
    line = next(line for line in shelf.lines if line.template == name)
    sentence = problem.sentence(language()) if problem else ""
    state = state_of(problem) if problem else 200
    shown = values | (trial.changes if trial else {})
    return with_drawings(
        show(
            "samples/one.html", state, shelf=shelf, line=line, values=shown, trial=trial, sentence=sentence, names=NAMES
        )
    )
