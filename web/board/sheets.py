"""The board's tables as CSV and XLSX, for those who reckon further elsewhere."""

from collections.abc import Callable, Iterator, Sequence

from flask import Response, abort, request

from cases.queries.durations import durations
from cases.queries.signs import signs
from cases.queries.silence import idle_dossiers
from cases.queries.supervision import NOBODY, board
from cases.queries.waiting import Wait
from ground.messages import translate
from web.board.overview import TABLES
from web.board.period import COLUMNS, OUTCOMES, dossiers_asked, indicators, period_asked
from web.board.reuse import RUNGS, shares_asked
from web.board.signs import IDLE, IDLE_TITLE, TITLES
from web.board.waiting import waits_asked
from web.language import language
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
            nobody = translate("nobody yet", language()) if load.key == NOBODY else load.key
            yield (
                translate(title, language()), load.name or nobody, load.open, load.late, load.next, load.soon,
                load.paused,
            )  # fmt: skip


def _durations(visit: Visit) -> Rows:
    for line in durations(visit.session, visit.clock, visit.officer):
        yield (
            line.name, line.finished, line.late, line.net_middle, line.net_slow, line.gross_middle, line.gross_slow,
        )  # fmt: skip


def _signs(visit: Visit) -> Rows:
    only = request.args.get("sign", "")
    found = signs(visit.session, visit.clock, visit.officer, only) if only != IDLE else {}
    for name, lines in found.items():
        for line in lines:
            yield translate(TITLES[name][0], language()), line.code, line.what, line.who, line.at
    for row in idle_dossiers(visit.session, visit.clock, visit.officer) if only in ("", IDLE) else ():
        yield translate(IDLE_TITLE, language()), row.code, row.procedure_name, row.last_actor, row.since_at


def _period(visit: Visit) -> Rows:
    found = period_asked(visit)
    for line in (found.whole, *found.lines):
        name = line.name or translate("All procedures", language())
        yield line.sector, name, *(line.cells[cell] for cell in COLUMNS)


def _indicators(visit: Visit) -> Rows:
    for each in indicators(visit, period_asked(visit)):
        unit = each.unit if each.unit == "%" else translate(each.unit, language())
        words = translate(each.formula, language())
        yield translate(each.name, language()), each.value, unit, each.target, words


def _period_dossiers(visit: Visit) -> Rows:
    for row in dossiers_asked(visit)[0]:
        outcome = translate(OUTCOMES[row.outcome], language())
        yield row.code, row.procedure, row.submitted_at, row.due_at, row.ended_at, outcome


def _reuse(visit: Visit) -> Rows:
    for share in shares_asked(visit):
        counts = (share.rungs.get(rung, 0) for rung in RUNGS)
        yield (
            share.name, share.percent, *counts, share.found_but_asked,
            share.unexplained,
        )  # fmt: skip


def _waiting(visit: Visit) -> Rows:
    found = waits_asked(visit)
    for day in found.days:
        yield day.on, *_minutes(day)
    for line in found.procedures:
        yield line.name, *_minutes(line)


def _minutes(line: Wait) -> tuple[Cell, ...]:
    return line.tickets, line.wait, line.slow, line.long, line.serving, line.left


SHEETS: dict[str, tuple[Sequence[str], Callable[[Visit], Rows]]] = {
    "board": (
        ("Counted", "Which", "Open", "Late", "Late by the end of the next working day", "Due soon", "Standing still"),
        _loads,
    ),
    "period": (("Field", "Procedure", *COLUMNS.values()), _period),
    "indicators": (("Indicator", "Value", "Unit", "Target", "How it is found"), _indicators),
    "period_dossiers": (("Dossier", "Procedure", "Came in", "Due", "Ended", "Counts as"), _period_dossiers),
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
