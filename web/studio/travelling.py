"""Procedures that come from elsewhere or leave: archives, anybody's drawings, and their passports."""

from flask import Response, make_response, request

from cases.studio.mending import mend
from cases.studio.travelling import archive_of, arrive, passport_of
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.studio.shelf import show_studio_refusal
from web.visit import House, Visit, show

MENDS = {
    "named": "Give the process the short name of the procedure",
    "executable": "Mark the processes as executable",
    "gateways": "Turn complex gateways into questions",
    "lanes": "Make the lanes roles of the sheet; a drawing without lanes gets one",
    "forms": "Make people's work steps of officers, each with a form for remarks",
    "frame": "Add the application form and the templates of results the sheet names",
    "pictured": "Lay the drawing out anew",
}
LIMIT_FILE = 13 * 1024 * 1024


def routes(house: House) -> None:
    """`/studio/arrivals` and the archive of a version."""
    house.deed("/studio/arrivals", bring_in, show_studio_refusal, LIMIT_FILE)
    house.page("/studio/arrivals/<design_id>", show_passport)
    house.deed("/studio/arrivals/<design_id>/mending", mend_arrival, show_mending_refusal)
    house.page("/studio/versions/<definition_id>/archive", get_archive)


def bring_in(visit: Visit) -> str:
    """A draft of what was sent; on to its passport."""
    part = request.files.get("file")
    name, content = (part.filename or "", part.read()) if part is not None else ("", b"")
    design = arrive(visit.session, visit.clock, visit.officer, name, content)
    return f"/studio/arrivals/{design.id}"


def show_passport(visit: Visit, design_id: str) -> Response:
    """What runs, what was translated, what cannot run and why, and what can be mended at once."""
    return _passport(visit, design_id)


def mend_arrival(visit: Visit, design_id: str) -> str:
    """Do the mends that were chosen; the passport then tells what is left."""
    mend(visit.session, visit.clock, visit.officer, design_id, request.form.getlist("mend")[:20])
    return f"/studio/arrivals/{design_id}"


def show_mending_refusal(visit: Visit, problem: Problem, design_id: str) -> Response:
    """The passport again with what was refused."""
    return _passport(visit, design_id, problem)


def _passport(visit: Visit, design_id: str, problem: Problem | None = None) -> Response:
    arrived = passport_of(visit.session, visit.clock, visit.officer, design_id)
    sentence = problem.sentence(language()) if problem else ""
    return show(
        "studio/passport.html", state_of(problem) if problem else 200, arrived=arrived, mends=MENDS, sentence=sentence
    )


def get_archive(visit: Visit, definition_id: str) -> Response:
    """A version as one archive."""
    name, content = archive_of(visit.session, visit.clock, visit.officer, definition_id)
    response = make_response(content)
    response.mimetype = "application/zip"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
