"""Every error as a page: what happened, what to do, its code and the number it has in our log."""

import logging
from functools import partial
from uuid import uuid4

from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from ground.database import reading
from ground.errors import Conflict, Forbidden, Invalid, NotFound, Problem, TooSoon, Unavailable
from web.language import language
from web.visit import House, show

STATES = {Invalid: 422, NotFound: 404, Forbidden: 403, Conflict: 409, Unavailable: 503, TooSoon: 429, Problem: 500}
log = logging.getLogger("motcua.web")


class NoSuchPage(NotFound):
    """There is no such page. Check the address, or start again from the first page."""

    code = "no_such_page"


class PageNotPossible(Invalid):
    """The browser sent something this page cannot read. Go back and try again."""

    code = "request_not_readable"


def state_of(problem: Problem) -> int:
    """The HTTP state of the nearest class in the table."""
    return next(STATES[kind] for kind in type(problem).__mro__ if kind in STATES)


def tell(problem: Problem) -> Response:
    """The page of a problem."""
    error_id, state = uuid4().hex[:12], state_of(problem)
    log.log(logging.ERROR if state >= 500 else logging.INFO, "%s %s %s", error_id, state, problem.code)
    sentence = problem.sentence(language())
    role = str(problem.params.get("role", ""))
    facts = {"sentence": sentence, "role": role, "code": problem.code, "error_id": error_id, "http_state": state}
    response = show("error.html", state, **facts)
    if state in (429, 503):
        response.headers["Retry-After"] = str(problem.params.get("seconds", 5))
    return response


def register_errors(house: House) -> None:
    """Errors of pages, and addresses nobody knows, end here."""
    house.blueprint.register_error_handler(Problem, tell)
    house.blueprint.register_error_handler(Exception, partial(_unforeseen, house))
    house.blueprint.app_errorhandler(HTTPException)(partial(_from_werkzeug, house))


def _from_werkzeug(house: House, error: HTTPException) -> Response:
    if "guest" not in g:
        # No page came to be that would know who is here; the frame shows an officer his own places all the same.
        with reading(house.desk.database) as session:
            house.enter(session)
    if error.code == 404:
        return tell(NoSuchPage())
    response = tell(PageNotPossible())
    response.status_code = error.code or 400
    return response


def _unforeseen(house: House, error: Exception) -> Response:
    # The border: whatever nobody foresaw is logged whole and told without a word about our insides.
    if isinstance(error, HTTPException):
        return _from_werkzeug(house, error)
    log.error("unexpected at %s", request.path, exc_info=error)
    return tell(Problem())
