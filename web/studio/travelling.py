"""Procedures that come from elsewhere or leave: archives, anybody's drawings, and their passports."""

from flask import Response, make_response, request

from cases.studio.travelling import archive_of, arrive, passport_of
from web.studio.shelf import show_studio_refusal
from web.visit import House, Visit, show

LIMIT_FILE = 13 * 1024 * 1024


def routes(house: House) -> None:
    """`/studio/arrivals` and the archive of a version."""
    house.deed("/studio/arrivals", bring_in, show_studio_refusal, LIMIT_FILE)
    house.page("/studio/arrivals/<design_id>", show_passport)
    house.page("/studio/versions/<definition_id>/archive", get_archive)


def bring_in(visit: Visit) -> str:
    """A draft of what was sent; on to its passport."""
    part = request.files.get("file")
    name, content = (part.filename or "", part.read()) if part is not None else ("", b"")
    design = arrive(visit.session, visit.clock, visit.officer, name, content)
    return f"/studio/arrivals/{design.id}"


def show_passport(visit: Visit, design_id: str) -> Response:
    """What runs, what was translated, what cannot run and why."""
    return show("studio/passport.html", arrived=passport_of(visit.session, visit.clock, visit.officer, design_id))


def get_archive(visit: Visit, definition_id: str) -> Response:
    """A version as one archive."""
    name, content = archive_of(visit.session, visit.clock, visit.officer, definition_id)
    response = make_response(content)
    response.mimetype = "application/zip"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
