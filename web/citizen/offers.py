"""What the house offers: every procedure, and one with its papers, fee, term and steps."""

from flask import Response, request

from cases.desk import Desk
from cases.queries.offers import offer_of, offers
from ground.database import reading
from web.visit import House, show


def routes(house: House) -> None:
    """`/procedures`."""
    house.open_page("/procedures", show_offers)
    house.open_page("/procedures/<slug>", show_offer)


def show_offers(desk: Desk) -> Response:
    """All procedures in force, or those that have the words typed."""
    text = request.args.get("q", "").strip()[:100]
    with reading(desk.database) as session:
        return show("citizen/offers.html", lines=offers(session, desk.clock, text), text=text)


def show_offer(desk: Desk, slug: str) -> Response:
    """One of them."""
    with reading(desk.database) as session:
        return show("citizen/offer.html", offer=offer_of(session, desk.clock, slug))
