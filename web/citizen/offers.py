"""What the house offers: every procedure, one with its papers, fee, term and steps; drafts begun in this browser."""

from flask import Response, request
from sqlalchemy.orm import Session

from cases.applying import drafts_of
from cases.desk import Desk
from cases.queries.offers import offer_of, offers
from cases.tables import CitizenVisit, OnlineDraft
from web.citizen.hall import look
from web.visit import House, show


def routes(house: House) -> None:
    """`/procedures`."""
    look(house, "/procedures", show_offers)
    look(house, "/procedures/<slug>", show_offer)


def show_offers(desk: Desk, session: Session, visit: CitizenVisit | None) -> Response:
    """All procedures in force, or those that have the words typed."""
    text = request.args.get("q", "").strip()[:100]
    lines = offers(session, desk.clock, text)
    return show("citizen/offers.html", lines=lines, text=text, drafts=_drafts(session, visit))


def show_offer(desk: Desk, session: Session, visit: CitizenVisit | None, slug: str) -> Response:
    """One of them."""
    draft = _drafts(session, visit).get(slug)
    return show("citizen/offer.html", offer=offer_of(session, desk.clock, slug), draft=draft)


def _drafts(session: Session, visit: CitizenVisit | None) -> dict[str, OnlineDraft]:
    """The drafts of this browser by procedure, the newest first."""
    return {draft.procedure: draft for draft in drafts_of(session, visit)} if visit is not None else {}
