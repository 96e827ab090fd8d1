"""A list of results as a table: CSV or XLSX read into rows of texts by heading, whatever order the columns have."""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ground.errors import Invalid, Problem
from ground.xml import read_xml

MOST_ROWS = 20_000
MOST_BYTES = 20 * 1024 * 1024
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("so", "so ky hieu", "so va ky hieu", "so hieu", "number"),
    "issued_on": ("ngay", "ngay cap", "ngay ban hanh", "date", "issued on"),
    "person": ("chu so huu", "ho ten", "ho va ten", "ten ca nhan to chuc", "chu giay to", "person", "owner"),
    "person_number": ("so dinh danh", "cccd", "ma so thue", "ma so", "identity"),
    "procedure": ("thu tuc", "ma thu tuc", "procedure"),
    "valid_until_on": ("hieu luc den", "thoi han hieu luc", "co gia tri den", "valid until"),
    "file": ("tep", "ten tep", "file"),
}
# As the columns are called on paper, for whoever mends a list.
HEADINGS: Mapping[str, str] = {
    "number": "Số ký hiệu", "issued_on": "Ngày cấp", "person": "Chủ sở hữu", "person_number": "Số định danh",
    "procedure": "Thủ tục", "valid_until_on": "Hiệu lực đến", "file": "Tệp",
}  # fmt: skip
WANTED = ("number", "person", "procedure")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_CELL = re.compile(r"([A-Z]+)\d+")
_DATES_FROM = date(1899, 12, 30)


class ListNotReadable(Invalid):
    """The list cannot be read: {reason}. Hand in CSV in UTF-8 or XLSX with a first line of headings."""

    code = "list_not_readable"


class ListColumnMissing(Invalid):
    """The list has no column "{column}". It needs number, person and procedure; date, valid until and file are read
    too.
    """

    code = "list_column_missing"


class ListTooLong(Invalid):
    """The list has more than {limit} rows. Divide it."""

    code = "list_too_long"


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row of a list, as texts by the names of our columns."""

    place: int
    cells: Mapping[str, str]


def read_list(content: bytes) -> list[ListLine]:
    """The rows that say something, numbered as they stand.

    Raises `ListNotReadable`, `ListColumnMissing`, `ListTooLong`.
    """
    rows = _of_xlsx(content) if content.startswith(b"PK") else _of_csv(content)
    if not rows:
        raise ListNotReadable(reason="0")
    heads = [_plain(cell) for cell in rows[0]]
    places = {
        name: next((heads.index(word) for word in words if word in heads), None) for name, words in COLUMNS.items()
    }
    for name in WANTED:
        if places[name] is None:
            raise ListColumnMissing(column=HEADINGS[name])
    if len(rows) - 1 > MOST_ROWS:
        raise ListTooLong(limit=MOST_ROWS)
    lines = [
        ListLine(number, {name: _cell(row, place) for name, place in places.items()})
        for number, row in enumerate(rows[1:], 1)
    ]
    return [line for line in lines if any(line.cells.values())]


def day_of(text: str) -> date | None:
    """31/12/2026, 2026-12-31 or the day number of a sheet; None for anything else."""
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        if text.isdecimal() and 10_000 < int(text) < 100_000:
            return _DATES_FROM + timedelta(int(text))
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _cell(row: Sequence[str], place: int | None) -> str:
    text = row[place] if place is not None and place < len(row) else ""
    # Cut before it is looked at: one shared text of megabytes may stand in every cell.
    return unicodedata.normalize("NFC", text[:1000]).strip()[:300]


def _plain(text: str) -> str:
    """A heading without marks and case: `Số, ký hiệu` is `so ky hieu`."""
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in marked if not unicodedata.combining(letter)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


def _of_csv(content: bytes) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise ListNotReadable(reason=f"{len(content)} bytes")
    try:
        text = content.decode("utf-8-sig")
        first = text.partition("\n")[0]
        mark = max(",;\t", key=first.count)
        return [row for row in csv.reader(io.StringIO(text), delimiter=mark) if row][: MOST_ROWS + 2]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ListNotReadable(reason=str(error)[:200]) from error


def _of_xlsx(content: bytes) -> list[list[str]]:
    """The first sheet. Formulas count by the value they were saved with."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            texts = _shared(book)
            sheet = sorted(name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))[0]
            return list(_rows(_part(book, sheet), texts))
    except (zipfile.BadZipFile, zlib.error, KeyError, IndexError, ValueError, OSError, RuntimeError) as error:
        raise ListNotReadable(reason=str(error)[:200]) from error
    except Problem as problem:
        raise ListNotReadable(reason=str(problem)[:200]) from problem


def _part(book: zipfile.ZipFile, name: str) -> bytes:
    if book.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"{name}: {book.getinfo(name).file_size} bytes")
    return book.read(name)


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    tree = read_xml(_part(book, "xl/sharedStrings.xml"), "sharedStrings.xml")
    return ["".join(str(text) for text in each.itertext("{*}t")) for each in tree.iterfind("{*}si")]


def _rows(sheet: bytes, texts: Sequence[str]) -> Iterator[list[str]]:
    for row in read_xml(sheet, "sheet.xml").iter("{*}row"):
        cells: dict[int, str] = {}
        for cell in row.iterfind("{*}c"):
            found = _CELL.fullmatch(cell.get("r") or "")
            place = _column(found[1]) if found else len(cells)
            cells[place] = _value(cell, texts)
        if cells and max(cells) < 200:
            yield [cells.get(place, "") for place in range(max(cells) + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters[:3]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, texts: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(str(text) for text in cell.itertext("{*}t"))
    text = cell.findtext("{*}v") or ""
    if cell.get("t") == "s":
        return texts[int(text)]
    return text.removesuffix(".0")
