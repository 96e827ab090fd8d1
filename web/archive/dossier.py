"""One dossier as the archive sees it: how long it is kept, what holds it, and all of it as one package."""

from flask import Response, request

from cases import archivelists, holds
from cases.archive import archive
from ground.errors import Problem
from web.errors import state_of, tell
from web.language import language
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/archive/dossiers/<code>`."""
    house.page("/archive/dossiers/<code>", show_kept)
    house.page("/archive/dossiers/<code>/package.zip", fetch_package)
    house.deed("/archive/dossiers/<code>/hold", put_hold, show_kept_refusal)
    house.deed("/archive/dossiers/<code>/hold/lifting", lift_hold, show_kept_refusal)


def show_kept(visit: Visit, code: str) -> Response:
    """Retention and holds."""
    return _page(visit, code)


def show_kept_refusal(visit: Visit, problem: Problem, code: str) -> Response:
    """The same with what was wrong."""
    return _page(visit, code, problem) if problem.code.startswith(("hold_", "held_", "not_held")) else tell(problem)


def _page(visit: Visit, code: str, problem: Problem | None = None) -> Response:
    kept = archivelists.kept_of(visit.session, visit.clock, visit.officer, code)
    all_holds = holds.holds_of(visit.session, visit.clock, visit.officer, code)
    return show(
        "archive/dossier.html", state_of(problem) if problem else 200, code=code, kept=kept, holds=all_holds,
        is_held=any(each.lifted_at is None for each in all_holds),
        may_hold=holds.may_hold(visit.session, visit.clock, visit.officer, code),
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def put_hold(visit: Visit, code: str) -> str:
    """Keep it here."""
    holds.put_hold(visit.session, visit.clock, visit.officer, code, request.form.get("ground", ""))
    return f"/archive/dossiers/{code}"


def lift_hold(visit: Visit, code: str) -> str:
    """The ground is gone."""
    holds.lift_hold(visit.session, visit.clock, visit.officer, code, request.form.get("ground", ""))
    return f"/archive/dossiers/{code}"


def fetch_package(visit: Visit, code: str) -> Response:
    """Everything of a closed dossier in one file that checks itself."""
    content = archive(visit.session, visit.clock, visit.officer, code, visit.desk.vault, visit.desk.trust())
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.zip"'
    return response
