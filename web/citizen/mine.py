"""One's own dossier: opened by code and second factor, then all of it in plain words and what there is to do."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Response, request

from cases import citizens, filing
from cases.desk import Desk
from cases.filing import Kept
from cases.papers import PaperBrought
from cases.queries.issued import issued_papers
from cases.queries.mine import MyDossier, my_dossier
from cases.tables import Dossier, Unit
from ground.database import transaction
from ground.errors import Invalid, NotFound, Problem
from ground.messages import translate
from web.citizen.hall import Guest, cookie_name, draw_page, on_to, page, remember, slow_page
from web.citizen.papers import LIMIT_FILE, read_file, sent_file
from web.errors import state_of
from web.language import language
from web.track import ask_again, code_typed
from web.visit import House

LIMIT = 2000


class FileHereAlready(Invalid):
    """This very file is in the dossier already. Choose the new one that was asked for."""

    code = "file_here_already"


class SupplementBare(Invalid):
    """Nothing was added yet. Add a file to what was asked for, or write a word about it."""

    code = "supplement_bare"


def routes(house: House) -> None:
    """`/my`, and `/track/entry` that leads there."""
    house.open_page("/track/entry", enter_mine, ("POST",))
    page(house, "/my", show_mine)
    page(house, "/my/leave", leave_mine, ("POST",))
    slow_page(house, "/my/papers/<int:number>", sent_file, read_file, add_mine, LIMIT_FILE)
    page(house, "/my/papers/<int:number>/removal", take_mine_out, ("POST",))
    page(house, "/my/supplement", send_supplement, ("POST",))
    page(house, "/my/withdrawal", withdraw_mine, ("POST",))
    page(house, "/my/rating", rate_mine, ("POST",))
    page(house, "/my/files/<digest>", get_mine)


def enter_mine(desk: Desk) -> Response:
    """Code and second factor: on to the dossier, or the same page with what was wrong; the code alone leads to what
    everybody may see.
    """
    code, factor = code_typed(request.form.get("code", "")), request.form.get("factor", "").strip()[:50]
    if not factor:
        return on_to(f"/track?{urlencode({'code': code})}")
    token = request.cookies.get(cookie_name(desk), "")
    try:
        with transaction(desk.database) as session:
            visit = citizens.visit_of(session, desk.clock, token)
            welcome = citizens.begin(session, desk.clock) if visit is None else citizens.Welcome(token, visit)
            citizens.show(session, desk.clock, welcome.visit, code, factor, request.remote_addr or "")
    except Problem as problem:
        return ask_again(desk, code, problem)
    response = on_to("/my")
    remember(desk, response, welcome.token)
    return response


def show_mine(guest: Guest) -> Response:
    """All of it."""
    return _page(guest)


def leave_mine(guest: Guest) -> Response:
    """Close the dossier to this browser."""
    citizens.leave(guest.visit)
    return on_to("/track")


def _dossier(guest: Guest) -> Dossier:
    dossier = citizens.dossier_of(guest.session, guest.clock, guest.visit)
    guest.visit.seen_at = guest.clock.now()
    return dossier


def _page(guest: Guest, problem: Problem | None = None) -> Response:
    try:
        dossier = _dossier(guest)
    except citizens.VisitOver as over:
        return ask_again(guest.desk, "", over if guest.visit.dossier_id else None)
    view = my_dossier(guest.session, guest.clock, dossier)
    return draw_page(
        guest, "mine.html", state_of(problem) if problem else 200, view=view, stage=stage_of(view),
        sentence=problem.sentence(language()) if problem else "", is_new="new" in request.args,
        typed=request.form,
    )  # fmt: skip


def stage_of(view: MyDossier) -> int:
    """How far along the five stages every citizen sees, 0 to 4."""
    if view.state == "returned":
        return 4
    if view.state == "finished":
        return 3
    if not view.is_accepted:
        return 0
    return 1 if view.state == "accepted" else 2


def add_mine(guest: Guest, kept: Kept | Problem, number: int) -> Response:
    """A file for one of the things that were asked for, and for nothing else."""
    dossier = _dossier(guest)
    wanted = my_dossier(guest.session, guest.clock, dossier).wanted
    if number >= len(wanted):
        raise NotFound
    if isinstance(kept, Problem):
        return _page(guest, kept)
    unit = guest.session.get_one(Unit, dossier.unit_id)
    applicant = citizens.at_the_counter(guest.session, unit)
    row = filing.file_paper(guest.session, guest.clock, applicant, dossier.code, wanted[number].component, kept)
    added = my_dossier(guest.session, guest.clock, dossier).wanted[number].files
    return on_to("/my#todo") if row.id in {each for each, _ in added} else _page(guest, FileHereAlready())


def take_mine_out(guest: Guest, number: int) -> Response:
    """A file that was added by mistake, before what was asked for is sent."""
    dossier = _dossier(guest)
    wanted = my_dossier(guest.session, guest.clock, dossier).wanted
    file_id = request.form.get("file", "")
    if number >= len(wanted) or file_id not in {each for each, _ in wanted[number].files}:
        raise NotFound
    applicant = citizens.at_the_counter(guest.session, guest.session.get_one(Unit, dossier.unit_id))
    filing.lay_aside(guest.session, guest.clock, applicant, file_id, translate("Taken out by the applicant.", "vi"))
    return on_to("/my#todo")


def send_supplement(guest: Guest) -> Response:
    """Say that everything asked for is there."""

    def send(dossier: Dossier) -> None:
        wanted = my_dossier(guest.session, guest.clock, dossier).wanted
        codes = {each.component for each in wanted if each.files}
        if wanted and not codes and not _said("note"):
            raise SupplementBare
        papers = tuple(PaperBrought(code, copies=1) for code in sorted(codes))
        citizens.answer_supplement(guest.session, guest.clock, dossier, papers, _said("note"))

    return _act(guest, send)


def withdraw_mine(guest: Guest) -> Response:
    """Take the dossier back."""
    return _act(guest, lambda dossier: citizens.withdraw(guest.session, guest.clock, dossier, _said("reason")))


def rate_mine(guest: Guest) -> Response:
    """Say how it was."""
    level = request.form.get("level", "")
    return _act(guest, lambda dossier: citizens.rate(guest.session, guest.clock, dossier, level, _said("remark")))


def _act(guest: Guest, deed: Callable[[Dossier], object]) -> Response:
    """Do it, and on to the dossier; or the dossier with what hindered it, nothing changed, what was typed kept."""
    try:
        dossier = _dossier(guest)
        with guest.session.begin_nested():
            deed(dossier)
    except Problem as problem:
        return _page(guest, problem)
    return on_to("/my")


def get_mine(guest: Guest, digest: str) -> Response:
    """A paper the house has issued about the dossier."""
    dossier = _dossier(guest)
    paper = next((each for each in issued_papers(guest.session, dossier.code).papers if each.digest == digest), None)
    if paper is None:
        raise NotFound
    response = Response(guest.desk.vault.read(digest), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{dossier.code}-{paper.kind}.pdf"'
    return response


def _said(name: str) -> str:
    return request.form.get(name, "").strip()[:LIMIT]
