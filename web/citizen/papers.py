"""The papers of an application: a file for each component, as many as it needs."""

from flask import Response, request

from cases import applying, filing, queries
from cases.desk import Desk
from cases.filing import Kept
from ground.errors import Invalid, Problem
from web.citizen.applying import sent_of
from web.citizen.hall import Guest, draw_page, on_to, page, slow_page
from web.errors import state_of
from web.language import language
from web.visit import House

LIMIT_FILE = 21 * 1024 * 1024


class FileMissing(Invalid):
    """Choose a file first."""

    code = "file_missing"


def routes(house: House) -> None:
    """`/apply/<slug>/papers`."""
    page(house, "/apply/<slug>/papers", show_papers)
    slow_page(house, "/apply/<slug>/papers/<component>", sent_file, read_file, add_file, LIMIT_FILE)
    page(house, "/apply/<slug>/papers/<component>/removal", take_out, ("POST",))
    page(house, "/apply/<slug>/papers/<component>/reuse", choose_paper, ("POST",))


def show_papers(guest: Guest, slug: str) -> Response:
    """Every component with the files added so far."""
    return _page(guest, slug)


def sent_file(guest: Guest, **parts: str) -> tuple[str, bytes]:
    """The file that came with the form; empty where none was chosen."""
    part = request.files.get("file")
    return (part.filename or "file", part.read()) if part is not None and part.filename else ("", b"")


def read_file(desk: Desk, sent: tuple[str, bytes]) -> Kept | Problem:
    """Read it to its end and lay it into the vault, or say what is wrong with it."""
    name, content = sent
    if not name:
        return FileMissing()
    try:
        return filing.look_through(desk.vault, content, name, desk.trust())
    except Problem as problem:
        return problem


def add_file(guest: Guest, kept: Kept | Problem, slug: str, component: str) -> Response:
    """Put it into the draft."""
    if isinstance(kept, Problem):
        return _page(guest, slug, component, kept)
    applying.add_file(guest.session, guest.clock, guest.visit, slug, component, kept)
    return on_to(f"/apply/{slug}/papers")


def take_out(guest: Guest, slug: str, component: str) -> Response:
    """Take a file out again."""
    applying.take_out(guest.session, guest.visit, slug, component, request.form.get("digest", ""))
    return on_to(f"/apply/{slug}/papers")


def choose_paper(guest: Guest, slug: str, component: str) -> Response:
    """Use a paper that is here already, or none of them."""
    offer = request.form.get("offer", "")[:60]
    try:
        applying.reuse(guest.session, guest.clock, guest.visit, slug, component, offer)
    except Invalid as problem:
        return _page(guest, slug, component, problem)
    return on_to(f"/apply/{slug}/papers")


def _page(guest: Guest, slug: str, component: str = "", problem: Problem | None = None) -> Response:
    draft = applying.draft_of(guest.session, guest.visit, slug)
    if draft is None:
        return on_to(f"/apply/{slug}")
    return draw_page(
        guest, "papers.html", state_of(problem) if problem else 200,
        procedure=queries.procedure_of(guest.session, slug), draft=draft, sent=sent_of(draft.typed),
        faulty=component, sentence=problem.sentence(language()) if problem else "",
        found=applying.found(guest.session, guest.clock, guest.visit, slug), is_open=applying.is_open(guest.visit),
    )  # fmt: skip
