"""One picture of a page becomes one page of searchable PDF/A, by OCRmyPDF and Tesseract. Runs in the reader alone.

It is also the plug-in OCRmyPDF is given: the picture is already straight and at its dots, so nothing is drawn anew, and
the words with their confidence are kept from the one run that makes the text layer.
"""

import csv
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ocrmypdf
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from PIL import Image

from documents.scans.word import DOTS, LANGUAGE, Word

LIMIT_WORDS = 5000


@dataclass(slots=True)
class _Page:
    """The page under way: its picture, and the table of words once it was read."""

    picture: Image.Image | None = None
    table: str = ""


_page = _Page()


def recognise(picture: Image.Image, room: Path) -> tuple[bytes, list[Word]]:
    """The page as PDF/A-2b with its words under the picture, and the words. `picture` has 300 dots an inch.

    Raises what OCRmyPDF raises.
    """
    _page.picture, _page.table = picture, ""
    source, made = room / "page.jpg", room / "page.pdf"
    picture.save(source, quality=80, dpi=(DOTS, DOTS))
    ocrmypdf.ocr(
        source, made, language=[LANGUAGE], image_dpi=DOTS, output_type="pdfa-2", pdfa_backend="internal", optimize=0,
        tesseract_config=["tsv"], plugins=[__name__], jobs=1, use_threads=True,
        progress_bar=False, tesseract_timeout=60.0,
    )  # fmt: skip
    return made.read_bytes(), words_of(_page.table)


def words_of(table: str) -> list[Word]:
    """The words of Tesseract's table, in reading order; lines are counted down the page."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    found: list[Word] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row["level"] != "5" or not (row["text"] or "").strip():
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        place = (int(row[side]) for side in ("left", "top", "width", "height"))
        found.append(Word(row["text"].strip(), float(row["conf"]), line, *place))
    return found[:LIMIT_WORDS]


def skew_of(picture: Image.Image, room: Path) -> float:
    """By how many degrees the lines of a small grey picture stand askew; 0.0 where nobody can tell."""
    source = room / "askew.png"
    picture.save(source, compress_level=1)
    order = ["tesseract", "-l", LANGUAGE, "--psm", "2", str(source), "stdout"]
    found = subprocess.run(order, capture_output=True, text=True, timeout=30, check=False)
    angles = [
        line.rpartition(":")[2]
        for line in (found.stdout + found.stderr).splitlines()
        if line.startswith("Deskew angle")
    ]
    try:
        return float(angles[0]) * 57.2957795 if angles else 0.0
    except ValueError:
        return 0.0


class _Engine(TesseractOcrEngine):
    """Tesseract, whose table of words is kept beside the layer it makes."""

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: Any) -> None:
        read: Any = TesseractOcrEngine.generate_hocr
        read(input_file, output_hocr, output_text, options)
        table = output_hocr.with_suffix(".tsv")
        # A page that took too long has none; it counts as unreadable.
        _page.table = table.read_text(encoding="utf-8") if table.exists() else ""


@ocrmypdf.hookimpl
def get_ocr_engine(options: Any) -> Any:
    """Ours instead of the built-in one."""
    return _Engine()


@ocrmypdf.hookimpl
def rasterize_pdf_page(output_file: Path, raster_dpi: Any) -> Path | None:
    """The picture at hand, in grey, instead of a drawing of the page that was just made of it."""
    picture = _page.picture
    if picture is None:
        return None
    picture.convert("L").save(output_file, "PNG", compress_level=1, dpi=(DOTS, DOTS))
    return output_file
