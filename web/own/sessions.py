"""My log-ins: where I am logged in, an end to any of them or to all, a password of my own, and who stands in."""

from collections.abc import Mapping

from flask import Response, make_response, redirect, request

from cases import entry
from cases.passwords import SHORTEST
from cases.queries.absences import absences_of, colleagues_of
from ground.database import reading
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.safety import check_origin, check_texts, check_token
from web.visit import House, Visit, show, to_log_in

# How a browser names itself and its machine: the first that is found.
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
            ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
           ("Linux", "Linux"))  # fmt: skip


def routes(house: House) -> None:
    """`/sessions`."""
    house.page("/sessions", show_my_sessions)
    house.deed("/sessions/end", end_my_sessions)
    house.deed("/sessions/<handle>/end", end_my_session)

    def change_password() -> Response:
        check_origin()
        check_texts()
        desk = house.desk
        with reading(desk.database) as session:
            visit = house.enter(session)
            if visit is None:
                return to_log_in()
            check_token(visit.log_in.csrf)
        try:
            # Proving the old one and hashing the new one take a tenth of a second each: no transaction is open.
            entry.change_password(desk.database, desk.clock, visit.log_in, *_typed("old", "new", "again"))
        except Problem as problem:
            return _refused(house, problem)
        return make_response(redirect("/sessions?changed#password", 303))

    house.blueprint.add_app_template_global(browser_words, "browser_words")
    house.blueprint.add_url_rule("/sessions/password", "change_password", change_password, methods=["POST"])


def browser_words(told: str) -> tuple[str, str] | None:
    """`("Firefox", "Windows")` for what a browser tells of itself; None for one nobody knows."""
    browser = next((name for mark, name in BROWSERS if mark in told), None)
    system = next((name for mark, name in SYSTEMS if mark in told), None)
    return (browser, system) if browser and system else None


def _typed(*names: str) -> list[str]:
    return [request.form.get(f"password.{name}", "") for name in names]


def _refused(house: House, problem: Problem) -> Response:
    with reading(house.desk.database) as session:
        visit = house.enter(session)
        return own_page(visit, problem.sentence(language()), state_of(problem)) if visit else to_log_in()


def show_my_sessions(visit: Visit) -> Response:
    """Every open one, the last used first."""
    return own_page(visit)


def own_page(
    visit: Visit, sentence: str = "", state: int = 200, away: str = "", typed: Mapping[str, str] | None = None
) -> Response:
    """The officer's own page: `sentence` says why the password stays, `away` why the absence was not written down."""
    stay = visit.desk.stay
    return show(
        "own/sessions.html", state, sentence=sentence, is_changed="changed" in request.args, shortest=SHORTEST,
        rows=entry.sessions_of(visit.session, visit.clock, visit.log_in, stay),
        absences=absences_of(visit.session, visit.clock, visit.officer), away=away, typed=typed or {},
        colleagues=colleagues_of(visit.session, visit.officer),
        minutes=int(stay.idle.total_seconds() // 60), hours=int(stay.lasts.total_seconds() // 3600),
    )  # fmt: skip


def end_my_session(visit: Visit, handle: str) -> str:
    """End one."""
    entry.end_session(visit.session, visit.clock, visit.officer, handle)
    return "/sessions"


def end_my_sessions(visit: Visit) -> str:
    """Log out everywhere, here too."""
    entry.end_all(visit.session, visit.clock, visit.officer)
    return "/"
