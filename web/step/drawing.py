"""The drawings of a dossier, with the place where it stands."""

from flask import Response

from cases.queries.positions import drawing_of, positions_of
from web.safety import with_drawings
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/dossiers/<code>/drawings`."""
    house.page("/dossiers/<code>/drawings", show_drawings)
    house.page("/dossiers/<code>/drawings/<process>", get_drawing)


def show_drawings(visit: Visit, code: str) -> Response:
    """The main drawing and the parts it has been in, one under the other, large."""
    places = positions_of(visit.session, visit.clock, visit.officer, code)
    return with_drawings(show("step/drawings.html", code=code, places=places))


def get_drawing(visit: Visit, code: str, process: str) -> Response:
    """One drawing as BPMN, for the viewer."""
    response = Response(drawing_of(visit.session, visit.clock, visit.officer, code, process))
    response.content_type = "application/xml; charset=utf-8"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
