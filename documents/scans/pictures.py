"""A page of whatever was handed in as a picture: what the reader looks at and reads. Runs in the reader alone."""

import io
import math
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps

from documents.scans.word import DOTS, FORMATS

INCH = 72
A4_INCHES = 11.69
# A2 at 300 dots an inch; what is larger is read with fewer dots.
MOST_DOTS = 36_000_000
SMALL = 100
# On a small grey picture: how much darker than its paper a dot must be to be ink, and how much of it a blank page may
# have.
DARKER = 48
BLANK_SHARE = 0.0006


@dataclass(frozen=True, slots=True)
class Seen:
    """A page at 300 dots an inch, and with how many dots an inch it came."""

    picture: Image.Image
    dots: int


def page_picture(content: bytes, kind: str, number: int) -> Seen:
    """Page `number` (from 1) of a PDF, or of the frames of a picture. Raises `OSError` or `ValueError`, if broken."""
    return _of_pdf(content, number) if kind == "pdf" else _of_picture(content, number)


def _of_pdf(content: bytes, number: int) -> Seen:
    try:
        page = pypdfium2.PdfDocument(content)[number - 1]
        width, height = page.get_size()
        dots = _dots_inside(page, width)
        picture = page.render(scale=_reading_dots(width / INCH, height / INCH) / INCH).to_pil()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    return Seen(picture.convert("RGB"), dots)


def _dots_inside(page: pypdfium2.PdfPage, width: float) -> int:
    """Dots an inch of the largest picture on the page; 300 where there is none and all is drawn."""
    found = [each for each in page.get_objects(max_depth=3) if isinstance(each, pypdfium2.PdfImage)]
    shares = []
    for each in found:
        left, bottom, right, top = each.get_bounds()
        across, _ = each.get_px_size()
        if right - left > 1 and top - bottom > 1:
            shares.append(((right - left) * (top - bottom), round(across / ((right - left) / INCH))))
    return max(shares)[1] if shares else DOTS


def _of_picture(content: bytes, number: int) -> Seen:
    with Image.open(io.BytesIO(content), formats=FORMATS) as frames:
        frames.seek(number - 1)
        turned = ImageOps.exif_transpose(frames)
        picture = _on_white(turned)
        told = _told_dots(frames)
    dots = told or round(max(picture.size) / A4_INCHES)
    wanted = _reading_dots(picture.width / dots, picture.height / dots)
    size = (max(1, round(picture.width * wanted / dots)), max(1, round(picture.height * wanted / dots)))
    return Seen(picture.resize(size, Image.Resampling.BICUBIC) if size != picture.size else picture, dots)


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: what is not there is paper."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _told_dots(picture: Image.Image) -> int:
    """Dots an inch as the file says, when that makes a page of some sense; 0 when it says nothing of use."""
    dots = float(picture.info.get("dpi", (0, 0))[0])
    is_sound = math.isfinite(dots) and dots >= SMALL // 2 and 3 <= max(picture.size) / dots <= 50
    return round(dots) if is_sound else 0


def _reading_dots(width: float, height: float) -> float:
    """300, or fewer for a sheet so large that it would not fit; inches in."""
    return min(float(DOTS), math.sqrt(MOST_DOTS / max(width * height, 0.01)))


def small_of(picture: Image.Image) -> Image.Image:
    """The page in grey at a third of its dots: enough to see how it stands and whether there is anything on it."""
    size = (max(1, picture.width * SMALL // DOTS), max(1, picture.height * SMALL // DOTS))
    small = picture.convert("L").resize(size, Image.Resampling.BOX)
    small.info["dpi"] = (SMALL, SMALL)
    return small


def ink_of(small: Image.Image) -> float:
    """The share of dots clearly darker than the paper; its rim is left out, where scanners leave shadows."""
    rim = min(small.size) // 25
    counts = small.crop((rim, rim, small.width - rim, small.height - rim)).histogram()
    total, paper, passed = sum(counts), 255, 0
    for shade in range(255, -1, -1):
        passed += counts[shade]
        if passed * 2 >= total:
            paper = shade
            break
    return sum(counts[: max(0, paper - DARKER)]) / max(total, 1)
