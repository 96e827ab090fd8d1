"""Drafts to be signed: seen one by one with what speaks for them, agreed to one by one or many at once."""

from flask import Response, request

from cases import handling, queries, signing
from cases.queries.chains import is_whole
from cases.queries.on_file import on_file
from cases.queries.signing import draft_to_sign, signing_queue
from cases.signing import Agreement
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.safety import with_drawings
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/signing` and one draft of it."""
    house.page("/signing", show_table)
    house.deed("/signing/agreement", agree_to_drafts, show_table_refusal)
    house.page("/signing/<task_id>", show_waiting_draft)
    house.deed("/signing/<task_id>/claim", take_draft)


def show_table(visit: Visit) -> Response:
    """All that waits for this officer."""
    return _table(visit)


def show_table_refusal(visit: Visit, problem: Problem) -> Response:
    """The table again, saying why nothing was signed."""
    return _table(visit, problem)


def _table(visit: Visit, problem: Problem | None = None) -> Response:
    waiting = signing_queue(visit.session, visit.clock, visit.officer)
    sentence = problem.sentence(language()) if problem else ""
    signed = [code for code in request.args.get("signed", "")[:4000].split(",") if code]
    state = state_of(problem) if problem else 200
    return show("signing/table.html", state, waiting=waiting, sentence=sentence, signed=signed)


def show_waiting_draft(visit: Visit, task_id: str) -> Response:
    """One draft beside its dossier: the paper, the opinions, the papers handed in, what happened so far."""
    draft = draft_to_sign(visit.session, visit.clock, visit.officer, task_id)
    code = draft.line.code
    papers = [
        paper for paper in on_file(visit.session, visit.clock, visit.officer, code) if paper.digest != draft.digest
    ]
    history = queries.journal_of(visit.session, visit.clock, visit.officer, code)
    whole = is_whole(visit.session, visit.clock, visit.officer, code)
    page = show("signing/draft.html", draft=draft, papers=papers, history=history, is_whole=whole)
    return with_drawings(page)


def agree_to_drafts(visit: Visit) -> str:
    """Let the ticked drafts be signed: all, or none."""
    chosen = [_agreement(text) for text in request.form.getlist("draft")]
    return f"/signing?signed={','.join(signing.agree(visit.session, visit.clock, visit.officer, chosen))}"


def take_draft(visit: Visit, task_id: str) -> str:
    """Take the step, so that the draft is drawn in the officer's own name."""
    version = request.form.get("version", "")
    handling.claim(visit.session, visit.clock, visit.officer, task_id, int(version) if version.isdecimal() else 0)
    return "/signing"


def _agreement(text: str) -> Agreement:
    """A ticked draft as the page names it: step, its version and the digest that was shown."""
    task_id, version, digest = [*text.split(":"), "", ""][:3]
    return Agreement(task_id, int(version) if version.isdecimal() and len(version) < 10 else 0, digest)
