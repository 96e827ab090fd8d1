"""Logging in: a name and a password for a token."""

from flask import Response, request

from api.door import Door, body_bytes
from api.errors import respond
from api.reading import read_json, read_shape
from api.schemas import SessionOut
from api.schemas_in import LogInIn
from cases import entry


def routes(door: Door) -> None:
    """`POST /sessions`."""

    def log_in() -> Response:
        """Log in: a name and a password for a token."""
        body = read_shape(LogInIn, read_json(body_bytes()))
        desk = door.desk
        opened = entry.enter(desk.database, desk.clock, body.name, body.password, _where(), desk.stay)
        out = SessionOut(token=opened.token, officer=opened.officer.name, full_name=opened.officer.full_name)
        return respond(out, 201)

    door.raw("/sessions", log_in, log_in, SessionOut, takes=LogInIn, state=201, is_open=True, refuses=(429,))


def _where() -> entry.From:
    return entry.From(request.remote_addr or "", request.headers.get("User-Agent", ""))
