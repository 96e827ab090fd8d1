"""An application online: the form, kept while it is written; one last look at everything; sent."""

from collections.abc import Mapping
from dataclasses import fields as names_of
from typing import Any

from flask import Response, request

from cases import applying, queries
from cases.applying import Sent
from cases.filing import Kept
from cases.forms import FormRefused
from cases.intake import Applicant
from cases.queries import ProcedureLine
from cases.reuse import Offer
from cases.tables import OnlineDraft
from ground.errors import Forbidden, Problem
from web.citizen.hall import Guest, draw_page, on_to, page, slow_page
from web.errors import state_of
from web.faults import faults_of
from web.fields import Drawing, draw
from web.language import language
from web.places import address_typed, tiers_of
from web.posted import read_answers, with_rows
from web.visit import House

APPLICANT = tuple(field.name for field in names_of(Applicant))
LIMIT_TEXT = 500
# Where on the page it is said what is wrong with the applicant, by the error's code.
AT_FIELD = {
    "applicant_unnamed": "a.full_name", "identity_not_readable": "a.identity", "number_missing": "a.identity",
    "counter_unknown": "counter",
}  # fmt: skip


class FormLate(Forbidden):
    """You were away for long. Nothing you wrote is lost: press the button once more."""

    code = "form_late"


def routes(house: House) -> None:
    """`/apply/<slug>`: form, review, sending."""
    page(house, "/apply/<slug>", show_application)
    page(house, "/apply/<slug>", keep_application, ("POST",), show_again)
    page(house, "/apply/<slug>/rows", change_rows, ("POST",))
    page(house, "/apply/<slug>/removal", throw_away, ("POST",))
    page(house, "/apply/<slug>/review", show_review)
    slow_page(house, "/apply/<slug>/submission", wanted_files, applying.look_through, send_application)


def show_application(guest: Guest, slug: str) -> Response:
    """The form, with the draft where there is one."""
    return _form(guest, slug, is_saved="saved" in request.args)


def keep_application(guest: Guest, slug: str) -> Response:
    """Keep what was typed; on to the papers when it is whole, or the form with what has to be mended."""
    procedure = queries.procedure_of(guest.session, slug)
    typed = read_typed(procedure)
    applying.keep_draft(guest.session, guest.clock, guest.visit, slug, typed)
    if "save" in request.form:
        return on_to(f"/apply/{slug}?saved")
    problems = applying.hindrances(guest.session, guest.clock, slug, sent_of(typed))
    return _form(guest, slug, problems) if problems else on_to(f"/apply/{slug}/papers")


def show_again(guest: Guest, slug: str) -> Response:
    """What came too late, to be sent with one more press; nothing of it is kept before."""
    return _form(guest, slug, (FormLate(),), typed=read_typed(queries.procedure_of(guest.session, slug)))


def change_rows(guest: Guest, slug: str) -> Response:
    """A row more or less in one of the form's lists; everything typed is kept."""
    procedure = queries.procedure_of(guest.session, slug)
    typed = read_typed(procedure)
    typed["answers"] = with_rows(typed["answers"], request.form.get("more", ""), request.form.get("fewer", ""))
    applying.keep_draft(guest.session, guest.clock, guest.visit, slug, typed)
    return on_to(f"/apply/{slug}")


def throw_away(guest: Guest, slug: str) -> Response:
    """Forget the draft, as one should on a computer others use."""
    applying.throw_away(guest.session, guest.visit, slug)
    return on_to(f"/procedures/{slug}")


def show_review(guest: Guest, slug: str) -> Response:
    """Everything once more, to be read before it is sent."""
    return review(guest, slug)


def review(guest: Guest, slug: str, problem: Problem | None = None) -> Response:
    """The review, with what hindered the sending."""
    draft = applying.draft_of(guest.session, guest.visit, slug)
    if draft is None:
        return on_to(f"/apply/{slug}")
    procedure, sent = queries.procedure_of(guest.session, slug), sent_of(draft.typed)
    unfit = applying.hindrances(guest.session, guest.clock, slug, sent)
    if unfit:
        return _form(guest, slug, unfit)
    shown = draw(procedure.form, sent.answers, Drawing(language(), is_locked=True))
    return draw_page(
        guest, "review.html", state_of(problem) if problem else 200, procedure=procedure, sent=sent, fields=shown,
        agency=dict(applying.counters(guest.session, guest.clock)).get(sent.counter, ""), draft=draft,
        lacking=lacking(procedure, draft), reused=reused(guest, slug, draft),
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def lacking(procedure: ProcedureLine, draft: OnlineDraft) -> list[str]:
    """The papers no file was added for yet."""
    here = {each["component"] for each in draft.files} | draft.reused.keys()
    return [each.name for each in procedure.components if each.code not in here]


def reused(guest: Guest, slug: str, draft: OnlineDraft) -> list[Offer]:
    """The papers that are here already and were chosen."""
    found = applying.found(guest.session, guest.clock, guest.visit, slug) if draft.reused else {}
    return [offer for each in found.values() for offer in each.offers if offer.id in draft.reused.values()]


def read_typed(procedure: ProcedureLine) -> dict[str, Any]:
    """The page's fields as a draft keeps them."""
    given = request.form
    applicant = {name: given.get(f"a.{name}", "").strip()[:LIMIT_TEXT] for name in APPLICANT}
    applicant["address"] = address_typed(given, "a.address", LIMIT_TEXT)
    return {
        "applicant": applicant, "counter": given.get("counter", "")[:50],
        "return_way": given.get("return_way", "")[:20], "answers": read_answers(procedure.form, given),
    }  # fmt: skip


def sent_of(typed: Mapping[str, Any]) -> Sent:
    """The draft as it is to be sent."""
    applicant = dict(typed.get("applicant") or {})
    kind = "organisation" if applicant.get("kind") == "organisation" else "citizen"
    return Sent(
        Applicant(**{"full_name": "", **applicant, "kind": kind}), typed.get("counter", ""),
        typed.get("return_way", "") or "online", typed.get("answers") or {},
    )  # fmt: skip


def _form(
    guest: Guest, slug: str, problems: tuple[Problem, ...] = (), is_saved: bool = False,
    typed: Mapping[str, Any] | None = None,
) -> Response:  # fmt: skip
    procedure = queries.procedure_of(guest.session, slug)
    draft = applying.draft_of(guest.session, guest.visit, slug)
    sent = sent_of(typed or (draft.typed if draft else {}))
    faults = {path: said for problem in problems if isinstance(problem, FormRefused)
              for path, said in faults_of(problem).items()}  # fmt: skip
    above = {AT_FIELD[problem.code]: problem.sentence(language()) for problem in problems if problem.code in AT_FIELD}
    counters = applying.counters(guest.session, guest.clock)
    return draw_page(
        guest, "apply.html", state_of(problems[0]) if problems else 200, procedure=procedure, sent=sent, draft=draft,
        fields=draw(procedure.form, sent.answers, Drawing(language(), faults)), faults=faults, above=above,
        counters=counters, counter=sent.counter or (counters[0][0] if len(counters) == 1 else ""), is_saved=is_saved,
        tiers=tiers_of(sent.applicant.address),
        sentence=next((each.sentence(language()) for each in problems if not _has_place(each)), ""),
    )  # fmt: skip


def _has_place(problem: Problem) -> bool:
    """Whether what is wrong is said beside a field of the page."""
    return problem.code in AT_FIELD or isinstance(problem, FormRefused)


def wanted_files(guest: Guest, slug: str) -> list[dict[str, Any]]:
    """The files of the draft that is to be sent; none where there is nothing to send."""
    draft = applying.draft_of(guest.session, guest.visit, slug)
    return list(draft.files) if draft is not None and "promise" in request.form else []


def send_application(guest: Guest, files: list[tuple[str, Kept]], slug: str) -> Response:
    """Hand it in: on to the dossier with its code."""
    draft = applying.draft_of(guest.session, guest.visit, slug)
    if draft is None:
        return on_to("/my")
    if "promise" not in request.form:
        return review(guest, slug, applying.PromiseMissing())
    try:
        applying.check_reused(guest.session, guest.clock, guest.visit, slug, sent_of(draft.typed))
    except Problem as problem:
        return review(guest, slug, problem)
    applying.send(guest.session, guest.clock, guest.visit, slug, sent_of(draft.typed), files)
    return on_to("/my?new")
