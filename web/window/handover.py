"""Papers of several dossiers go to another unit together: chosen from a list, printed as one, noted in each journal."""

from flask import Response, request

from cases import slips
from cases.queries.boards import unit_codes
from cases.queries.counters import lists_of_counter, to_hand_over
from ground.errors import Invalid, Problem
from web.errors import state_of, tell
from web.language import language
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/counter/handover`, `/counter/slips/<slip_id>`."""
    house.page("/counter/handover", show_handover)
    house.deed("/counter/handover", hand_papers_over, show_handover_refusal)
    house.page("/counter/slips/<slip_id>", fetch_counter_slip)


class NothingTicked(Invalid):
    """Tick the dossiers whose papers go along."""

    code = "nothing_ticked"


def show_handover(visit: Visit) -> Response:
    """What is still here, and the lists already printed."""
    return _page(visit)


def show_handover_refusal(visit: Visit, problem: Problem) -> Response:
    """The same with why nothing was handed over; what was ticked stays so."""
    return _page(visit, problem) if isinstance(problem, Invalid) else tell(problem)


def _page(visit: Visit, problem: Problem | None = None) -> Response:
    waiting = to_hand_over(visit.session, visit.clock, visit.officer)
    lists = lists_of_counter(visit.session, visit.clock, visit.officer)
    return show(
        "window/handover.html", state_of(problem) if problem else 200, waiting=waiting, lists=lists,
        units=unit_codes(visit.session), ticked=set(request.form.getlist("code")), to=request.form.get("to", ""),
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def hand_papers_over(visit: Visit) -> str:
    """Order the list of those ticked."""
    codes, to = request.form.getlist("code"), request.form.get("to", "")
    if not codes:
        raise NothingTicked
    slips.hand_over_papers(visit.session, visit.clock, visit.officer, codes, to)
    return "/counter/handover"


def fetch_counter_slip(visit: Visit, slip_id: str) -> Response:
    """A list or register of the counter as PDF."""
    slip = slips.slip_for(visit.session, visit.clock, visit.officer, slip_id)
    response = Response(visit.desk.vault.read(slip.digest or ""), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{slip.kind}-{slip_id[:8]}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
