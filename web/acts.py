"""Plain forms for what an officer does with a dossier beside its steps; opinions asked of his unit; what lies still."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from flask import Response, g, request

from cases import apologies, assigning, consultations, leaves, money, pauses, people, queries, ratings, results, slips
from cases.archive import archive
from cases.consultations import Question
from cases.deadlines import parse_term
from cases.law import pack_of
from cases.queries import DossierPage
from cases.queries.boards import unit_codes
from cases.queries.hands import holders
from ground.clock import VIETNAM
from ground.errors import Invalid, NotFound, Problem
from web.deeds import DEEDS, OPTIONS
from web.errors import state_of
from web.language import language, safe_address
from web.moments import read_day, read_hour
from web.visit import House, Visit, show

LIMIT = 4000
# How long an opinion may be waited for, in working hours and days.
TERMS = ("8wh", "2wd", "3wd", "5wd", "7wd", "10wd", "15wd")


class DateNotReadable(Invalid):
    """The date and hour cannot be read. Choose both."""

    code = "date_not_readable"


def routes(house: House) -> None:
    """`/dossiers/<code>/acts`, `/opinions`."""
    house.page("/dossiers/<code>/acts", show_acts)
    house.deed("/dossiers/<code>/acts/<name>", do_act, show_act_refused)
    house.page("/opinions", show_opinions)
    house.deed("/opinions/<opinion_id>", give_opinion, show_opinion_refused)
    house.deed("/opinions/<opinion_id>/extension", extend_opinion)
    house.page("/dossiers/<code>/archive", fetch_archive)


def show_acts(visit: Visit, code: str) -> Response:
    """The forms of what this officer may do."""
    return _acts(visit, code)


def show_act_refused(visit: Visit, problem: Problem, code: str, name: str) -> Response:
    """The form again where he finds it, everything typed in it, and why it was not done."""
    return _acts(visit, code, name, problem)


def _acts(visit: Visit, code: str, name: str = "", problem: Problem | None = None) -> Response:
    page = queries.dossier_page(visit.session, visit.clock, visit.officer, code)
    is_still = any(pause.until_at is None for pause in page.pauses)
    # The clock is stopped or let go on, never both.
    senseless = "pause" if is_still else "resumption"
    deeds = [deed for deed in DEEDS if deed.roles & g.guest.roles and (deed.name != senseless or deed.name == name)]
    opened = next((deed.name for deed in deeds if deed.name == name), "")
    return show(
        "acts.html", state_of(problem) if problem else 200, page=page, deeds=deeds, options=options_of(visit, code),
        opened=opened, typed=request.form, sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def options_of(visit: Visit, code: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the lists of these forms offer for one dossier."""
    return OPTIONS | _options(visit, queries.dossier_page(visit.session, visit.clock, visit.officer, code))


def _options(visit: Visit, page: DossierPage) -> dict[str, tuple[tuple[str, str], ...]]:
    dossier = people.dossier_for(visit.session, visit.officer, page.code, visit.clock)
    grounds = tuple((ground.key, ground.name) for ground in pack_of(dossier).desk.grounds)
    steps = tuple((step.task_id, f"{step.name} ({step.assignee or '–'})") for step in page.steps if not step.closed_at)
    able = holders(visit.session, visit.clock, visit.officer, page.code)
    names = tuple((each.name, f"{each.full_name} ({each.name})") for each in able)
    terms = (("", "as the rules say"), *((term, parse_term(term).words(language())) for term in TERMS))
    units = (("", "–"), *unit_codes(visit.session))
    return {"holders": names, "grounds": grounds, "steps": steps, "units": units, "terms": terms}


def do_act(visit: Visit, code: str, name: str) -> str:
    """Carry out one of them."""
    act = ACTS.get(name)
    if act is None:
        raise NotFound
    act(visit, code)
    return safe_address(request.form.get("back", ""), f"/dossiers/{code}")


def _said(name: str) -> str:
    return request.form.get(name, "").strip()[:LIMIT]


def moment_typed(name: str) -> datetime:
    """A date and hour as typed, in Vietnam. Raises `DateNotReadable`."""
    try:
        day, hour = _said(name), read_hour(_said(f"{name}.time"))
        whole = f"{read_day(day)}T{hour}" if hour else day
        return datetime.fromisoformat(whole).replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise DateNotReadable from error


def _pause(visit: Visit, code: str) -> None:
    pauses.pause(visit.session, visit.clock, visit.officer, code, _said("ground"), _said("evidence"))


def _resume(visit: Visit, code: str) -> None:
    pauses.resume(visit.session, visit.clock, visit.officer, code, _said("evidence"))


def _consult(visit: Visit, code: str) -> None:
    question = Question(_said("content"), _said("unit"), _said("agency"), _said("term"), _said("silence"))
    consultations.consult(visit.session, visit.clock, visit.officer, code, [question])


def _assign(visit: Visit, code: str) -> None:
    page = queries.task_page(visit.session, visit.clock, visit.officer, _said("task_id"))
    assigning.reassign(
        visit.session, visit.clock, visit.officer, page.task_id, page.version, _said("to"), _said("reason")
    )


def _apologise(visit: Visit, code: str) -> None:
    apologies.sign_apology(visit.session, visit.clock, visit.officer, code, _said("reason"), moment_typed("new_due_at"))


def _ask_fee(visit: Visit, code: str) -> None:
    money.ask_payment(visit.session, visit.clock, visit.officer, code)


def _pay(visit: Visit, code: str) -> None:
    amount = _said("amount").replace(".", "")
    whole = int(amount) if amount.isdecimal() and len(amount) < 13 else 0
    money.take_payment(visit.session, visit.clock, visit.officer, code, whole, _said("way"), _said("receipt_number"))


def _refund(visit: Visit, code: str) -> None:
    money.refund(visit.session, visit.clock, visit.officer, code, _said("reason"))


def _rate(visit: Visit, code: str) -> None:
    ratings.rate(visit.session, visit.clock, visit.officer, code, _said("level"), _said("remark"))


def _control(visit: Visit, code: str) -> None:
    slips.order_control(visit.session, visit.clock, visit.officer, code, _said("paper_size"))


def _result_receipt(visit: Visit, code: str) -> None:
    who, paper = _said("receiver"), _said("identity")
    slips.order_result_receipt(visit.session, visit.clock, visit.officer, code, who, paper, _said("paper_size"))


def _leave(visit: Visit, code: str) -> None:
    leaves.allow_supplement(visit.session, visit.clock, visit.officer, code, _said("reason"))


def _stop(visit: Visit, code: str) -> None:
    leaves.stop(visit.session, visit.clock, visit.officer, code, _said("reason"))


def _end(visit: Visit, code: str) -> None:
    standing: Literal["replaced", "withdrawn"] = "replaced" if _said("standing") == "replaced" else "withdrawn"
    results.end_result(visit.session, visit.clock, visit.officer, code, standing, _said("document"), _said("reason"))


ACTS: Mapping[str, Callable[[Visit, str], None]] = {
    "pause": _pause, "resumption": _resume, "consultation": _consult, "assignment": _assign, "apology": _apologise,
    "leave": _leave, "stop": _stop, "ending": _end, "payment": _pay, "fee": _ask_fee, "refund": _refund,
    "rating": _rate, "control": _control, "result_receipt": _result_receipt,
}  # fmt: skip


def show_opinions(visit: Visit) -> Response:
    """What the officer's units were asked and have not answered: the question and nothing else of the dossier."""
    return _opinions(visit)


def show_opinion_refused(visit: Visit, problem: Problem, opinion_id: str) -> Response:
    """The questions again, what was typed in its place, and why it was not taken."""
    return _opinions(visit, opinion_id, problem)


def _opinions(visit: Visit, opinion_id: str = "", problem: Problem | None = None) -> Response:
    rows = consultations.asked_of_me(visit.session, visit.clock, visit.officer)
    return show(
        "opinions.html", state_of(problem) if problem else 200, rows=rows, options=OPTIONS["opinions"],
        opened=opinion_id, typed=request.form, sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def give_opinion(visit: Visit, opinion_id: str) -> str:
    """Answer one of them."""
    consultations.answer(visit.session, visit.clock, visit.officer, opinion_id, _said("opinion"), _said("answer"))
    return "/opinions"


def extend_opinion(visit: Visit, opinion_id: str) -> str:
    """Give the one asked more time, once."""
    consultations.extend(visit.session, visit.clock, visit.officer, opinion_id, _said("term"), _said("reason"))
    return safe_address(request.form.get("back", ""), "/opinions")


def fetch_archive(visit: Visit, code: str) -> Response:
    """Everything of a closed dossier as one ZIP that a page in it checks."""
    content = archive(visit.session, visit.clock, visit.officer, code, visit.desk.vault, visit.desk.trust())
    visit.saw(code)
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.zip"'
    return response
