"""The drawing of a procedure as a map of heat: how many, how much of the term, how many will be late."""

import json

from flask import Response, request

from cases.queries import Filters, procedures
from cases.queries.heat import OVERLAYS, Heat, Spot, heat, heat_drawing
from cases.queries.supervision import LINKS, Load, board
from web.lists.address import list_address
from web.safety import with_drawings
from web.visit import House, Visit, show

WORDS = {"count": "How many stand here", "delay": "Share of the term used", "miss": "Will probably be late"}


def routes(house: House) -> None:
    """`/board/heat`."""
    house.page("/board/heat", show_procedures)
    house.page("/board/heat/<slug>", show_heat)
    house.page("/board/heat/<slug>/drawings/<process>", get_heat_drawing)


def show_procedures(visit: Visit) -> Response:
    """Every procedure in force, to choose one; those with open steps first."""
    found = procedures(visit.session, visit.clock)
    loads = {load.key: load for load in board(visit.session, visit.clock, visit.officer).procedures}
    lines = sorted(((row, loads.get(row.slug, Load("", ""))) for row in found), key=lambda line: -line[1].open)
    return show("board/procedures.html", lines=lines, link=list_of, place="heat")


def show_heat(visit: Visit, slug: str) -> Response:
    """One procedure: its drawings with the overlay that was chosen, and the same as a table."""
    warm = heat(visit.session, visit.clock, visit.officer, slug, request.args.get("overlay", OVERLAYS[0]))
    links = {process: json.dumps(_links(warm, process)) for process in warm.drawings}
    return with_drawings(
        show("board/heat.html", heat=warm, overlays=WORDS, links=links, link=list_of, place="heat")
    )  # fmt: skip


def _links(warm: Heat, process: str) -> dict[str, str]:
    spots = [(spot, spot.figure_of(warm.overlay)) for spot in warm.spots if spot.process == process]
    return {spot.element: list_of(warm.slug, spot, figure) for spot, figure in spots if figure}


def list_of(slug: str, spot: Spot | None, figure: str) -> str:
    """The address of the list behind a figure of a step, or of the whole procedure."""
    if spot is None:
        return list_address(Filters(whose="all"), procedure=slug, **LINKS[figure])
    return list_address(Filters(whose="all"), procedure=slug, element=spot.listed, **spot.narrowing(figure))


def get_heat_drawing(visit: Visit, slug: str, process: str) -> Response:
    """One drawing as BPMN, for the viewer."""
    response = Response(heat_drawing(visit.session, visit.clock, slug, process))
    response.content_type = "application/xml; charset=utf-8"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
