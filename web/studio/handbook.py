"""The printed handbook of a procedure: ordered from a version or a draft, waited for, taken away."""

from flask import Response, make_response

from cases.studio.handbook import ordering
from cases.studio.handbook.ordering import HandbookNotFound
from web.visit import House, Visit, show

ONE = "/studio/handbooks/<handbook_id>"


def routes(house: House) -> None:
    """Order one, wait for it, have it."""
    house.deed("/studio/versions/<definition_id>/handbook", order_of_version)
    house.deed("/studio/designs/<design_id>/handbook", order_of_design)
    house.page(ONE, show_handbook)
    house.page(f"{ONE}/paper.pdf", get_handbook)


def order_of_version(visit: Visit, definition_id: str) -> str:
    """Have the handbook of a version printed."""
    ordered = ordering.order_version(visit.session, visit.clock, visit.officer, definition_id)
    return f"/studio/handbooks/{ordered.id}"


def order_of_design(visit: Visit, design_id: str) -> str:
    """Have the handbook of a draft printed, as it was saved last."""
    ordered = ordering.order_design(visit.session, visit.clock, visit.officer, design_id)
    return f"/studio/handbooks/{ordered.id}"


def show_handbook(visit: Visit, handbook_id: str) -> Response:
    """The paper to be taken, or that it is being printed: the page then looks again by itself."""
    ordered = ordering.handbook_for(visit.session, visit.clock, visit.officer, handbook_id)
    return show("studio/handbook.html", ordered=ordered)


def get_handbook(visit: Visit, handbook_id: str) -> Response:
    """The PDF."""
    ordered = ordering.handbook_for(visit.session, visit.clock, visit.officer, handbook_id)
    if ordered.digest is None or not visit.desk.vault.has(ordered.digest):
        raise HandbookNotFound
    response = make_response(visit.desk.vault.read(ordered.digest))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f"inline; filename=so-tay-{ordered.slug}.pdf"
    return response
