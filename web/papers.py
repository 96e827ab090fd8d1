"""Papers of a dossier by their digest, as attachments: never shown inside a page of ours."""

from flask import Response

from cases import queries
from ground.errors import NotFound
from web.visit import House, Visit


class PaperNotFound(NotFound):
    """There is no such paper in this dossier."""

    code = "paper_not_found"


def routes(house: House) -> None:
    """`/dossiers/<code>/papers/<digest>`."""
    house.page("/dossiers/<code>/papers/<digest>", download_paper)


def download_paper(visit: Visit, code: str, digest: str) -> Response:
    """The bytes, if the officer may see the dossier and the paper is one of it."""
    page = queries.dossier_page(visit.session, visit.clock, visit.officer, code)
    names = {slip.digest: slip.kind for slip in page.slips} | {result.digest: result.key for result in page.results}
    names |= {paper.digest: "paper" for paper in page.papers}
    if not digest or digest not in names:
        raise PaperNotFound
    response = Response(visit.desk.vault.read(digest), mimetype="application/pdf")
    file = "".join(
        letter for letter in f"{code}-{names[digest]}" if letter.isascii() and (letter.isalnum() or letter in "-._")
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.pdf"'
    # A paper is shown in the browser's own viewer, if at all: nothing in it may load or run anything here.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
