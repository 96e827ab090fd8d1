"""Texts made to keep a careless reader busy for hours are read, or refused, at once."""

import io
import zipfile
from time import perf_counter

import pytest

from cases.digitising.listfiles import read_list
from cases.lawlinks import references

# Wide enough for the slowest machine; without its bound each of these took minutes.
SECONDS = 10


@pytest.mark.parametrize(
    "text", ["Luật " * 20_000, "Bộ luật x " * 10_000, "điểm a và " * 20_000, "1/A" + "-A" * 30_000]
)
def test_a_page_of_half_citations_is_read_at_once(text: str) -> None:
    began = perf_counter()
    references(text)
    assert perf_counter() - began < SECONDS


def test_one_long_text_in_every_cell_of_a_list_is_cut_before_it_is_looked_at() -> None:
    heads = "".join(f'<c t="inlineStr"><is><t>{head}</t></is></c>' for head in ("Số, ký hiệu", "Thủ tục", "Họ tên"))
    cell = '<c t="s"><v>0</v></c>'
    rows = f"<row>{cell * 3}</row>" * 2_000
    page, sheet = io.BytesIO(), f'<worksheet xmlns="x"><sheetData><row>{heads}</row>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="x"><si><t>{"ế" * 1_000_000}</t></si></sst>')
    began = perf_counter()
    lines = read_list(page.getvalue())
    assert {len(text) for line in lines for text in line.cells.values()} == {0, 300}
    assert perf_counter() - began < SECONDS
