"""Where is my dossier: anybody with the code sees its state, agency and dates, and nothing personal."""

import re
from urllib.parse import parse_qs, urlsplit

from flask import Response, request

from cases import queries
from cases.desk import Desk
from ground.database import reading
from ground.errors import NotFound, Problem
from web.errors import state_of
from web.language import language
from web.visit import House, show

LONGEST = 300
STAGES = (("submitted",), ("accepted", "payment", "supplement"), ("handling",), ("finished",), ("returned",))


def routes(house: House) -> None:
    """`/track`."""
    house.open_page("/track", track)


def track(desk: Desk) -> Response:
    """The public view of one dossier."""
    code = code_typed(request.args.get("code", ""))
    if not code:
        return show("track.html", code="")
    try:
        with reading(desk.database) as session:
            view = queries.public_view(session, desk.clock, code)
    except NotFound as problem:
        return show("track.html", 404, code=code, sentence=problem.sentence(language()))
    return show("track.html", code=code, view=view, stage=stage_of(view.state, view.accepted_at is not None))


def ask_again(desk: Desk, code: str, problem: Problem | None) -> Response:
    """The page where code and second factor are asked for, with what was wrong with them."""
    state = state_of(problem) if problem else 200
    return show("track.html", state, code=code, entry=problem.sentence(language()) if problem else "")


def code_typed(text: str) -> str:
    """The code of a dossier as somebody types it or as a reader types the address on a slip: no blanks, capitals."""
    asked = parse_qs(urlsplit(text.strip()[:LONGEST]).query).get("code", [text])
    return re.sub(r"\s", "", asked[0]).upper()[:50]


def stage_of(state: str, is_accepted: bool) -> int:
    """How far along the five public stages a dossier is, 0 to 4; a supplement stands where it was asked."""
    if state == "supplement":
        return 2 if is_accepted else 0
    return next((number for number, states in enumerate(STAGES) if state in states), 0)
