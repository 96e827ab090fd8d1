"""Legal documents: what rests on each, and which one is replaced by which from what day on."""

from urllib.parse import quote

from flask import Response, request

from cases import lawbook
from cases.lawbook import LawPage
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from ground.errors import Invalid, Problem
from web.errors import state_of
from web.language import language
from web.moments import read_day
from web.visit import House, Visit, show

ONE = "/laws/<law>"
KINDS = {
    "term": "A term", "fee": "Fee", "paper": "Paper", "step": "Step of the procedure", "pack": "Rule pack",
    "slip": "Official form",
}  # fmt: skip
# What a rule pack calls its parts.
PARTS = {
    "": "the pack itself", "start": "start of the clock", "counting": "counting of days",
    "supplement": "Request for supplement",
}  # fmt: skip


class ReplacementDayMissing(Invalid):
    """Say from which day on the new document takes its place."""

    code = "replacement_day_missing"


def routes(house: House) -> None:
    """The list, one document, and marking it as replaced or not."""
    house.page("/laws", show_laws)
    house.page(ONE, show_law)
    house.deed(f"{ONE}/replacement", replace_document, show_law_refusal)
    house.deed(f"{ONE}/keeping", keep_document, show_law_refusal)


def show_laws(visit: Visit) -> Response:
    """Every document with how much rests on it."""
    return show("laws/list.html", pages=lawbook.laws_for(visit.session, visit.clock, visit.officer))


def show_law(visit: Visit, law: str) -> Response:
    """One document with everything it touches."""
    return _page(visit, law)


def show_law_refusal(visit: Visit, problem: Problem, law: str) -> Response:
    """The page again with what was refused."""
    return _page(visit, law, problem)


def replace_document(visit: Visit, law: str) -> str:
    """Write down what takes the document's place, and from when on."""
    require_role(visit.session, visit.clock, visit.officer, DESIGNER, ADMINISTRATOR)
    newer, day = request.form.get("newer", ""), request.form.get("from_on", "").strip()
    try:
        from_on = read_day(day)
    except ValueError as error:
        raise ReplacementDayMissing from error
    note = request.form.get("note", "")
    lawbook.replace_law(visit.session, visit.clock, visit.officer, law, newer, from_on, note)
    return f"/laws/{law}"


def keep_document(visit: Visit, law: str) -> str:
    """Take the mark back."""
    lawbook.keep_law(visit.session, visit.clock, visit.officer, law)
    return f"/laws/{law}"


def _page(visit: Visit, law: str, problem: Problem | None = None) -> Response:
    page = lawbook.law_for(visit.session, visit.clock, visit.officer, law)
    writer = lawbook.written_by(visit.session, page.newer)
    return show(
        "laws/one.html", state_of(problem) if problem else 200, page=page, kinds=KINDS, parts=PARTS, typed=request.form,
        writer=writer, elsewhere=_elsewhere(visit, page), sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def _elsewhere(visit: Visit, page: LawPage) -> str:
    """Where the national database shows the document; empty where the office has not set its address."""
    return visit.desk.law_address.replace("{number}", quote(page.law.number, safe=""))
