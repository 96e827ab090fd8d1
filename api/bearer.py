"""Who is asking: the officer or the system behind the token in the Authorization header. A cookie is no key here."""

from flask import g, request
from sqlalchemy.orm import Session

from api.refusals import AnswerNotAcceptable, NotLoggedIn, QueryRefused
from api.schemas_problem import GIVEN
from cases import people, systems
from cases.desk import Desk
from cases.people import LogIn


def caller(desk: Desk, session: Session) -> LogIn:
    """The log-in of the officer who sent this request, or the account of the system that did.

    Raises `NotLoggedIn`, and `ScopeMissing` for a system whose token does not name what the address is about.
    """
    shown = token()
    system = systems.system_of(session, desk.clock, shown)
    if system is not None:
        system.require(g.scope)
        desk.gate.recognise(shown, system.officer.id)
        return LogIn(shown, "", system.officer, system.is_stale, is_system=True)
    log_in = people.officer_of(session, desk.clock, shown, desk.stay)
    if log_in is None:
        desk.gate.forget(shown)
        raise NotLoggedIn
    desk.gate.recognise(shown, log_in.officer.id)
    return log_in


def touch(desk: Desk, session: Session, log_in: LogIn) -> None:
    """Note that the log-in or the token is in use."""
    system = systems.system_of(session, desk.clock, log_in.token)
    if system is not None:
        systems.touch(session, desk.clock, system)
    else:
        people.touch(session, desk.clock, log_in.token)


def count(desk: Desk) -> None:
    """Count this request at the gate; refuse what no address understands.

    Raises `RequestsTooMany`, `QueryRefused`, `AnswerNotAcceptable`.
    """
    shown = request.headers.get("Authorization", "").partition(" ")[2].strip()
    desk.gate.enter(desk.clock, shown, request.remote_addr or "")
    if request.args:
        raise QueryRefused(names=", ".join(sorted(request.args))[:200])
    wanted = request.accept_mimetypes
    if wanted and not any(wanted[media] for media in GIVEN):
        raise AnswerNotAcceptable(wanted=str(wanted)[:200])


def token() -> str:
    """The bearer token of the request. Raises `NotLoggedIn` when there is none."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not value:
        raise NotLoggedIn
    return value.strip()
