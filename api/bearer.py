"""Who is asking: the officer behind the token in the Authorization header. A cookie is no key to this door."""

from flask import request
from sqlalchemy.orm import Session

from api.refusals import NotLoggedIn
from cases import people
from cases.desk import Desk
from cases.people import LogIn


def caller(desk: Desk, session: Session) -> LogIn:
    """The log-in of the officer who sent this request. Raises `NotLoggedIn`."""
    log_in = people.officer_of(session, desk.clock, token())
    if log_in is None:
        raise NotLoggedIn
    return log_in


def token() -> str:
    """The bearer token of the request. Raises `NotLoggedIn` when there is none."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not value:
        raise NotLoggedIn
    return value.strip()
