"""The scan desk: the queue, one scan beside what was read of it, and the officer's word."""

from datetime import date
from typing import Any

from flask import Response, request

from cases.digitising import scanning, views
from cases.digitising.listfiles import day_of
from cases.digitising.scanning import ScanFacts
from cases.digitising.tools import reader_lacks
from ground.errors import Invalid, Problem
from web.digitising.words import DAYS, FIELDS, FINDINGS, STATES, day_shown
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show

LIMIT_TEXT = 1000
PICTURE = {"Content-Security-Policy": "default-src 'none'; sandbox"}


class DayNotReadable(Invalid):
    """{written} is no day. Write it as 31/12/2026."""

    code = "scan_day_not_readable"


def routes(house: House) -> None:
    """`/scans` and one of them."""
    house.page("/scans", show_queue)
    house.page("/scans/<scan_id>", show_scan)
    house.page("/scans/<scan_id>/progress", show_reading)
    house.page("/scans/<scan_id>/pages/<int:number>", get_page_picture)
    house.page("/scans/<scan_id>/copy", get_copy)
    house.deed("/scans/<scan_id>/approval", approve_scan, show_scan_refusal)
    house.deed("/scans/<scan_id>/refusal", refuse_scan, show_scan_refusal)
    house.deed("/scans/<scan_id>/repetition", repeat_scan, show_scan_refusal)


def show_queue(visit: Visit) -> Response:
    """What waits in his units, or what was settled."""
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    rows = views.queue(visit.session, visit.clock, visit.officer, state)
    counts = views.counts(visit.session, visit.clock, visit.officer)
    return show(
        "digitising/queue.html", rows=rows, counts=counts, chosen=state, STATES=STATES, place="queue",
        lacking=reader_lacks(), is_moving=any(row.state == "reading" for row in rows),
    )  # fmt: skip


def show_scan(visit: Visit, scan_id: str) -> Response:
    """One scan: how far it is read, its pages with their verdict, its fields to be confirmed."""
    return _page(visit, scan_id)


def show_scan_refusal(visit: Visit, problem: Problem, scan_id: str) -> Response:
    """The same with what has to be mended; what was typed is kept."""
    return _page(visit, scan_id, problem)


def show_reading(visit: Visit, scan_id: str) -> Response:
    """How far the reading is, for the script that keeps it fresh."""
    return show("digitising/_reading.html", **_facts(visit, scan_id))


def _page(visit: Visit, scan_id: str, problem: Problem | None = None) -> Response:
    sentence = problem.sentence(language()) if problem else ""
    state = state_of(problem) if problem else 200
    return show("digitising/scan.html", state, sentence=sentence, typed=request.form, **_facts(visit, scan_id))


def _facts(visit: Visit, scan_id: str) -> dict[str, Any]:
    scan = views.scan_view(visit.session, visit.clock, visit.officer, scan_id, visit.desk.vault)
    return {
        "scan": scan, "STATES": STATES, "FINDINGS": FINDINGS, "FIELDS": FIELDS, "DAYS": DAYS, "place": "queue",
        "day_shown": day_shown,
        "lacking": reader_lacks() if scan.is_stuck else "",
    }  # fmt: skip


def get_page_picture(visit: Visit, scan_id: str, number: int) -> Response:
    """A page as a picture."""
    picture = views.picture_of(visit.session, visit.clock, visit.officer, scan_id, number, visit.desk.vault)
    return Response(picture, mimetype="image/jpeg", headers=PICTURE)


def get_copy(visit: Visit, scan_id: str) -> Response:
    """The copy as it stands, to be saved."""
    copy = views.copy_of(visit.session, visit.clock, visit.officer, scan_id, visit.desk.vault)
    headers = {"Content-Disposition": f'attachment; filename="scan-{scan_id[:8]}.pdf"'}
    return Response(copy, mimetype="application/pdf", headers=PICTURE | headers)


def approve_scan(visit: Visit, scan_id: str) -> str:
    """Confirmed: the copy goes to be signed."""
    scanning.approve(visit.session, visit.clock, visit.officer, scan_id, facts_typed())
    return f"/scans/{scan_id}"


def refuse_scan(visit: Visit, scan_id: str) -> str:
    """Not good enough, and why."""
    reason = request.form.get("reason", "")[:LIMIT_TEXT]
    scanning.refuse(visit.session, visit.clock, visit.officer, scan_id, reason)
    return f"/scans/{scan_id}"


def repeat_scan(visit: Visit, scan_id: str) -> str:
    """Read every page anew."""
    scanning.read_again(visit.session, visit.clock, visit.officer, scan_id)
    return f"/scans/{scan_id}"


def facts_typed() -> ScanFacts:
    """The fields as typed, days as 31/12/2026. Raises `DayNotReadable`."""
    typed: dict[str, Any] = {name: request.form.get(f"m.{name}", "").strip()[:LIMIT_TEXT] for name in FIELDS}
    cut = {name: text if name in DAYS else text[: scanning.LONGEST[name]] for name, text in typed.items()}
    return ScanFacts(**cut | {name: _day(typed[name]) for name in DAYS})


def _day(text: str) -> date | None:
    found = day_of(text)
    if text and found is None:
        raise DayNotReadable(written=text)
    return found
