"""Is this paper yours: anybody with the code sees what was issued, and may compare a file without handing it over."""

from flask import Response, request

from cases.desk import Desk
from cases.queries.issued import issued_papers
from ground.database import reading
from ground.errors import NotFound
from web.language import language
from web.visit import House, show
from web.words import SLIPS

PAPERS = {**SLIPS, "granted": "Result granted", "refused": "Written refusal", "result_receipt": "Receipt of the result"}


STANDINGS = {"valid": "In force", "replaced": "Replaced", "withdrawn": "Withdrawn"}


def routes(house: House) -> None:
    """`/verify`."""
    house.open_page("/verify", verify)


def verify(desk: Desk) -> Response:
    """The papers issued about one dossier."""
    code = request.args.get("code", "").strip()[:50]
    if not code:
        return show("verify.html", code="")
    try:
        with reading(desk.database) as session:
            issued = issued_papers(session, code)
    except NotFound as problem:
        return show("verify.html", 404, code=code, sentence=problem.sentence(language()))
    return show("verify.html", code=code, issued=issued, PAPERS=PAPERS, STANDINGS=STANDINGS)
