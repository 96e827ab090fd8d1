"""A scan nobody made: a page of ours as a picture, askew, with the noise and the compression of an office scanner."""

import io
import unicodedata
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageChops


def fake_scan(pdf: bytes, dots: int = 200, angle: float = 1.3, noise: float = 12.0, quality: int = 75) -> Image.Image:
    """The first page of a PDF as a scanner with a crooked feed would see it."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=dots / 72).to_pil().convert("RGB")
    picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
    grain = Image.effect_noise(picture.size, noise).convert("L")
    picture = ImageChops.add(picture, Image.merge("RGB", [grain] * 3), 1, -128)
    return Image.open(io.BytesIO(as_jpeg(picture, dots, quality)))


def as_jpeg(picture: Image.Image, dots: int = 200, quality: int = 75) -> bytes:
    """As a JPEG that says its dots an inch."""
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality, dpi=(dots, dots))
    return out.getvalue()


def as_pages(pictures: Sequence[Image.Image], kind: str, dots: int = 200) -> bytes:
    """Several pages as one `PDF` or `TIFF`, as scanners hand them out."""
    out = io.BytesIO()
    first, *rest = (picture.convert("RGB") for picture in pictures)
    first.save(out, kind, save_all=True, append_images=rest, resolution=float(dots), dpi=(dots, dots))
    return out.getvalue()


def blank(dots: int = 200) -> Image.Image:
    """A sheet of A4 with nothing on it but what every scanner adds."""
    size = (round(8.27 * dots), round(11.69 * dots))
    grain = Image.effect_noise(size, 6.0).convert("L")
    return ImageChops.add(Image.new("L", size, 250), grain, 1, -128)


def lines_on(pdf: bytes) -> list[str]:
    """The lines of a PDF's first page as they are drawn, without spaces."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return [bare for line in text.splitlines() if (bare := _bare(line))]


def characters_read(lines: Sequence[str], read: Sequence[str]) -> float:
    """The share of the characters of `lines` that came through: each is sought where it fits best in what was read.

    Edits within a line count, wherever on the page a reader has put it; upper and lower case and every mark count too.
    """
    whole = "".join(read)
    edits = sum(_edits_within(line, whole) for line in lines)
    return 1 - edits / sum(len(line) for line in lines)


def _bare(line: str) -> str:
    return unicodedata.normalize("NFC", "".join(line.split()))


def _edits_within(line: str, whole: str) -> int:
    """The least edits that make `line` a part of `whole`; none are needed where it stands there."""
    if line in whole:
        return 0
    before = [0] * (len(whole) + 1)
    for row, letter in enumerate(line, 1):
        now = [row]
        for column, against in enumerate(whole, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against)))
        before = now
    return min(before)
