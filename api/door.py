"""How a request becomes one act in one transaction: read, ask who it is, call once, answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import orjson
from flask import Blueprint, Response, g, request
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import Map, Rule

from api import document, repeats
from api.bearer import caller, token, touch
from api.errors import respond
from api.reading import LIMIT_BYTES, read_json, read_shape
from api.refusals import BodyNotJson, BodyTooLarge, NoSuchAddress
from api.schemas_problem import PdfOut
from api.scopes import scope_of
from cases.accesses import ListLooks, Look, Looks, ground_of
from cases.desk import Desk
from cases.people import roles_of
from cases.repeats import given_before, keep
from cases.tables import Officer
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Problem


@dataclass(frozen=True, slots=True)
class Act:
    """What a handler has in its hands: the open transaction, the clock and who is asking."""

    desk: Desk
    session: Session
    officer: Officer
    is_system: bool = False
    looks: list[Look] = field(default_factory=list)
    lists: list[tuple[str, str]] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return self.desk.clock

    def listed(self, words: str = "") -> None:
        """The answer is a list of people beyond the caller's own work, found by `words` or not."""
        roles = roles_of(self.session, self.officer, self.clock)
        self.lists.append(("search" if words.strip() else "list", ground_of(roles, is_system=self.is_system)))

    def saw(self, code: str, is_his: bool = False) -> None:
        """The answer holds the data of this dossier's applicant: kept with its ground once it is made."""
        roles = roles_of(self.session, self.officer, self.clock)
        ground = ground_of(roles, is_his=is_his, is_system=self.is_system)
        self.looks.append(Look(self.officer.id, code, ground))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler gives back: the body, the HTTP state and further headers.

    `kept`: what a repeated request gets instead, where the body is told once.
    """

    body: BaseModel
    state: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kept: BaseModel | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A file a handler gives back, and the name it is saved under."""

    content: bytes
    name: str
    media_type: str = "application/pdf"


Handler = Callable[..., Answer]


class Door:
    """Puts handlers behind addresses. A handler is `(act, [body,] **parts of the address) -> Answer`."""

    def __init__(self, desk: Desk, blueprint: Blueprint) -> None:
        self.desk = desk
        self.blueprint = blueprint
        self.rules: list[Rule] = []
        self.spec = document.new_document()
        self.looks, self.lists = Looks(desk.database), ListLooks(desk.database)

    def read(self, rule: str, handler: Handler, gives: type[BaseModel]) -> None:
        """GET: one consistent view of the database, nothing changed."""

        def view(**parts: str) -> Response:
            return self._look(lambda act: handler(act, **parts))

        self._put("GET", rule, view, handler, gives)

    def file(self, rule: str, handler: Callable[..., Paper]) -> None:
        """GET: a paper as it lies in the vault, read only; a browser saves it and does not guess what it is."""

        def view(**parts: str) -> Response:
            with reading(self.desk.database) as session:
                log_in = caller(self.desk, session)
                act = Act(self.desk, session, log_in.officer, log_in.is_system)
                paper = handler(act, **parts)
            self.looks.keep(self.desk.clock, act.looks)
            saved = {
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(paper.name)}",
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            }
            return Response(paper.content, 200, saved, mimetype=paper.media_type)

        self._put("GET", rule, view, handler, PdfOut)

    def search(self, rule: str, handler: Handler, takes: type[BaseModel], gives: type[BaseModel]) -> None:
        """POST of a question: read only, the body says what is wanted."""

        def view(**parts: str) -> Response:
            token()
            body = read_shape(takes, read_json(body_bytes()))
            return self._look(lambda act: handler(act, body, **parts))

        self._put("POST", rule, view, handler, gives, takes=takes, is_question=True)

    def act(self, rule: str, handler: Handler, takes: type[BaseModel], gives: type[BaseModel], state: int = 200,
            **documents: Any) -> None:  # fmt: skip
        """POST that changes something: one transaction; with an Idempotency-Key it happens once."""

        def view(**parts: str) -> Response:
            token()
            content = body_bytes()
            body = read_shape(takes, read_json(content or b"{}"))
            print_ = fingerprint(content)
            return self.carry_out(print_, lambda act: handler(act, body, **parts))

        self._put("POST", rule, view, handler, gives, takes=takes, state=state, **documents)

    def raw(
        self,
        rule: str,
        view: Callable[..., Response],
        handler: Callable[..., Any],
        gives: type[BaseModel],
        **documents: Any,
    ) -> None:
        """POST with a reader of its own (multipart, log-in)."""
        self._put("POST", rule, view, handler, gives, **documents)

    def carry_out(self, print_: str, deed: Callable[[Act], Answer]) -> Response:
        """Do the deed in one transaction. A request that was carried out before under its key gets its answer again.

        Whether it was is asked only when the deed fails, as a repeated one must: at the latest its key is taken.
        """
        key = repeats.request_key()
        try:
            return self._carry_out(key, print_, deed)
        except (IntegrityError, Problem):
            kept = self._kept(key, print_) if key else None
            if kept is None:
                raise
            return repeats.unpacked(kept)

    def _look(self, ask: Callable[[Act], Answer]) -> Response:
        with reading(self.desk.database) as session:
            log_in = caller(self.desk, session)
            act = Act(self.desk, session, log_in.officer, log_in.is_system)
            answer = ask(act)
            response = respond(answer.body, answer.state, answer.headers)
        self.looks.keep(self.desk.clock, act.looks)
        for kind, ground in act.lists:
            self.lists.keep(self.desk.clock, log_in.officer.name, kind, ground)
        if log_in.is_stale:
            with transaction(self.desk.database) as session:
                touch(self.desk, session, log_in)
        return response

    def _carry_out(self, key: str, print_: str, deed: Callable[[Act], Answer]) -> Response:
        with transaction(self.desk.database) as session:
            log_in = caller(self.desk, session)
            act = Act(self.desk, session, log_in.officer)
            answer = deed(act)
            if log_in.is_stale:
                touch(self.desk, session, log_in)
            response = respond(answer.body, answer.state, answer.headers)
            told = respond(answer.kept, answer.state, answer.headers) if answer.kept else response
            keep(session, act.clock, key, act.officer.id, print_, repeats.packed(told))
            return response

    def _kept(self, key: str, print_: str) -> bytes | None:
        with reading(self.desk.database) as session:
            return given_before(session, key, caller(self.desk, session).officer.id, print_)

    def close(self) -> None:
        """Publish the document and put a clear refusal behind every address that is not one of ours."""
        self.rules.append(Rule("/openapi.json", methods=["GET"]))
        self.blueprint.add_url_rule("/openapi.json", "openapi", lambda: Response(
            orjson.dumps(self.spec.spec), mimetype="application/json"))  # fmt: skip
        addresses = Map(self.rules).bind("")

        def unknown(address: str) -> Response:
            allowed = sorted(set(addresses.allowed_methods("/" + address)) - {"OPTIONS"})
            if not allowed:
                raise NoSuchAddress
            if request.method == "OPTIONS":
                return Response("", 204, {"Allow": ", ".join([*allowed, "OPTIONS"])})
            raise MethodNotAllowed(valid_methods=allowed)

        every = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        self.blueprint.add_url_rule("/<path:address>", "unknown", unknown, methods=every)

    def _put(
        self, method: str, rule: str, view: Callable[..., Response], handler: Callable[..., Any],
        gives: type[BaseModel], is_question: bool = False, **documents: Any,
    ) -> None:  # fmt: skip
        self.rules.append(Rule(rule, methods=[method]))
        scope = scope_of(rule, is_question or method == "GET")

        def scoped(**parts: str) -> Response:
            g.scope = scope
            return view(**parts)

        described = document.describe(self.spec, scoped, handler, gives, scope=scope, **documents)
        self.blueprint.add_url_rule(
            rule, handler.__name__, described, methods=[method], provide_automatic_options=False
        )


def body_bytes() -> bytes:
    """The JSON body as sent. Raises `BodyTooLarge` or `BodyNotJson`."""
    if (request.content_length or 0) > LIMIT_BYTES:
        raise BodyTooLarge(limit=LIMIT_BYTES)
    request.max_content_length = LIMIT_BYTES
    content = request.get_data(cache=False)
    if content and request.mimetype != "application/json":
        raise BodyNotJson(wanted="application/json")
    return content


def fingerprint(content: bytes) -> str:
    """What makes a request the same request: its method, its address, its version condition and its body."""
    line = f"{request.method} {request.path} {request.headers.get('If-Match', '')}\n"
    return sha256(line.encode() + content).hexdigest()
