"""The first page: a citizen looks up a dossier, an officer logs in."""

from flask import Response, make_response, redirect, request

from cases import entry, people
from cases.desk import Desk
from ground.database import reading
from ground.errors import Problem
from web.errors import state_of
from web.kept import sent_again, still_ended
from web.language import language, safe_address
from web.visit import House, Visit, cookie_name, show


def routes(house: House) -> None:
    """`/`, `/login`, `/logout`."""
    house.open_page("/", show_home)
    house.open_page("/login", log_in, ("POST",))
    house.open_page("/login", to_the_doors)
    house.deed("/logout", log_out)


def show_home(desk: Desk) -> Response:
    """Both doors side by side; who is logged in already goes to the inbox."""
    with reading(desk.database) as session:
        held = people.officer_of(session, desk.clock, request.cookies.get(cookie_name(desk), ""), desk.stay)
    if held is not None:
        return make_response(redirect("/inbox", 303))
    back = safe_address(request.args.get("next", ""), "/inbox")
    return show("home.html", back=back, is_ended="next" in request.args)


def to_the_doors(desk: Desk) -> Response:
    """Whoever loads again where a log-in failed, or typed the address, finds the log-in page."""
    return make_response(redirect("/", 303))


def log_in(desk: Desk) -> Response:
    """Open a session; its token lives only in the cookie."""
    name, back = request.form.get("name", ""), safe_address(request.form.get("next", ""), "/inbox")
    try:
        password = request.form.get("password", "")
        before = request.cookies.get(cookie_name(desk), "")
        opened = entry.enter(desk.database, desk.clock, name, password, _where(), desk.stay, before)
    except Problem as problem:
        again = still_ended(problem.sentence(language()))
        if again is not None:
            return again
        return show("home.html", state_of(problem), back=back, name=name, fault=problem.sentence(language()))
    response = sent_again(opened.csrf) or make_response(redirect(back, 303))
    response.set_cookie(cookie_name(desk), opened.token, httponly=True, samesite="Lax", secure=desk.is_secure, path="/")
    return response


def _where() -> entry.From:
    return entry.From(request.remote_addr or "", request.headers.get("User-Agent", ""))


def log_out(visit: Visit) -> str:
    """End the session on the server; the cookie left behind opens nothing."""
    people.log_out(visit.session, visit.log_in.token)
    return "/"
