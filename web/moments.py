"""Instants, days and working time as a Vietnamese reader expects them: 05/01/2026, 09:30, "còn 1 ngày 4 giờ"."""

import re
from datetime import date, datetime, timedelta

from ground.clock import VIETNAM
from ground.messages import translate

DAY_MINUTES = 8 * 60


def show_day(day: date | None) -> str:
    """`05/01/2026`."""
    return day.strftime("%d/%m/%Y") if day else "–"


def read_day(text: str) -> date:
    """The day somebody typed as one writes it here, `5/1/2026`, or a script, `2026-01-05`. Raises `ValueError`."""
    parts = [part.strip().zfill(2) for part in re.split("[/.]", text.strip())]
    return date.fromisoformat("-".join(reversed(parts)))


def read_hour(text: str) -> str:
    """`09:05` for what one types: `9:05`, `9h05`, `9h`; anything else as it is."""
    found = re.fullmatch(r"(\d{1,2})\s*[:h.g]\s*(\d{2})?", text.strip(), re.IGNORECASE)
    return f"{found[1]:0>2}:{found[2] or '00'}" if found else text.strip()


def show_iso_day(text: str) -> str:
    """`05/01/2026` for `2026-01-05`; anything else as it is."""
    try:
        return show_day(date.fromisoformat(text))
    except ValueError:
        return text


def typed_day(worth: date | str | None) -> str:
    """What stands in the field of a day: `05/01/2026`, or what was typed."""
    return show_iso_day(worth) if isinstance(worth, str) else show_day(worth) if worth else ""


def show_instant(at: datetime | None) -> str:
    """`09:30 05/01/2026` on Vietnam's wall clock."""
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y") if at else "–"


def show_clock(at: datetime) -> str:
    """`09:30:15`, the hour in Vietnam to the second."""
    return at.astimezone(VIETNAM).strftime("%H:%M:%S")


def show_instant_day(at: datetime | None) -> str:
    """The calendar day of an instant in Vietnam."""
    return show_day(at.astimezone(VIETNAM).date()) if at else "–"


def machine_instant(at: datetime) -> str:
    """The instant for a `datetime` attribute."""
    return at.astimezone(VIETNAM).isoformat(timespec="minutes")


def parse_instant(text: str) -> datetime | None:
    """An ISO instant; one without a zone is on Vietnam's wall clock. None when it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


def show_figure(value: float, language: str) -> str:
    """`2.434` and `3,5` for a Vietnamese reader, `2,434` and `3.5` for an English one."""
    said = f"{value:,}"
    return said.translate(str.maketrans(",.", ".,")) if language == "vi" else said


def show_span(span: timedelta, language: str) -> str:
    """Working time in words: "2 ngày 3 giờ", "45 phút". A working day has eight hours; the sign is left out."""
    minutes = abs(int(span.total_seconds() // 60))
    days, rest = divmod(minutes, DAY_MINUTES)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day", "days"), (hours, "hour", "hours")]
    parts += [] if days else [(minutes, "minute", "minutes")]
    said = [f"{count} {_unit(count, one, many, language)}" for count, one, many in parts if count]
    return " ".join(said) or translate("less than a minute", language)


def _unit(count: int, one: str, many: str, language: str) -> str:
    return translate(one if count == 1 else many, language)
