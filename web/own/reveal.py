"""An applicant's numbers are covered on every page; who needs them whole says why, on a page of its own."""

from flask import Response, request

from cases import privacy, queries
from ground.database import transaction
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.safety import check_origin, check_texts, check_token
from web.visit import House, Visit, show, to_log_in


def routes(house: House) -> None:
    """`/dossiers/<code>/applicant`."""
    house.page("/dossiers/<code>/applicant", ask_purpose)

    def reveal(code: str) -> Response:
        check_origin()
        check_texts()
        # What is shown is journaled in the same transaction: there is no look without its line.
        with transaction(house.desk.database) as session:
            visit = house.enter(session)
            if visit is None:
                return to_log_in()
            check_token(visit.log_in.csrf)
            return _shown(visit, code)

    house.blueprint.add_url_rule("/dossiers/<code>/applicant", "reveal", reveal, methods=["POST"])
    house.blueprint.add_app_template_global(privacy.covered, "covered")


def ask_purpose(visit: Visit, code: str) -> Response:
    """What do you need them for?"""
    return _page(visit, code)


def _shown(visit: Visit, code: str) -> Response:
    try:
        found = privacy.reveal(visit.session, visit.clock, visit.officer, code, request.form.get("purpose", ""))
    except privacy.PurposeMissing as problem:
        return _page(visit, code, problem)
    return show("own/applicant.html", code=code, applicant=found.applicant, purpose=found.purpose)


def _page(visit: Visit, code: str, problem: Problem | None = None) -> Response:
    page = queries.dossier_page(visit.session, visit.clock, visit.officer, code)
    sentence = problem.sentence(language()) if problem else ""
    return show(
        "own/applicant.html", state_of(problem) if problem else 200, code=code,
        applicant=privacy.covered(page.applicant), purpose="", sentence=sentence,
    )  # fmt: skip
