"""My log-ins: where I am logged in, and an end to any of them or to all."""

from flask import Response

from cases import entry
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/sessions`."""
    house.page("/sessions", show_my_sessions)
    house.deed("/sessions/end", end_my_sessions)
    house.deed("/sessions/<handle>/end", end_my_session)


def show_my_sessions(visit: Visit) -> Response:
    """Every open one, the last used first."""
    return show("own/sessions.html", rows=entry.sessions_of(visit.session, visit.clock, visit.log_in, visit.desk.stay))


def end_my_session(visit: Visit, handle: str) -> str:
    """End one."""
    entry.end_session(visit.session, visit.clock, visit.officer, handle)
    return "/sessions"


def end_my_sessions(visit: Visit) -> str:
    """Log out everywhere, here too."""
    entry.end_all(visit.session, visit.clock, visit.officer)
    return "/"
