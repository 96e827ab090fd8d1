"""The plain face of the desk: pages rendered on the server, forms that work without a script."""

from flask import Blueprint

from cases.desk import Desk
from web import (
    acts,
    assets,
    batches,
    citizen,
    counter,
    deadline,
    dossier,
    home,
    inbox,
    incidents,
    language,
    late,
    own,
    papers,
    runs,
    search,
    signing,
    step,
    studio,
    task,
    track,
    verify,
    window,
)
from web.errors import register_errors
from web.safety import add_headers
from web.visit import House
from web.words import speak

PAGES = (
    home,
    inbox,
    task,
    signing,
    step,
    window,
    counter,
    dossier,
    acts,
    deadline,
    search,
    papers,
    late,
    incidents,
    runs,
    batches,
    studio,
    track,
    citizen,
    own,
    verify,
    language,
)


def blueprint(desk: Desk) -> Blueprint:
    """All pages of this desk, to be registered at the root of the application."""
    web = Blueprint("web", __name__, template_folder="templates")
    house = House(desk, web)
    for page in PAGES:
        page.routes(house)
    assets.routes(web)
    speak(web, desk)
    register_errors(house)
    web.after_app_request(add_headers(desk))
    return web
