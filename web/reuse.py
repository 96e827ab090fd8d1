"""What a dossier at reception lacks and is here already: looked for, and taken into it."""

from flask import Response, make_response, redirect, request

from cases import reusing
from cases.desk import Desk
from cases.reuse import looking
from ground.database import reading, transaction
from ground.errors import Invalid, Problem
from web.errors import state_of, tell
from web.language import language
from web.safety import check_origin, check_texts, check_token
from web.visit import House, Visit, show, to_log_in


def routes(house: House) -> None:
    """`/dossiers/<code>/reuse`."""
    house.page("/dossiers/<code>/reuse", show_lack)
    house.deed("/dossiers/<code>/reuse", take_over, show_lack_refusal)

    def look_for_lack(code: str) -> Response:
        check_origin()
        check_texts()
        return _look_for(house, house.desk, code)

    house.blueprint.add_url_rule("/dossiers/<code>/reuse/found", "look_for_lack", look_for_lack, methods=["POST"])


def show_lack(visit: Visit, code: str) -> Response:
    """What is missing, and what of it is here."""
    return _page(visit, code)


def show_lack_refusal(visit: Visit, problem: Problem, code: str) -> Response:
    """The same with why nothing was taken; what was chosen stays chosen."""
    return _page(visit, code, problem) if isinstance(problem, Invalid) else tell(problem)


def take_over(visit: Visit, code: str) -> str:
    """Take what was chosen; back to the dossier."""
    chosen = {name[2:]: offer[:60] for name, offer in request.form.items() if name.startswith("u.") and offer}
    said = request.form.get("i.identified_by", "")[:20]
    reusing.take_over(visit.session, visit.clock, visit.officer, code, chosen, said)
    return f"/dossiers/{code}"


def _look_for(house: House, desk: Desk, code: str) -> Response:
    """Ask the databases of the State between two transactions; their answers are kept and shown."""
    with reading(desk.database) as session:
        visit = house.enter(session)
        if visit is None:
            return to_log_in()
        check_token(visit.log_in.csrf)
        look = reusing.lack_of(session, desk.clock, visit.officer, code).look
    findings = looking.ask(desk.national, desk.clock, look)
    with transaction(desk.database) as session:
        visit = house.enter(session)
        if visit is None:
            return to_log_in()
        looking.finish(session, desk.clock, visit.officer, look, findings, desk.national.is_trial)
    return make_response(redirect(f"/dossiers/{code}/reuse?looked", 303))


def _page(visit: Visit, code: str, problem: Problem | None = None) -> Response:
    lack = reusing.lack_of(visit.session, visit.clock, visit.officer, code)
    visit.saw(code)
    return show(
        "reuse/waiting.html", state_of(problem) if problem else 200, code=code, lack=lack, counts=request.form,
        found=reusing.found_for(visit.session, visit.clock, lack), is_looked="looked" in request.args,
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip
