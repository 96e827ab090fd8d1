"""One's own papers: kept once, used again by consent, with every use shown."""

from datetime import date

from flask import Response, request

from cases import citizens, ownpapers, queries
from cases.filing import Kept
from cases.ownpapers import About
from cases.reuse import Holder
from ground.errors import Invalid, NotFound, Problem
from web.citizen.hall import Guest, draw_page, on_to, page, slow_page
from web.citizen.papers import LIMIT_FILE, read_file, sent_file
from web.errors import state_of
from web.language import language
from web.moments import read_day
from web.track import ask_again
from web.visit import House


def routes(house: House) -> None:
    """`/my/store`."""
    page(house, "/my/store", show_store)
    page(house, "/my/store/entry", open_store, ("POST",))
    slow_page(house, "/my/store/papers", sent_file, read_file, keep_paper, LIMIT_FILE)
    page(house, "/my/store/papers/<paper_id>", get_paper)
    page(house, "/my/store/papers/<paper_id>/consent", give_consent, ("POST",))
    page(house, "/my/store/papers/<paper_id>/removal", remove_paper, ("POST",))
    page(house, "/my/store/consents/<consent_id>/withdrawal", withdraw_consent, ("POST",))


def show_store(guest: Guest) -> Response:
    """The papers, or the door to them."""
    return _page(guest)


def open_store(guest: Guest) -> Response:
    """Both numbers: on to the papers, or the same page with what was wrong."""
    identity, phone = (request.form.get(name, "")[:50] for name in ("identity", "phone"))
    try:
        address = request.remote_addr or ""
        ownpapers.open_store(guest.session, guest.clock, guest.visit, identity, phone, address)
    except citizens.VisitOver as over:
        return ask_again(guest.desk, "", over)
    except Problem as problem:
        return _door(guest, problem)
    return on_to("/my/store")


def keep_paper(guest: Guest, kept: Kept | Problem) -> Response:
    """Lay a paper into the store."""
    holder = _holder(guest)
    if isinstance(kept, Problem):
        return _page(guest, kept)
    kinds = _kinds(guest)
    component = request.form.get("component", "")
    if component not in kinds:
        return _page(guest, ownpapers.OwnPaperUnnamed())
    about = About(
        component, request.form.get("title", "").strip() or kinds[component], request.form.get("number", ""),
        _day("issued_on"), _day("valid_until_on"),
    )  # fmt: skip
    try:
        ownpapers.keep(guest.session, guest.clock, holder, about, kept)
    except Problem as problem:
        return _page(guest, problem)
    return on_to("/my/store")


def get_paper(guest: Guest, paper_id: str) -> Response:
    """One of them, as it was handed in."""
    row = ownpapers.paper_for(guest.session, _holder(guest), paper_id)
    response = Response(guest.desk.vault.read(row.digest), mimetype=row.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="giay-to-{row.id[:8]}.{row.kind}"'
    return response


def give_consent(guest: Guest, paper_id: str) -> Response:
    """Let it be used for one procedure or any, once or until he says no."""
    procedure = request.form.get("procedure", "")[:100]
    if procedure and procedure not in {line.slug for line in queries.procedures(guest.session)}:
        raise Invalid
    is_once = request.form.get("how") == "once"
    ownpapers.consent(guest.session, guest.clock, _holder(guest), paper_id, procedure, is_once)
    return on_to("/my/store")


def withdraw_consent(guest: Guest, consent_id: str) -> Response:
    """No more, from now on."""
    ownpapers.say_no(guest.session, guest.clock, _holder(guest), consent_id)
    return on_to("/my/store")


def remove_paper(guest: Guest, paper_id: str) -> Response:
    """Take it out."""
    ownpapers.remove(guest.session, guest.clock, _holder(guest), paper_id)
    return on_to("/my/store")


def _holder(guest: Guest) -> Holder:
    try:
        return ownpapers.holder_of(guest.session, guest.clock, guest.visit)
    except (ownpapers.StoreShut, ownpapers.StoreNotYours) as shut:
        # What a shut store holds does not exist for who looks.
        raise NotFound from shut


def _page(guest: Guest, problem: Problem | None = None) -> Response:
    try:
        holder = ownpapers.holder_of(guest.session, guest.clock, guest.visit)
    except citizens.VisitOver:
        return ask_again(guest.desk, "", ownpapers.StoreNeedsDossier())
    except (ownpapers.StoreShut, ownpapers.StoreNotYours) as shut:
        return _door(guest, shut if isinstance(shut, ownpapers.StoreNotYours) else None)
    lines = ownpapers.papers_of(guest.session, guest.clock, holder)
    procedures = {line.slug: line.name for line in queries.procedures(guest.session)}
    return draw_page(
        guest, "store.html", state_of(problem) if problem else 200, lines=lines, procedures=procedures,
        kinds=_kinds(guest), is_open=True, sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def _door(guest: Guest, problem: Problem | None) -> Response:
    is_his = not isinstance(problem, ownpapers.StoreNotYours)
    return draw_page(
        guest, "store.html", state_of(problem) if problem and is_his else 200, is_open=False, is_his=is_his,
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def _kinds(guest: Guest) -> dict[str, str]:
    """The kinds of paper that can be kept: what some procedure asks for and is not written anew each time."""
    never = ownpapers.written_anew(guest.session, guest.clock)
    found = {
        part.code: part.name for line in queries.procedures(guest.session) for part in line.components
        if part.code not in never
    }  # fmt: skip
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def _day(name: str) -> date | None:
    try:
        return read_day(request.form.get(name, ""))
    except ValueError:
        return None
