"""The one table from error class to HTTP state, and the one way an error is told: problem+json (RFC 9457)."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from uuid import uuid4

import orjson
from flask import Blueprint, Response, request
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from api import refusals
from cases.queries.versions import AccountChanged
from cases.refusals import TaskChanged
from cases.steering import InstanceChanged
from ground.errors import Conflict, Forbidden, Invalid, NotFound, Problem, TooSoon, Unavailable
from ground.messages import LANGUAGES

STATES: Mapping[type[Problem], int] = {
    refusals.NotLoggedIn: 401,
    refusals.MethodRefused: 405,
    refusals.QueryRefused: 400,
    refusals.AnswerNotAcceptable: 406,
    refusals.BodyTooLarge: 413,
    refusals.BodyNotJson: 415,
    refusals.BodyNotReadable: 400,
    refusals.VersionMissing: 428,
    TaskChanged: 412,
    InstanceChanged: 412,
    AccountChanged: 412,
    Invalid: 422,
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    Unavailable: 503,
    TooSoon: 429,
    Problem: 500,
}
WAIT_SECONDS = "5"
log = logging.getLogger("motcua.api")


def respond(body: BaseModel, state: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer that no cache keeps."""
    content = orjson.dumps(body.model_dump(mode="json"))
    response = Response(content, state, headers, mimetype="application/json")
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def state_of(problem: type[Problem]) -> int:
    """The HTTP state of the nearest class in the table."""
    return next(STATES[kind] for kind in problem.__mro__ if kind in STATES)


def tell(problem: Problem) -> Response:
    """The problem as problem+json: stable code, a sentence in each language, the id it has in our log.

    `detail` is said in the language asked for (Accept-Language), `title` always in English.
    """
    state = state_of(type(problem))
    sentences = {language: problem.sentence(language) for language in LANGUAGES}
    language = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    body = {
        "type": f"urn:motcua:problem:{problem.code}",
        "title": sentences["en"],
        "detail": sentences[language],
        "status": state,
        "code": problem.code,
        "message": sentences,
        "error_id": uuid4().hex[:12],
        "params": {name: str(value) for name, value in problem.params.items()},
    }
    for name in ("errors", "findings"):
        faults = getattr(problem, name, None)
        if faults:
            body[name] = [asdict(fault) for fault in faults]
    log.log(logging.ERROR if state >= 500 else logging.INFO, "%s %s %s", body["error_id"], state, problem.code)
    return _problem_json(body, state, str(problem.params.get("seconds", WAIT_SECONDS)), language)


def _problem_json(body: Mapping[str, object], state: int, wait: str, language: str) -> Response:
    response = Response(orjson.dumps(body, default=str), state, mimetype="application/problem+json")
    response.headers.update({"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"})
    if state == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if state in (429, 503):
        response.headers["Retry-After"] = wait
    return response


def register_errors(blueprint: Blueprint) -> None:
    """Every error under this blueprint leaves it through `tell`."""
    blueprint.register_error_handler(Problem, tell)
    blueprint.register_error_handler(HTTPException, _from_werkzeug)
    blueprint.register_error_handler(Exception, _unexpected)


def _from_werkzeug(error: HTTPException) -> Response:
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(error.valid_methods or ())
        response = tell(refusals.MethodRefused(method=request.method, allowed=allowed))
        response.headers["Allow"] = allowed
        return response
    if isinstance(error, RequestEntityTooLarge):
        return tell(refusals.BodyTooLarge(limit=request.max_content_length))
    if error.code == 404:
        return tell(refusals.NoSuchAddress())
    return tell(refusals.BodyNotReadable(reason=str(error.description)))


def _unexpected(error: Exception) -> Response:
    # The border: whatever nobody foresaw is logged whole and told without a word about our insides.
    response = tell(Problem())
    log.error("unexpected, told as %s", orjson.loads(response.get_data())["error_id"], exc_info=error)
    return response
