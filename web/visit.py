"""How a page comes about: who is here, one session, one call, one template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cases import people, repeats
from cases.accesses import Look, Looks, ground_of
from cases.desk import Desk
from cases.people import LogIn
from cases.tables import Officer, Unit
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Conflict, Problem
from web.safety import LIMIT_BYTES, check_origin, check_texts, check_token
from web.veil import key_of

# Before the names of fields that go through the log-in page; what never goes through it.
CARRIED = "k."
SECRETS = frozenset({"csrf", "request_key", "next"})
# Who comes from here has looked for a dossier by itself.
SEARCHES = frozenset({"/dossiers"})


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page has in its hands: the open session, the clock and the officer who is looking."""

    desk: Desk
    session: Session
    log_in: LogIn
    looks: list[Look] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return self.desk.clock

    @property
    def officer(self) -> Officer:
        return self.log_in.officer

    def saw(self, code: str, is_his: bool = False) -> None:
        """The page shows the data of this dossier's applicant: kept with its ground once the page is made."""
        is_found = urlsplit(request.headers.get("Referer", "")).path in SEARCHES
        ground = ground_of(g.guest.roles, is_his=is_his, is_found=is_found)
        self.looks.append(Look(self.officer.id, code, ground))


@dataclass(frozen=True, slots=True)
class Guest:
    """What the frame of every page says about the officer; plain words, good even after the session was rolled back."""

    name: str
    full_name: str
    title: str
    unit_name: str
    csrf: str
    roles: frozenset[str]
    veil: bytes


Page = Callable[..., Response]
Refusal = Callable[..., Response]


class House:
    """Puts pages and deeds behind addresses. A page is `(visit, **parts of the address) -> Response`."""

    def __init__(self, desk: Desk, blueprint: Blueprint) -> None:
        self.desk = desk
        self.blueprint = blueprint
        self.looks = Looks(desk.database)

    def open_page(self, rule: str, page: Page, methods: tuple[str, ...] = ("GET",)) -> None:
        """A page for everybody: `page(desk, **parts)`; what it sends must not come from another site."""

        def view(**parts: str) -> Response:
            if request.method == "POST":
                check_origin()
                check_texts()
            return page(self.desk, **parts)

        self.blueprint.add_url_rule(rule, page.__name__, view, methods=methods)

    def page(self, rule: str, page: Page, methods: tuple[str, ...] = ("GET",)) -> None:
        """A page for officers: one consistent view of the database, nothing changed."""

        def view(**parts: str) -> Response:
            if request.method == "POST":
                check_origin()
                check_texts()
            with reading(self.desk.database) as session:
                visit = self.enter(session)
                response = page(visit, **parts) if visit else to_log_in()
            # A page that looks again by itself is no sign of its officer.
            if visit and visit.log_in.is_stale and "X-Live" not in request.headers:
                with transaction(self.desk.database) as session:
                    people.touch(session, self.desk.clock, visit.log_in.token)
            return self._noted(visit, response)

        self.blueprint.add_url_rule(rule, page.__name__, view, methods=methods)

    def deed(
        self, rule: str, deed: Callable[..., str], refusal: Refusal | None = None, limit: int = LIMIT_BYTES
    ) -> None:  # fmt: skip
        """POST for officers of at most `limit` bytes: one transaction, then on to the address the deed returns.

        When the desk refuses, everything is rolled back and `refusal(visit, problem, **parts)` shows the page again.
        """

        def view(**parts: str) -> Response:
            check_origin()
            check_texts(limit)
            try:
                return self._do(deed, parts)
            except Problem as problem:
                if refusal is None:
                    raise
                with reading(self.desk.database) as session:
                    visit = self.enter(session)
                    response = refusal(visit, problem, **parts) if visit else to_log_in()
                return self._noted(visit, response)

        self.blueprint.add_url_rule(rule, deed.__name__, view, methods=["POST"])

    def _noted(self, visit: Visit | None, response: Response) -> Response:
        """The page, and whose data it has shown kept; outside the session that made it."""
        if visit and visit.looks and response.status_code < 500:
            self.looks.keep(self.desk.clock, visit.looks)
        return response

    def upload(
        self, rule: str, may: Callable[..., object], look: Callable[..., Any], deed: Callable[..., str],
        refusal: Refusal, limit: int,
    ) -> None:  # fmt: skip
        """As `deed`, for files: before they are looked at, who sends them is known and `may(visit, **parts)` let him.

        `look(desk, **parts)` reads them to their end with no transaction open; the deed gets what it found.
        """

        def view(**parts: str) -> Response:
            check_origin()
            check_texts(limit)
            with reading(self.desk.database) as session:
                visit = self.enter(session)
                if visit is None:
                    return to_log_in()
                check_token(visit.log_in.csrf)
                may(visit, **parts)
            try:
                found = look(self.desk, **parts)
                return self._do(lambda visit, **rest: deed(visit, found, **rest), parts)
            except Problem as problem:
                with reading(self.desk.database) as session:
                    visit = self.enter(session)
                    return refusal(visit, problem, **parts) if visit else to_log_in()

        self.blueprint.add_url_rule(rule, deed.__name__, view, methods=["POST"])

    def _do(self, deed: Callable[..., str], parts: Mapping[str, str]) -> Response:
        try:
            return self._do_once(deed, parts)
        except (IntegrityError, Conflict):
            # A double click: the first one won. Asking again finds where it led, or meets the true conflict.
            return self._do_once(deed, parts)

    def _do_once(self, deed: Callable[..., str], parts: Mapping[str, str]) -> Response:
        with transaction(self.desk.database) as session:
            visit = self.enter(session)
            if visit is None:
                return to_log_in()
            check_token(visit.log_in.csrf)
            if visit.log_in.is_stale:
                people.touch(session, self.desk.clock, visit.log_in.token)
            key, print_ = request.form.get("request_key", ""), _fingerprint()
            before = repeats.given_before(session, key, visit.officer.id, print_)
            address = before.decode() if before else deed(visit, **parts)
            if not before:
                repeats.keep(session, visit.clock, key, visit.officer.id, print_, address.encode())
            return make_response(redirect(address, 303))

    def enter(self, session: Session) -> Visit | None:
        """Who is looking, by his cookie; None when nobody is logged in."""
        token = request.cookies.get(cookie_name(self.desk), "")
        log_in = people.officer_of(session, self.desk.clock, token, self.desk.stay)
        if log_in is None:
            self.desk.gate.forget(token)
            return None
        self.desk.gate.recognise(token, log_in.officer.id)
        officer = log_in.officer
        unit = session.get_one(Unit, officer.unit_id)
        roles = people.roles_of(session, officer, self.desk.clock)
        veil = key_of(officer.id + (officer.password_hash or log_in.csrf))
        g.guest = Guest(officer.name, officer.full_name, officer.title, unit.name, log_in.csrf, roles, veil)
        return Visit(self.desk, session, log_in)


def show(template: str, state: int = 200, **facts: Any) -> Response:
    """The page, with the officer and the fresh request key every form carries."""
    guest = g.get("guest")
    csrf = guest.csrf if guest else ""
    page = render_template(template, officer=guest, csrf=csrf, request_key=uuid4().hex, **facts)
    return make_response(page, state)


def count(desk: Desk) -> None:
    """Count this request at the gate; what every page loads of our own files is free. Raises `RequestsTooMany`."""
    if not request.path.startswith("/static/"):
        desk.gate.enter(desk.clock, request.cookies.get(cookie_name(desk), ""), request.remote_addr or "")


def cookie_name(desk: Desk) -> str:
    """`__Host-` binds the cookie to this host, but a browser takes it over https only."""
    return "__Host-motcua" if desk.is_secure else "motcua"


def to_log_in() -> Response:
    """Off to the log-in page, and back here afterwards; what was typed goes along and is offered again."""
    kept = [(f"{CARRIED}{name}", text) for name, text in request.form.items(multi=True) if _is_carried(name)]
    if request.method == "POST" and kept:
        return show("ended.html", 401, kept=kept, to=request.path, back=page_of(request.path))
    back = request.full_path.rstrip("?") if request.method == "GET" else "/inbox"
    return make_response(redirect(f"/?next={quote(back)}", 303))


def _is_carried(name: str) -> bool:
    return name not in SECRETS and "password" not in name


def page_of(address: str) -> str:
    """The page a deed's address belongs to: the address without its last word."""
    return address.rpartition("/")[0] or "/inbox"


def _fingerprint() -> str:
    fields = sorted((name, text) for name, text in request.form.items(multi=True))
    return sha256(repr((request.path, fields)).encode()).hexdigest()
