"""Notes about a dossier: one box for the officers, one for the applicant, never mixed."""

from flask import request

from cases import remarks
from web.language import safe_address
from web.visit import House, Visit


def routes(house: House) -> None:
    """`/dossiers/<code>/notes`."""
    house.deed("/dossiers/<code>/notes", write_note)


def write_note(visit: Visit, code: str) -> str:
    """Write one; back to where it was written."""
    audience, words = request.form.get("audience", ""), request.form.get("words", "")
    remarks.write_note(visit.session, visit.clock, visit.officer, code, audience, words)
    return safe_address(request.form.get("back", ""), f"/dossiers/{code}") + "#notes"
