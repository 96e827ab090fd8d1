"""Two versions side by side: coloured drawings, and the differences in words for a submission."""

from flask import Response, make_response, request

from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.studio.comparing import Difference, compare, drawing_of_version, versions_to_compare
from ground.messages import translate
from web.language import language
from web.safety import with_drawings
from web.visit import House, Visit, show
from web.words import term_words


def routes(house: House) -> None:
    """`/studio/comparison`."""
    house.page("/studio/comparison/<slug>", show_comparison)
    house.page("/studio/versions/<definition_id>/drawings/<process>", show_version_drawing)


def show_comparison(visit: Visit, slug: str) -> Response:
    """Two chosen versions, or the newest and the one before; only their list when there is but one."""
    require_role(visit.session, visit.clock, visit.officer, DESIGNER, ADMINISTRATOR)
    versions = versions_to_compare(visit.session, slug)
    ids = [row.id for row in versions]
    new = request.args.get("new", ids[0] if ids else "")
    old = request.args.get("old", "") or next((each for each in ids if each != new), "")
    found = compare(visit.session, old, new) if old and new else None
    words = [spoken(each) for each in found.differences] if found else []
    return with_drawings(
        show("studio/comparison.html", slug=slug, versions=versions, old=old, new=new, comparison=found, words=words)
    )


def spoken(difference: Difference) -> str:
    """A difference as it is read."""
    words = {
        name: term_words(str(word)) if name in difference.terms and word != "–" else word
        for name, word in difference.words.items()
    }
    return translate(difference.text, language(), **words)


def show_version_drawing(visit: Visit, definition_id: str, process: str) -> Response:
    """One drawing of a stored version, for the viewer."""
    require_role(visit.session, visit.clock, visit.officer, DESIGNER, ADMINISTRATOR)
    response = make_response(drawing_of_version(visit.session, definition_id, process))
    response.mimetype = "application/xml"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
