"""The board's tables as CSV and XLSX, for those who reckon further elsewhere."""

from collections.abc import Callable, Iterator, Sequence

from flask import Response, abort

from cases.queries.durations import durations
from cases.queries.signs import signs
from cases.queries.supervision import board
from cases.queries.waiting import Wait
from ground.messages import translate
from web.board.overview import TABLES
from web.board.reuse import RUNGS, shares_asked
from web.board.signs import TITLES
from web.board.waiting import waits_asked
from web.language import language
from web.moments import show_instant
from web.sheets import KINDS, Cell, sheet
from web.visit import House, Visit

Rows = Iterator[Sequence[Cell]]


def routes(house: House) -> None:
    """`/board/sheets/<name>.csv` and `.xlsx`."""
    house.page("/board/sheets/<name>.<kind>", get_sheet)


def get_sheet(visit: Visit, name: str, kind: str) -> Response:
    """One table as a file. Numbers stay numbers, words stay words."""
    if name not in SHEETS or kind not in KINDS:
        abort(404)
    heads, fill = SHEETS[name]
    rows: list[Sequence[Cell]] = [[translate(head, language()) for head in heads], *fill(visit)]
    return sheet(rows, name, kind)


def _loads(visit: Visit) -> Rows:
    counted = board(visit.session, visit.clock, visit.officer)
    for what, title in TABLES.items():
        for load in counted.by(what):
            yield translate(title, language()), load.name or load.key, load.open, load.soon, load.late, load.paused


def _durations(visit: Visit) -> Rows:
    for line in durations(visit.session, visit.clock, visit.officer):
        yield (
            line.name, line.finished, line.late, line.net_middle, line.net_slow, line.gross_middle, line.gross_slow,
        )  # fmt: skip


def _signs(visit: Visit) -> Rows:
    for name, lines in signs(visit.session, visit.clock, visit.officer).items():
        for line in lines:
            yield translate(TITLES[name][0], language()), line.code, line.what, line.who, show_instant(line.at)


def _reuse(visit: Visit) -> Rows:
    for share in shares_asked(visit):
        counts = (share.rungs.get(rung, 0) for rung in RUNGS)
        yield (
            share.name, share.percent if share.percent is not None else "–", *counts, share.found_but_asked,
            share.unexplained,
        )  # fmt: skip


def _waiting(visit: Visit) -> Rows:
    found = waits_asked(visit)
    for day in found.days:
        yield day.on.isoformat() if day.on else "", *_minutes(day)
    for line in found.procedures:
        yield line.name, *_minutes(line)


def _minutes(line: Wait) -> tuple[Cell, ...]:
    return line.tickets, line.wait, line.slow, line.long, line.serving, line.left


SHEETS: dict[str, tuple[Sequence[str], Callable[[Visit], Rows]]] = {
    "board": (("Counted", "Which", "Open", "Due soon", "Late", "Standing still"), _loads),
    "times": (
        ("Procedure", "Finished", "Late", "Net: middle", "Net: slowest tenth", "Gross: middle", "Gross: slowest tenth"),
        _durations,
    ),
    "reuse": (
        ("Procedure", "Share", *RUNGS.values(), "asked for although they were here", "of these without a reason"),
        _reuse,
    ),
    "waiting": (
        (
            "Day or procedure",
            "Tickets",
            "Wait, minutes",
            "nine of ten within",
            "over 30 minutes",
            "Service, minutes",
            "never called",
        ),
        _waiting,
    ),
    "signs": (("Sign", "Dossier", "What", "Officer", "When"), _signs),
}
