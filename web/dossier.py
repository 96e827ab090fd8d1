"""A dossier on one page: who, what, until when, where it stands; and what the counter may do with it."""

from datetime import date

from flask import Response, make_response, redirect, request

from cases import handling, queries
from cases.people import DossierNotFound
from cases.privacy import covered_answers
from cases.queries import Component, DossierPage
from cases.queries.accesses import may_watch
from cases.queries.chains import is_whole
from cases.queries.hands import hands_of
from cases.queries.naming import full_names
from cases.queries.on_file import OnFile, on_file
from cases.queries.run_shapes import RunSearch
from cases.queries.runs import find_runs
from cases.reception import PaperBrought
from cases.remarks import notes_of
from ground.errors import NotFound
from web.fields import Drawing, draw
from web.language import language
from web.moments import read_day
from web.visit import House, Visit, show

LIMIT_REASON = 2000
SLIP_OF_STATE = {"accepted": "receipt", "refused": "refusal", "supplement": "supplement", "stopped": "stop"}


def routes(house: House) -> None:
    """`/dossiers/<code>` and its deeds."""
    house.page("/dossiers/<code>", show_dossier)
    house.deed("/dossiers/<code>/supplement", answer_supplement)
    house.deed("/dossiers/<code>/withdrawal", withdraw)


def show_dossier(visit: Visit, code: str) -> Response:
    """Everything the officer may see of it; who watches over it without handling it is led to where it stands."""
    try:
        page = queries.dossier_page(visit.session, visit.clock, visit.officer, code)
    except DossierNotFound:
        return make_response(redirect(_run_of(visit, code), 303))
    visit.saw(code, is_his=any(step.assignee == visit.officer.name and not step.closed_at for step in page.steps))
    deadline = queries.deadline_of(visit.session, visit.clock, visit.officer, code)
    history = queries.journal_of(visit.session, visit.clock, visit.officer, code)
    whole = is_whole(visit.session, visit.clock, visit.officer, code)
    named = {page.received_by, *(step.assignee for step in page.steps), *(entry.actor for entry in history)}
    fields = draw(page.form, covered_answers(page.form, page.answers), Drawing(language(), is_locked=True))
    wanted = _components(visit, page) if page.may_answer_supplement else ()
    return show(
        "dossier.html", page=page, deadline=deadline, history=history, fields=fields, wanted=wanted,
        printing=slip_printing(page), is_whole=whole, is_new="new" in request.args,
        place=_window(), files=_files(visit, code),
        notes=notes_of(visit.session, visit.clock, visit.officer, code),
        hands={hand.task_id: hand for hand in hands_of(visit.session, visit.clock, visit.officer, code)},
        names=full_names(visit.session, named), is_watched=may_watch(visit.session, visit.clock, visit.officer),
    )  # fmt: skip


def _run_of(visit: Visit, code: str) -> str:
    """The address of its run. Raises `DossierNotFound` for who does not watch over it either."""
    page = find_runs(visit.session, visit.clock, visit.officer, RunSearch(text=code))
    for line in page.rows:
        if line.code == code:
            return f"/instances/{line.id}"
    raise DossierNotFound(code=code)


def _window() -> str | None:
    """The window whose queue the officer came from; None where he came from none."""
    place = request.args.get("place")
    return "".join(letter for letter in place[:30] if letter.isalnum()) if place is not None else None


def _files(visit: Visit, code: str) -> list[OnFile]:
    """What was handed in as files; slips and results stand in a list of their own."""
    return [paper for paper in on_file(visit.session, visit.clock, visit.officer, code) if paper.kind == "file"]


def slip_printing(page: DossierPage) -> str:
    """The slip this state calls for while its job has not made it yet; empty when there is none to wait for."""
    kind = SLIP_OF_STATE.get(page.state, "")
    return "" if any(slip.kind == kind and slip.digest for slip in page.slips) else kind


def _components(visit: Visit, page: DossierPage) -> tuple[Component, ...]:
    try:
        return queries.procedure_of(visit.session, page.procedure).components
    except NotFound:  # not in force any more: only what was brought before can be counted again
        return ()


def answer_supplement(visit: Visit, code: str) -> str:
    """The applicant has brought what was asked for."""
    note = request.form.get("note", "").strip()[:LIMIT_REASON]
    handling.supplement_answered(visit.session, visit.clock, visit.officer, code, papers_brought(), note)
    return f"/dossiers/{code}"


def withdraw(visit: Visit, code: str) -> str:
    """The applicant takes the dossier back."""
    reason = request.form.get("reason", "").strip()[:LIMIT_REASON]
    handling.withdraw(visit.session, visit.clock, visit.officer, code, reason)
    return f"/dossiers/{code}"


def papers_brought() -> tuple[PaperBrought, ...]:
    """The components counted on the page: `o.<code>` originals, `c.<code>` copies, `k.<code>` certified;
    `w.<code>` says reused or replaced, then `r.<code>` where it was found; `u.<code>` which one of the ladder is used,
    `b.<code>` why it is asked for all the same; `d.<code>` the day of issue.
    """
    codes = dict.fromkeys(name[2:] for name in request.form if name[:2] in ("o.", "c.", "k.", "w.", "u."))
    papers = (_paper(code) for code in codes)
    return tuple(paper for paper in papers if paper.source != "brought" or paper.offer or _is_there(paper))


def _paper(code: str) -> PaperBrought:
    source, offer = request.form.get(f"w.{code}", ""), request.form.get(f"u.{code}", "")[:60]
    if offer:
        return PaperBrought(code, offer=offer)
    if source in ("reused", "replaced"):
        return PaperBrought(code, source=source, reference=request.form.get(f"r.{code}", "").strip()[:200])
    return PaperBrought(
        code, _count(f"o.{code}"), _count(f"c.{code}"), _count(f"k.{code}"), _day(f"d.{code}"),
        because=request.form.get(f"b.{code}", "").strip()[:500],
    )  # fmt: skip


def _day(name: str) -> date | None:
    try:
        return read_day(request.form.get(name, "").strip())
    except ValueError:
        return None


def _is_there(paper: PaperBrought) -> bool:
    return bool(paper.originals or paper.copies or paper.certified)


def _count(name: str) -> int:
    text = request.form.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 0
