"""What templates may do with a fact: the filters. Facts arrive as JSON, so days and instants are ISO text."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date, datetime
from textwrap import wrap

import segno
from markupsafe import Markup

from documents import words
from ground.clock import VIETNAM


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"an instant needs its zone: {text}")
    return at.astimezone(VIETNAM)


def _day(text: str) -> date:
    """The day of a day, or the day in Vietnam of an instant."""
    return _instant(text).date() if "T" in text else date.fromisoformat(text)


def moment(text: str) -> str:
    """09 giờ 30 phút, ngày 05 tháng 01 năm 2026."""
    return words.moment(_instant(text))


def long_day(text: str) -> str:
    """ngày 05 tháng 01 năm 2026."""
    return words.long_day(_day(text))


def short_day(text: str) -> str:
    """05/01/2026."""
    return words.short_day(_day(text))


def short_moment(text: str) -> str:
    """09:30 05/01/2026, for the cell of a table."""
    return f"{_instant(text):%H:%M %d/%m/%Y}"


def qr(text: str) -> str:
    """A QR code as the address of a picture, for `src`."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=0, omitsize=True))


def picture(inside: str, view: str) -> str:
    """What of a drawing (the inside of an SVG) lies in a view, as the address of a picture, for `src`."""
    width, height = view.split()[2:]
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{width}" height="{height}">{inside}</svg>'
    return f"data:image/svg+xml;base64,{b64encode(whole.encode()).decode()}"


def ended(text: str) -> str:
    """The text without the full stop or semicolon somebody may have typed, for a sentence that brings its own."""
    return text.strip().rstrip(".;").rstrip()


def balanced(text: str, most: int = 27) -> Markup:
    """A name of an office, or a title, in lines of about one length, none above `most` letters where words allow."""
    plain = text.unescape() if isinstance(text, Markup) else text
    lines = wrap(plain, most)
    # The narrowest room that needs no more lines leaves them even.
    narrow = next(wrap(plain, width) for width in range(1, most + 1) if len(wrap(plain, width)) <= max(len(lines), 1))
    return Markup("<br>").join(narrow)


FILTERS: dict[str, Callable[..., str]] = {
    "moment": moment,
    "short_moment": short_moment,
    "long_day": long_day,
    "short_day": short_day,
    "money": words.money,
    "money_in_words": words.money_in_words,
    "qr": qr,
    "picture": picture,
    "balanced": balanced,
    "ended": ended,
}
