"""How a citizen's page comes about: the visit behind his cookie, one session, one call, one template."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from flask import Response, make_response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from cases import citizens
from cases.desk import Desk
from cases.tables import CitizenVisit
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Invalid
from web.safety import LIMIT_BYTES, check_origin, check_texts, check_token
from web.visit import House, show

Parts = ParamSpec("Parts")
Wanted = TypeVar("Wanted")
Made = TypeVar("Made")
LASTS_SECONDS = int(citizens.LASTS.total_seconds())


@dataclass(frozen=True, slots=True)
class Guest:
    """What a citizen's page has in its hands: the open session, the clock and the visit."""

    desk: Desk
    session: Session
    visit: CitizenVisit

    @property
    def clock(self) -> Clock:
        return self.desk.clock


class SentTooMuch(Invalid):
    """The file is larger than 20 MB and was not taken. Scan it with fewer dots per inch, or send it in parts."""

    code = "sent_too_much"


Page = Callable[Concatenate[Guest, Parts], Response]


def cookie_name(desk: Desk) -> str:
    """As with officers: bound to this host wherever the door is https."""
    return "__Host-motcua-citizen" if desk.is_secure else "motcua-citizen"


def page(
    house: House, rule: str, view: Page[...], methods: tuple[str, ...] = ("GET",), late: Page[...] | None = None
) -> None:  # fmt: skip
    """A page with a visit; one begins where there was none. What it sends carries the visit's secret: what was written
    in a visit that has ended is shown once more by `late`, and nothing is done.
    """

    def serve(**parts: str) -> Response:
        if request.method == "POST":
            check_origin()
            check_texts()
        desk = house.desk
        with transaction(desk.database) as session:
            visit = citizens.visit_of(session, desk.clock, request.cookies.get(cookie_name(desk), ""))
            welcome = citizens.begin(session, desk.clock) if visit is None else None
            guest = Guest(desk, session, welcome.visit if welcome else visit)  # type: ignore[arg-type]
            do = view
            if request.method == "POST":
                if late is not None and welcome is not None:
                    do = late
                else:
                    check_token(guest.visit.csrf)
            response = do(guest, **parts)
        if welcome is not None:
            remember(desk, response, welcome.token)
        return response

    house.blueprint.add_url_rule(rule, view.__name__, serve, methods=methods)


def slow_page(
    house: House, rule: str, prepare: Callable[..., Wanted], work: Callable[[Desk, Wanted], Made],
    view: Callable[..., Response], limit: int = LIMIT_BYTES,
) -> None:  # fmt: skip
    """A form whose files are read to their end between two transactions: `prepare(guest, **parts)` says what,
    `work(desk, …)` does it, `view(guest, made, **parts)` writes it down. What `work` makes may be a problem; so is what
    is larger than `limit`.
    """

    def serve(**parts: str) -> Response:
        check_origin()
        desk, token = house.desk, request.cookies.get(cookie_name(house.desk), "")
        try:
            check_texts(limit)
        except RequestEntityTooLarge:
            # Nothing of it was read, so nothing is changed: the page says what hinders.
            with reading(desk.database) as session:
                return view(Guest(desk, session, _standing_visit(session, desk, token)), SentTooMuch(), **parts)
        with reading(desk.database) as session:
            guest = Guest(desk, session, _standing_visit(session, desk, token))
            check_token(guest.visit.csrf)
            wanted = prepare(guest, **parts)
        made = work(desk, wanted)
        with transaction(desk.database) as session:
            return view(Guest(desk, session, _standing_visit(session, desk, token)), made, **parts)

    house.blueprint.add_url_rule(rule, view.__name__, serve, methods=["POST"])


def _standing_visit(session: Session, desk: Desk, token: str) -> CitizenVisit:
    visit = citizens.visit_of(session, desk.clock, token)
    if visit is None:
        raise citizens.VisitOver
    return visit


def remember(desk: Desk, response: Response, token: str) -> None:
    """Put the visit's token into the cookie."""
    response.set_cookie(
        cookie_name(desk), token, max_age=LASTS_SECONDS, httponly=True, samesite="Lax", secure=desk.is_secure, path="/"
    )


def look(house: House, rule: str, view: Callable[..., Response]) -> None:
    """A page that shows what this browser has kept, and leaves nothing in a browser that has kept nothing."""

    def serve(**parts: str) -> Response:
        desk = house.desk
        with reading(desk.database) as session:
            visit = citizens.visit_of(session, desk.clock, request.cookies.get(cookie_name(desk), ""))
            return view(desk, session, visit, **parts)

    house.blueprint.add_url_rule(rule, view.__name__, serve)


def draw_page(guest: Guest, template: str, state: int = 200, **facts: object) -> Response:
    """A citizen's template; `secret` goes into every form."""
    return show(f"citizen/{template}", state, secret=guest.visit.csrf, **facts)


def on_to(address: str) -> Response:
    """After a form: the page that shows what came of it."""
    return make_response(redirect(address, 303))
