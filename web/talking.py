"""Addresses the script of a page talks to: JSON there and back, problems in the reader's words."""

from collections.abc import Callable
from typing import Any

import orjson
from flask import Response, make_response, request

from cases import people
from ground.database import reading, transaction
from ground.errors import Forbidden, Invalid, Problem
from web.errors import state_of
from web.language import language
from web.safety import check_header, check_origin
from web.visit import House, to_log_in

LIMIT_BODY = 16 * 1024 * 1024
Act = Callable[..., object]


class LoggedOut(Forbidden):
    """You are no longer logged in. Log in again in another window; what you typed here stays."""

    code = "logged_out"


class TalkNotReadable(Invalid):
    """The page sent something that cannot be read. Load it again."""

    code = "talk_not_readable"


def listen(house: House, rule: str, act: Act, method: str, *, reads: bool = False) -> None:
    """Put `act(visit, **parts)` behind an address; what it returns is sent as JSON, a `Response` as it is.

    Whatever is posted carries the secret of the log-in in the header `X-Csrf`; `reads`: nothing will be changed.
    """

    def view(**parts: str) -> Response:
        try:
            check_origin()
            return _heard(house, act, parts, reads)
        except LoggedOut as problem:
            refused = answer({"code": problem.code, "sentence": problem.sentence(language())}, 403)
            refused.headers["Location"] = to_log_in().headers["Location"]
            return refused
        except Problem as problem:
            return answer({"code": problem.code, "sentence": problem.sentence(language())}, state_of(problem))

    house.blueprint.add_url_rule(rule, act.__name__, view, methods=[method])


def _heard(house: House, act: Act, parts: dict[str, str], reads: bool) -> Response:
    with (reading if reads else transaction)(house.desk.database) as session:
        visit = house.enter(session)
        if visit is None:
            raise LoggedOut
        if request.method != "GET":
            check_header(visit.log_in.csrf)
        if visit.log_in.is_stale and not reads:
            people.touch(session, visit.clock, visit.log_in.token)
        told = act(visit, **parts)
        return told if isinstance(told, Response) else answer(told)


def answer(facts: object, state: int = 200) -> Response:
    """JSON for a script of ours."""
    response = make_response(orjson.dumps(facts), state)
    response.mimetype = "application/json"
    return response


def heard() -> dict[str, Any]:
    """What was posted. Raises `TalkNotReadable` unless it is a JSON object of sensible size."""
    request.max_content_length = LIMIT_BODY
    try:
        said = orjson.loads(request.get_data())
    except orjson.JSONDecodeError as error:
        raise TalkNotReadable from error
    if not isinstance(said, dict):
        raise TalkNotReadable
    return said
