"""Drafts to be signed: seen one by one with what speaks for them, agreed to one by one or many at once."""

import re
from typing import Any

from flask import Response, make_response, redirect, request

from cases import handling, queries, signing
from cases.approving import RETURNED
from cases.queries.chains import is_whole
from cases.queries.naming import full_names
from cases.queries.on_file import on_file
from cases.queries.signing import NothingToSign, draft_to_sign, signing_order, signing_queue
from cases.signing import Agreement
from ground.errors import Problem
from web.conditions import is_live
from web.errors import state_of
from web.fields import Drawing, Field, draw
from web.language import language
from web.safety import with_drawings
from web.visit import House, Visit, show

TASK = re.compile(r"[0-9a-f]{32}")


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
    state = state_of(problem) if problem else 200
    names = full_names(visit.session, [draft.drafted_for for draft in waiting])
    ticked = frozenset(request.form.getlist("draft")) if problem else frozenset()
    return show(
        "signing/table.html", state, waiting=waiting, sentence=sentence, signed=_signed(), ticked=ticked,
        most=signing.MOST_AT_ONCE, names=names,
    )  # fmt: skip


def _signed() -> list[str]:
    return [code for code in request.args.get("signed", "")[:4000].split(",") if code]


def show_waiting_draft(visit: Visit, task_id: str) -> Response:
    """One draft beside its dossier: the paper, the opinions, the papers handed in, what happened so far."""
    try:
        draft = draft_to_sign(visit.session, visit.clock, visit.officer, task_id)
    except NothingToSign:
        if "signed" not in request.args:
            raise
        # The one before led here, and a colleague was faster.
        return make_response(redirect(f"/signing?signed={','.join(_signed())}", 303))
    code = draft.line.code
    visit.saw(code, is_his=draft.is_mine)
    papers = [
        paper for paper in on_file(visit.session, visit.clock, visit.officer, code) if paper.digest != draft.digest
    ]
    history = queries.journal_of(visit.session, visit.clock, visit.officer, code)
    whole = is_whole(visit.session, visit.clock, visit.officer, code)
    page = show(
        "signing/draft.html", names=full_names(visit.session, {draft.drafted_for, *(each.actor for each in history)}),
        draft=draft, papers=papers, history=history, is_whole=whole, signed=_signed(),
        returning=_returning(visit, task_id) if draft.is_mine else (), **_around(visit, task_id),
    )  # fmt: skip
    return with_drawings(page)


def _around(visit: Visit, task_id: str) -> dict[str, Any]:
    """Where the draft stands among those that wait, and its neighbours."""
    order = signing_order(visit.session, visit.clock, visit.officer)
    at = order.index(task_id) if task_id in order else -1
    before, after = order[at - 1] if at > 0 else "", order[at + 1] if 0 <= at < len(order) - 1 else ""
    return {"number": at + 1, "count": len(order), "before": before, "after": after}


def _returning(visit: Visit, task_id: str) -> tuple[Field, ...]:
    """What the step wants to know of who does not sign; nothing where its form knows no such outcome."""
    form = queries.task_page(visit.session, visit.clock, visit.officer, task_id).form
    outcomes = (each.get("values", ()) for each in form.get("components", ()) if each.get("key") == "outcome")
    if is_live(form) or all(each.get("value") != RETURNED for values in outcomes for each in values):
        return ()
    fields = draw(form, {}, Drawing(language()))
    return tuple(each for each in fields if each.name not in ("", "outcome") and not each.is_read_only)


def agree_to_drafts(visit: Visit) -> str:
    """Let the ticked drafts be signed, all or none; on to the next draft where that was asked for."""
    chosen = [_agreement(text) for text in request.form.getlist("draft")]
    onward = request.form.get("onward", "")
    place = f"/signing/{onward}" if TASK.fullmatch(onward) else "/signing"
    return f"{place}?signed={','.join(signing.agree(visit.session, visit.clock, visit.officer, chosen))}"


def take_draft(visit: Visit, task_id: str) -> str:
    """Take the step, so that the draft is drawn in the officer's own name."""
    version = request.form.get("version", "")
    handling.claim(visit.session, visit.clock, visit.officer, task_id, int(version) if version.isdecimal() else 0)
    return "/signing"


def _agreement(text: str) -> Agreement:
    """A ticked draft as the page names it: step, its version and the digest that was shown."""
    task_id, version, digest = [*text.split(":"), "", ""][:3]
    return Agreement(task_id, int(version) if version.isdecimal() and len(version) < 10 else 0, digest)
