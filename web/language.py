"""Vietnamese or English: a choice the browser remembers."""

from urllib.parse import urlsplit

from flask import Response, make_response, redirect, request

from cases.desk import Desk
from ground.messages import LANGUAGES
from web.visit import House

A_YEAR = 365 * 24 * 3600


def language() -> str:
    """The language this visitor reads; Vietnamese unless English was chosen."""
    chosen = request.cookies.get("language", "vi")
    return chosen if chosen in LANGUAGES else "vi"


def safe_address(address: str, otherwise: str = "/") -> str:
    """A place inside this house; anything else becomes `otherwise`."""
    parts = urlsplit(address)
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if inside and address.isprintable() else otherwise


def routes(house: House) -> None:
    """`POST /language`."""
    house.open_page("/language", choose_language, ("POST",))


def choose_language(desk: Desk) -> Response:
    """Remember the language and go back to the page."""
    response = make_response(redirect(safe_address(request.form.get("back", "/")), 303))
    chosen = request.form.get("language", "vi")
    if chosen in LANGUAGES:
        response.set_cookie("language", chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=desk.is_secure)
    return response
