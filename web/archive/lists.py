"""Closed dossiers of a unit and year on their way to the archive: due, listed, taken over or sent back."""

from flask import Response, abort, request

from cases import archivelists, slips
from cases.holds import CLERK, KEEPER
from cases.retentionrules import Retention
from ground.clock import today
from ground.errors import Problem
from ground.messages import translate
from web.errors import state_of, tell
from web.language import language
from web.moments import show_day
from web.sheets import KINDS, sheet
from web.visit import House, Visit, show

STATES = {"proposed": "Waiting for the archive", "accepted": "Taken over", "returned": "Sent back"}
HEADS = (
    "Place in the list", "File code", "File title", "Closed on", "Kept for", "Kept until", "Documents",
    "Where it is written",
)  # fmt: skip


def routes(house: House) -> None:
    """`/archive` and its lists."""
    house.page("/archive", show_archive)
    house.deed("/archive/lists", propose_archive_list, show_archive_refusal)
    house.page("/archive/lists/<archive_list_id>", show_archive_list)
    house.page("/archive/lists/<archive_list_id>/paper.pdf", print_archive_list)
    house.page("/archive/lists/<archive_list_id>/sheet.<kind>", archive_list_sheet)
    house.deed("/archive/lists/<archive_list_id>/decision", decide_archive_list, show_archive_list_refusal)


def show_archive(visit: Visit) -> Response:
    """What is due and which lists there are, of one unit and year."""
    return _archive(visit)


def show_archive_refusal(visit: Visit, problem: Problem) -> Response:
    """The same with what was wrong."""
    return _archive(visit, problem)


def _archive(visit: Visit, problem: Problem | None = None) -> Response:
    unit = archivelists.unit_for(visit.session, visit.clock, visit.officer, request.values.get("unit", "")[:50])
    year = _year(visit)
    due = archivelists.due(visit.session, visit.clock, visit.officer, unit, year)
    return show(
        "archive/overview.html", state_of(problem) if problem else 200, unit=unit, year=year, due=due, states=STATES,
        units=archivelists.units_of(visit.session, visit.clock, visit.officer),
        years=archivelists.years_of(visit.session, unit, visit.clock),
        lists=archivelists.lists(visit.session, visit.clock, visit.officer, unit, year),
        may_propose=archivelists.may(visit.session, visit.clock, visit.officer, CLERK, unit.id),
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def propose_archive_list(visit: Visit) -> str:
    """A list of those ticked."""
    unit = archivelists.unit_for(visit.session, visit.clock, visit.officer, request.form.get("unit", "")[:50])
    codes = request.form.getlist("code")
    row = archivelists.propose(visit.session, visit.clock, visit.officer, unit, _year(visit), codes)
    return f"/archive/lists/{row.id}"


def show_archive_list(visit: Visit, archive_list_id: str) -> Response:
    """One list with its lines."""
    return _list(visit, archive_list_id)


def show_archive_list_refusal(visit: Visit, problem: Problem, archive_list_id: str) -> Response:
    """The same with what was wrong."""
    return _list(visit, archive_list_id, problem) if problem.code != "archive_list_not_found" else tell(problem)


def _list(visit: Visit, archive_list_id: str, problem: Problem | None = None) -> Response:
    row = archivelists.list_for(visit.session, visit.clock, visit.officer, archive_list_id)
    return show(
        "archive/list.html", state_of(problem) if problem else 200, row=row, states=STATES,
        lines=archivelists.lines_of(visit.session, row.id), held=archivelists.held_of_list(visit.session, row.id),
        kept=kept_words, unit=archivelists.unit_of(visit.session, row),
        may_decide=archivelists.may(visit.session, visit.clock, visit.officer, KEEPER, row.unit_id),
        is_own=row.made_by == visit.officer.name, sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def decide_archive_list(visit: Visit, archive_list_id: str) -> str:
    """Taken over or sent back."""
    is_accepted = request.form.get("verdict") == "accept"
    remark = request.form.get("remark", "")[:1000]
    archivelists.decide(visit.session, visit.clock, visit.officer, archive_list_id, is_accepted, remark)
    return f"/archive/lists/{archive_list_id}"


def print_archive_list(visit: Visit, archive_list_id: str) -> Response:
    """The list as it is signed."""
    row = archivelists.list_for(visit.session, visit.clock, visit.officer, archive_list_id)
    slip = slips.slip_for(visit.session, visit.clock, visit.officer, row.slip_id)
    response = Response(visit.desk.vault.read(slip.digest or ""), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="muc-luc-{row.year}-{archive_list_id[:8]}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def archive_list_sheet(visit: Visit, archive_list_id: str, kind: str) -> Response:
    """The list as a table."""
    row = archivelists.list_for(visit.session, visit.clock, visit.officer, archive_list_id)
    if kind not in KINDS:
        abort(404)
    heads = [translate(head, language()) for head in HEADS]
    lines = [
        (
            line.ordinal, line.file_code, line.title, show_day(line.closed_on), kept_words(line.kept_for),
            show_day(line.keep_until_on), line.papers, line.basis,
        )
        for line, _ in archivelists.lines_of(visit.session, row.id)
    ]  # fmt: skip
    return sheet([heads, *lines], f"muc-luc-{row.year}-{archive_list_id[:8]}", kind)


def kept_words(kept_for: str) -> str:
    """`20 năm`."""
    return Retention(kept_for, "", "").words


def _year(visit: Visit) -> int:
    text = request.values.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 and text >= "1900" else today(visit.clock).year
