"""Papers of a dossier by their digest: fetched as attachments, or looked at beside the step in a frame of their own."""

from flask import Response, make_response, render_template, request

from cases.queries.on_file import OnFile, PaperNotFound, paper_of
from web.visit import House, Visit

# A paper to be fetched loads and runs nothing. The browser's own PDF viewer wants its style; scripts stay forbidden.
FETCHED = "default-src 'none'; sandbox"
SHOWN = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; object-src 'self'; "
    "frame-ancestors 'self'"
)
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def routes(house: House) -> None:
    """`/dossiers/<code>/papers/<digest>`, and `/view` behind it."""
    house.page("/dossiers/<code>/papers/<digest>", download_paper)
    house.page("/dossiers/<code>/papers/<digest>/view", view_paper)


def download_paper(visit: Visit, code: str, digest: str) -> Response:
    """The bytes, if the officer may see the dossier and the paper is one of it."""
    paper = paper_of(visit.session, visit.clock, visit.officer, code, digest)
    visit.saw(code)
    response = _answer(visit, paper)
    response.headers["Content-Disposition"] = f'attachment; filename="{_file(code, paper)}"'
    response.headers["Content-Security-Policy"] = FETCHED
    return response


def view_paper(visit: Visit, code: str, digest: str) -> Response:
    """The same to be shown in a frame of ours: PDF and pictures only, with nothing in them allowed to run."""
    paper = paper_of(visit.session, visit.clock, visit.officer, code, digest)
    visit.saw(code)
    if not paper.may_show:
        raise PaperNotFound
    is_framed = paper.media_type != "application/pdf" and "raw" not in request.args
    if is_framed:
        # A browser shrinks a picture to its window, but not to a frame.
        return framed(make_response(render_template("step/picture.html", paper=paper)))
    response = framed(_answer(visit, paper))
    response.headers["Content-Disposition"] = f'inline; filename="{_file(code, paper)}"'
    return response


def framed(response: Response) -> Response:
    """A paper that is shown in a frame of this house, with nothing in it allowed to run."""
    response.headers["Content-Security-Policy"] = SHOWN
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _answer(visit: Visit, paper: OnFile) -> Response:
    return Response(visit.desk.vault.read(paper.digest), mimetype=paper.media_type)


def _file(code: str, paper: OnFile) -> str:
    """A name without anything a header or a disk could stumble over."""
    stem = "".join(
        letter for letter in f"{code}-{paper.key}" if letter.isascii() and (letter.isalnum() or letter in "-._")
    )
    own = paper.number.rpartition(".")[2].lower() if paper.kind == "file" else ""
    ending = ENDINGS.get(paper.media_type) or (own if own.isascii() and own.isalnum() else "bin")
    return f"{stem}.{ending}"
