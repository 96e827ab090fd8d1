"""Reception on one screen: identity, application form, papers present, missing or reused, fee, decision, slip."""

import re
from collections.abc import Mapping
from dataclasses import fields as names_of
from typing import Any

from flask import Response, make_response, redirect, request

from cases import money, queries, queueing, reception
from cases.desk import Desk
from cases.handling import RECEPTION, open_task
from cases.intake import Submitter
from cases.people import require_role
from cases.queries import ProcedureLine
from cases.queries.acquainted import Acquaintance, acquaintance
from cases.queries.offers import offers
from cases.reception import Applicant, Intake
from cases.reuse import Found, Holder, ladder, looking
from cases.tables import Dossier
from ground.database import reading, transaction
from ground.errors import Invalid, Problem
from web.card import read_card
from web.dossier import papers_brought
from web.errors import state_of, tell
from web.faults import faults_of
from web.fields import Drawing, draw
from web.language import language
from web.places import address_typed, tiers_of
from web.posted import read_form, with_rows
from web.safety import check_origin, check_texts, check_token
from web.track import code_typed
from web.visit import House, Visit, show, to_log_in

# As every rule pack writes it: agency, day, number of the day.
CODE = re.compile(r"[0-9A-Z.]{2,20}-[0-9]{6,8}-[0-9]{3,10}")
APPLICANT_KINDS = ("citizen", "organisation")
LIMIT_TEXT, LIMIT_REASON = 500, 2000
# Where the officer goes on typing, in this order.
ASKED_FIRST = ("identity", "full_name", "phone", "address")
HOW = ("channel", "return_way", "post_number", "request")
SUBMITTER = ("full_name", "authority", "identity", "phone")


def routes(house: House) -> None:
    """Everything under `/counter`."""
    house.page("/counter", choose_procedure)
    house.page("/counter/<slug>", show_reception)
    house.page("/counter/<slug>/rows", show_reception_rows, ("POST",))
    house.deed("/counter/<slug>/dossiers", receive, show_reception_refusal)

    def look_up_papers(slug: str) -> Response:
        check_origin()
        check_texts()
        return _look_up(house, house.desk, slug)

    house.blueprint.add_url_rule("/counter/<slug>/found", "look_up_papers", look_up_papers, methods=["POST"])


def choose_procedure(visit: Visit) -> Response:
    """The procedures dossiers are received under now, or those that have the words typed; the code of a dossier, typed
    or read from its slip, leads to it.
    """
    _require_reception(visit)
    text = request.args.get("q", "").strip()[:LIMIT_TEXT]
    code = code_typed(text)
    if CODE.fullmatch(code):
        return make_response(redirect(f"/dossiers/{code}", 303))
    return show("counter.html", procedures=offers(visit.session, visit.clock, text), ticket=_ticket(), text=text)


def show_reception(visit: Visit, slug: str) -> Response:
    """An empty reception screen."""
    _require_reception(visit)
    return _page(queries.procedure_of(visit.session, slug), None)


def show_reception_rows(visit: Visit, slug: str) -> Response:
    """The same screen with a row more or less in one of its lists."""
    _require_reception(visit)
    procedure = queries.procedure_of(visit.session, slug)
    typed = read_form(procedure.form, request.form)
    return _page(procedure, with_rows(typed, request.form.get("more", ""), request.form.get("fewer", "")))


def _require_reception(visit: Visit) -> None:
    """Who may not receive finds no buttons to do it with. Raises `RoleMissing`."""
    require_role(visit.session, visit.clock, visit.officer, RECEPTION)


def _look_up(house: House, desk: Desk, slug: str) -> Response:
    """The same screen with what is here already of the person and of the papers: databases are asked between two
    transactions.
    """
    with reading(desk.database) as session:
        visit = house.enter(session)
        if visit is None:
            return to_log_in()
        check_token(visit.log_in.csrf)
        look = looking.begin(session, desk.clock, visit.officer, slug, _holder())
        known = acquaintance(session, desk.clock, visit.officer, slug, look.holder)
        if known is not None:
            visit.saw(known.code)
    house.looks.keep(desk.clock, visit.looks)
    findings = looking.ask(desk.national, desk.clock, look)
    with transaction(desk.database) as session:
        visit = house.enter(session)
        if visit is None:
            return to_log_in()
        found = looking.finish(session, desk.clock, visit.officer, look, findings, desk.national.is_trial)
        procedure = queries.procedure_of(session, slug)
        return _page(procedure, read_form(procedure.form, request.form), found=found, known=known)


def _holder() -> Holder:
    """Whose papers are looked for: the applicant as typed."""
    typed = applicant_typed()
    return Holder(typed["kind"], typed["identity"].upper())


def _found_before(visit: Visit, slug: str) -> Mapping[str, Found]:
    """What was found, once more, where somebody had chosen of it; nobody is asked again."""
    if not any(name.startswith("u.") for name in request.form):
        return {}
    return ladder(visit.session, visit.clock, looking.begin(visit.session, visit.clock, visit.officer, slug, _holder()))


def show_reception_refusal(visit: Visit, problem: Problem, slug: str) -> Response:
    """The screen again with what has to be mended; everything typed is kept."""
    if not isinstance(problem, Invalid):
        return tell(problem)
    procedure = queries.procedure_of(visit.session, slug)
    typed = read_form(procedure.form, request.form)
    return _page(procedure, typed, problem, _found_before(visit, slug))


def receive(visit: Visit, slug: str) -> str:
    """Receive the dossier; on to its page with the code to give the applicant."""
    procedure = queries.procedure_of(visit.session, slug)
    intake = Intake(
        procedure=slug, applicant=Applicant(**applicant_typed()), answers=read_form(procedure.form, request.form),
        papers=papers_brought(), **circumstances(),
    )  # fmt: skip
    dossier = reception.receive(visit.session, visit.clock, visit.officer, intake)
    _take_fee(visit, dossier.code, procedure.fee)
    _decide(visit, dossier)
    return f"/dossiers/{dossier.code}?new{_served(visit, dossier.code)}"


def _served(visit: Visit, code: str) -> str:
    """Who stood at the window has been served; the window goes along in the address, to call the next one to."""
    ticket = _ticket()
    if not ticket:
        return ""
    place = queueing.serve_ticket(visit.session, visit.clock, visit.officer, int(ticket), code).place
    return "&place=" + "".join(letter for letter in place if letter.isalnum())


def _ticket() -> str:
    """The number of the one at the window, as the address or the form says it; empty for none."""
    ticket = request.values.get("ticket", "")
    return ticket if ticket.isdecimal() and len(ticket) < 6 else ""


def _take_fee(visit: Visit, code: str, fee: int) -> None:
    """The fee, paid here and now, when the number of its receipt was written down."""
    number = request.form.get("p.receipt", "").strip()[:50]
    if fee and number:
        way = request.form.get("p.way", "cash")
        money.take_payment(visit.session, visit.clock, visit.officer, code, fee, way, number)


def _decide(visit: Visit, dossier: Dossier) -> None:
    """Once the officer has looked it over: accepted, so that the clock starts and the receipt is printed; or what is
    missing asked for, on its slip.
    """
    decision = request.form.get("decision")
    if decision not in ("accepted", "supplement") or open_task(visit.session, dossier, RECEPTION) is None:
        return
    if decision == "accepted":
        reception.accept(visit.session, visit.clock, visit.officer, dossier.code)
        return
    reason = request.form.get("lacking", "").strip()[:LIMIT_REASON]
    reception.ask_what_is_missing(visit.session, visit.clock, visit.officer, dossier.code, reason)


def circumstances() -> dict[str, Any]:
    """How it comes in, how the counter knows who it is, who hands it in, and how the result is wanted."""
    typed = {name: request.form.get(f"i.{name}", "").strip()[:LIMIT_TEXT] for name in HOW}
    submitter = {name: request.form.get(f"s.{name}", "").strip()[:LIMIT_TEXT] for name in SUBMITTER}
    sets = request.form.get("i.sets", "")
    return typed | {
        "identified_by": _identified_by()[:20],
        "channel": typed["channel"] if typed["channel"] in ("counter", "post") else "counter",
        "return_way": typed["return_way"] or "counter",
        "sets": int(sets) if sets.isdecimal() and len(sets) < 3 else 1,
        "submitter": Submitter(**submitter) if any(submitter.values()) else None,
    }


def applicant_typed() -> dict[str, str]:
    """The applicant as typed: `a.full_name`, `a.kind` …"""
    names = [field.name for field in names_of(Applicant)]
    typed = {name: request.form.get(f"a.{name}", "").strip()[:LIMIT_TEXT] for name in names}
    typed["address"] = address_typed(request.form, "a.address", LIMIT_TEXT)
    typed |= read_card(request.form.get("a.identity", ""))
    return typed | {"kind": typed["kind"] if typed["kind"] in APPLICANT_KINDS else "citizen"}


def _page(
    procedure: ProcedureLine, typed: dict[str, Any] | None, problem: Invalid | None = None,
    found: Mapping[str, Found] | None = None, known: Acquaintance | None = None,
) -> Response:  # fmt: skip
    faults = faults_of(problem)
    fields = draw(procedure.form, typed or {}, Drawing(language(), faults))
    sentence = problem.sentence(language()) if problem and not faults else ""
    applicant = _filled_in(known)
    return show(
        "reception.html", state_of(problem) if problem else 200, procedure=procedure, fields=fields, faults=faults,
        sentence=sentence, is_refused=problem is not None, applicant=applicant, counts=request.form,
        ticket=_ticket(), found=found, known=known, identified_by=_identified_by(),
        tiers=tiers_of(applicant["address"]), first=next((name for name in ASKED_FIRST if not applicant[name]), ""),
    )  # fmt: skip


def _filled_in(known: Acquaintance | None) -> dict[str, str]:
    """The applicant as typed, and as he was written down before where nothing was typed."""
    typed = applicant_typed()
    return {name: text or getattr(known, name, "") for name, text in typed.items()}


def _identified_by() -> str:
    """How it was checked who it is; a card that was read says so itself."""
    is_read = bool(read_card(request.form.get("a.identity", "")))
    return "qr" if is_read else request.form.get("i.identified_by", "")
