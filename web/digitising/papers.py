"""The papers of a dossier at the scanner: which are scanned and which not, and why; files are dropped here."""

from collections.abc import Sequence

from flask import Response, request

from cases import people
from cases.desk import Desk
from cases.digitising import scanning, views
from cases.digitising.scanning import ScanKept
from cases.digitising.tools import SCAN_BYTES, reader_lacks
from ground.errors import Invalid, Problem
from web.digitising.words import STATES
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show

MOST_AT_ONCE = 10


class NoScanChosen(Invalid):
    """Choose the scanned files first, at most {limit} at once."""

    code = "no_scan_chosen"


def routes(house: House) -> None:
    """`/dossiers/<code>/scans`."""
    limit = SCAN_BYTES * 2
    house.page("/dossiers/<code>/scans", show_papers_to_scan)
    address = "/dossiers/<code>/papers/<component>/scans"
    house.upload(address, may_scan, look_at_scans, take_scans, show_scans_refused, limit)


def show_papers_to_scan(visit: Visit, code: str) -> Response:
    """Every paper of the list."""
    return _page(visit, code)


def show_scans_refused(visit: Visit, problem: Problem, code: str, component: str) -> Response:
    """The same, saying why nothing was taken in."""
    return _page(visit, code, problem, component)


def _page(visit: Visit, code: str, problem: Problem | None = None, component: str = "") -> Response:
    may, papers = views.papers_to_scan(visit.session, visit.clock, visit.officer, code)
    scans = [scan for paper in papers for scan in paper.scans]
    return show(
        "digitising/papers.html", state_of(problem) if problem else 200, code=code, may=may, papers=papers,
        sentence=problem.sentence(language()) if problem else "", component=component, STATES=STATES,
        is_moving=any(scan.state == "reading" for scan in scans), lacking=reader_lacks(), place="queue",
    )  # fmt: skip


def may_scan(visit: Visit, code: str, component: str) -> None:
    """Before a file is looked at: the dossier is his to scan for."""
    dossier = people.dossier_for(visit.session, visit.officer, code, visit.clock)
    scanning.require_scanner(visit.session, visit.clock, visit.officer, dossier.unit_id, dossier.handling_unit_id)


def look_at_scans(desk: Desk, code: str, component: str) -> Sequence[ScanKept]:
    """Each file on its own; the first that is no scan is told and none is taken in."""
    files = [each for each in request.files.getlist("file") if each.filename]
    if not 0 < len(files) <= MOST_AT_ONCE:
        raise NoScanChosen(limit=MOST_AT_ONCE)
    return [scanning.look_over(desk.vault, each.read(), each.filename or "scan") for each in files]


def take_scans(visit: Visit, found: Sequence[ScanKept], code: str, component: str) -> str:
    """Have them read; one alone is looked at at once."""
    taken = [scanning.take_in(visit.session, visit.clock, visit.officer, code, component, kept) for kept in found]
    return f"/scans/{taken[0].id}" if len(taken) == 1 else f"/dossiers/{code}/scans"
