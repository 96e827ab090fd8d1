"""A version that waits: looked at by a second person, and brought into force by a decision from a day on."""

from datetime import date

from flask import Response, make_response, request

from cases import drawings
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.sheet import Approval
from cases.studio.approving import bytes_of_drawing, waiting_version
from ground.errors import Invalid, Problem
from web.errors import state_of
from web.language import language
from web.moments import read_day
from web.safety import with_drawings
from web.visit import House, Visit, show

ONE = "/studio/approvals/<definition_id>"
LIMIT_REFERENCE = 200
STATES = {"draft": "Waiting for approval", "active": "In force", "retired": "Of the past"}


class DayNotUnderstood(Invalid):
    """{text} is no day. Choose one from the calendar."""

    code = "day_not_understood"


def routes(house: House) -> None:
    """Look at a version, approve it."""
    house.page(ONE, show_approval)
    house.page(f"{ONE}/drawing.bpmn", show_drawing)
    house.deed(f"{ONE}/approval", approve_version, show_approval_refusal)


def show_approval(visit: Visit, definition_id: str) -> Response:
    """The version with its drawing, what the rules say of it, and the decision to be filled in."""
    return _page(visit, definition_id)


def show_approval_refusal(visit: Visit, problem: Problem, definition_id: str) -> Response:
    """The page again with what was refused."""
    return _page(visit, definition_id, problem)


def show_drawing(visit: Visit, definition_id: str) -> Response:
    """The drawing's bytes."""
    require_role(visit.session, visit.clock, visit.officer, DESIGNER, ADMINISTRATOR)
    response = make_response(bytes_of_drawing(visit.session, definition_id))
    response.mimetype = "application/xml"
    return response


def approve_version(visit: Visit, definition_id: str) -> str:
    """Bring it into force by the decision that was filled in."""
    decision = Approval(
        reference=request.form.get("reference", "").strip()[:LIMIT_REFERENCE], valid_from=day_typed("valid_from"),
        valid_to=day_typed("valid_to"),
    )  # fmt: skip
    drawings.approve(visit.session, visit.clock, visit.officer, definition_id, visit.desk.four_eyes, decision)
    return f"/studio/approvals/{definition_id}"


def day_typed(name: str) -> date | None:
    """The day of a field; None for an empty one. Raises `DayNotUnderstood`."""
    text = request.form.get(name, "").strip()
    try:
        return read_day(text) if text else None
    except ValueError as error:
        raise DayNotUnderstood(text=text[:20]) from error


def _page(visit: Visit, definition_id: str, problem: Problem | None = None) -> Response:
    require_role(visit.session, visit.clock, visit.officer, DESIGNER, ADMINISTRATOR)
    version = waiting_version(visit.session, definition_id)
    return with_drawings(
        show(
            "studio/approval.html", state_of(problem) if problem else 200, version=version, states=STATES,
            typed=request.form, sentence=problem.sentence(language()) if problem else "",
        )
    )  # fmt: skip
