"""The plain face of the desk: pages rendered on the server, forms that work without a script."""

from functools import partial

from flask import Blueprint

from cases.desk import Desk
from web import (
    acts,
    admin,
    archive,
    assets,
    batches,
    board,
    brand,
    citizen,
    counter,
    deadline,
    digitising,
    dossier,
    guides,
    home,
    incidents,
    language,
    laws,
    own,
    papers,
    places,
    reuse,
    runs,
    samples,
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
from web.lists import errands, inbox
from web.safety import add_headers
from web.visit import House, count
from web.words import speak

PAGES = (
    home,
    inbox,
    errands,
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
    places,
    reuse,
    incidents,
    runs,
    batches,
    board,
    archive,
    digitising,
    studio,
    samples,
    laws,
    track,
    citizen,
    own,
    verify,
    language,
    admin,
    guides,
)


def blueprint(desk: Desk) -> Blueprint:
    """All pages of this desk, to be registered at the root of the application."""
    web = Blueprint("web", __name__, template_folder="templates")
    house = House(desk, web)
    for page in PAGES:
        page.routes(house)
    assets.routes(web)
    brand.routes(web, desk.brand)
    speak(web, desk)
    register_errors(house)
    web.before_request(partial(count, desk))
    web.after_app_request(add_headers(desk))
    return web
