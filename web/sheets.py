"""Tables as CSV and XLSX, for those who reckon further elsewhere."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from flask import Response

Cell = str | int | float
KINDS = ("csv", "xlsx")
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would run as a formula when it stands first in a cell.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(rows: Sequence[Sequence[Cell]], name: str, kind: str) -> Response:
    """One table as a file of this kind. Numbers stay numbers, words stay words."""
    response = Response(as_csv(rows) if kind == "csv" else as_xlsx(rows))
    response.content_type = CSV if kind == "csv" else XLSX
    response.headers["Content-Disposition"] = f"attachment; filename={name}.{kind}"
    return response


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """With the mark by which spreadsheets know UTF-8; no cell is ever a formula."""
    page = io.StringIO()
    csv.writer(page).writerows([_harmless(cell) for cell in row] for row in rows)
    return page.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def as_xlsx(rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet, its head standing still; texts are written as texts."""
    page = io.BytesIO()
    book = xlsxwriter.Workbook(page, {"in_memory": True})
    drawn, bold = book.add_worksheet(), book.add_format({"bold": True})
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                drawn.write_string(at, place, cell, None if at else bold)
            else:
                drawn.write_number(at, place, cell)
    drawn.freeze_panes(1, 0)
    drawn.autofit()
    book.close()
    return page.getvalue()
