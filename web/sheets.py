"""Tables as CSV and XLSX, for those who reckon further elsewhere."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter
from flask import Response
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ground.clock import VIETNAM

# A day and an instant are written as such, in Vietnam's hours; nothing is None.
Cell = str | int | float | date | datetime | None
KINDS = ("csv", "xlsx")
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So wide is a column of instants, in letters: narrower ones show #### instead.
WIDE = 17
# What a spreadsheet would run as a formula when it stands first in a cell.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(rows: Sequence[Sequence[Cell]], name: str, kind: str) -> Response:
    """One table as a file of this kind. Numbers stay numbers, words stay words."""
    response = Response(as_csv(rows) if kind == "csv" else as_xlsx(rows))
    response.content_type = CSV if kind == "csv" else XLSX
    response.headers["Content-Disposition"] = f"attachment; filename={name}.{kind}"
    return response


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """With the mark by which spreadsheets know UTF-8; days as every spreadsheet reads them; no cell is a formula."""
    page = io.StringIO()
    csv.writer(page).writerows([_harmless(cell) for cell in row] for row in rows)
    return page.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def as_xlsx(rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet, its head standing still; texts are written as texts, days and instants as what spreadsheets reckon
    with, shown as a Vietnamese reader expects them.
    """
    page = io.BytesIO()
    book = xlsxwriter.Workbook(page, {"in_memory": True})
    drawn, bold = book.add_worksheet(), book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    kinds: dict[type, Format] = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            _write(drawn, at, place, cell, bold if at == 0 else kinds.get(type(cell)))
    drawn.freeze_panes(1, 0)
    drawn.autofit(500)
    for place in {at for row in rows for at, cell in enumerate(row) if isinstance(cell, datetime)}:
        drawn.set_column(place, place, WIDE)
    drawn.set_landscape()
    drawn.fit_to_pages(1, 0)
    drawn.repeat_rows(0)
    book.close()
    return page.getvalue()


def _write(drawn: Worksheet, at: int, place: int, cell: Cell, look: Format | None) -> None:
    if cell is None:
        return
    if isinstance(cell, datetime):
        drawn.write_datetime(at, place, cell.astimezone(VIETNAM).replace(tzinfo=None), look)
    elif isinstance(cell, date):
        drawn.write_datetime(at, place, datetime.combine(cell, datetime.min.time()), look)
    elif isinstance(cell, str):
        drawn.write_string(at, place, cell, look)
    else:
        drawn.write_number(at, place, cell, look)
