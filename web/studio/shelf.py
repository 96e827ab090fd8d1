"""The studio's first page: drafts being drawn, versions that wait for approval, procedures in force, a new one."""

import unicodedata

from flask import Response, request

from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.studio import designs
from cases.studio.frame import framed
from cases.studio.shelf import shelf_of
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/studio` and what begins a draft."""
    house.page("/studio", show_studio)
    house.deed("/studio/designs", begin_design, show_studio_refusal)
    house.deed("/studio/designs/<design_id>/dropping", drop_design)


def show_studio(visit: Visit) -> Response:
    """What may be opened."""
    return _page(visit)


def show_studio_refusal(visit: Visit, problem: Problem) -> Response:
    """The page again with what was refused."""
    return _page(visit, problem)


def _page(visit: Visit, problem: Problem | None = None) -> Response:
    require_role(visit.session, visit.clock, visit.officer, DESIGNER, ADMINISTRATOR)
    shelf = shelf_of(visit.session, visit.clock)
    return show(
        "studio/shelf.html", state_of(problem) if problem else 200, shelf=shelf, typed=request.form,
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def begin_design(visit: Visit) -> str:
    """A draft of a stored version, or of a new procedure with the frame of the one-stop mechanism."""
    definition = request.form.get("definition_id", "")
    if definition:
        design = designs.begin_from(visit.session, visit.clock, visit.officer, definition)
    else:
        name, slug = _typed("name", 500), _typed("slug", 60) or slug_of(_typed("name", 500))
        files = framed(slug, name, _typed("code", 50), _term(), _typed("basis", 300))
        design = designs.begin_new(visit.session, visit.clock, visit.officer, slug, name, files)
    return f"/studio/designs/{design.id}"


def drop_design(visit: Visit, design_id: str) -> str:
    """Lay a draft aside."""
    designs.drop(visit.session, visit.clock, visit.officer, design_id)
    return "/studio"


def _typed(name: str, longest: int) -> str:
    return request.form.get(name, "").strip()[:longest]


def _term() -> str:
    days = _typed("days", 4)
    return f"{int(days) if days.isdecimal() and int(days) else 5}wd"


def slug_of(name: str) -> str:
    """A short name from a Vietnamese one: small letters without marks, words joined by underscores."""
    bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in bare).split()
    return "_".join(words)[:40].strip("_") or "thu_tuc"
