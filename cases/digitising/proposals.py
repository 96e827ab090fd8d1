"""What a scanned paper says of itself, read from its words by the layout of Decree 30/2020: proposals, never facts.

Each carries the confidence of its words and where it stands on the picture, so that an officer confirms it by a look.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from documents.scans import Word
from ground.canonical import Json

FIELDS = ("number", "issued_on", "issuer", "owner", "owner_number", "excerpt", "signed_by", "valid_until_on")
_NUMBER = re.compile(r"\bSố\s*[:.]?\s*([0-9][0-9A-ZĐa-z]*\s?/\s?[0-9A-ZĐ][0-9A-ZĐ/\-.&]*)")
_LONG_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_SHORT_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_OWNER = re.compile(
    r"(?:Ông \(Bà\)|Ông/Bà|Họ và tên|Họ, chữ đệm,? và tên|Họ tên|Cấp cho|Tên tổ chức|Tên đơn vị)\s*[:.]\s*(.+)"
)
_PERSON = re.compile(
    r"(?:định danh|CCCD|căn cước|CMND|mã số thuế|mã số doanh nghiệp)\D{0,30}(\d{9,13})\b", re.IGNORECASE
)
_UNTIL = re.compile(r"(?:giá trị|hiệu lực|thời hạn)\s.{0,30}?(?:đến|tới)\s+(?:hết\s+)?(.*)", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,4}")
_MOTTO = ("CỘNG HÒA", "ĐỘC LẬP", "CỘNG HOÀ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, and how far it reaches, as shares of the page's width and height."""

    text: str
    confidence: float
    page: int
    box: tuple[float, float, float, float]

    @property
    def centre(self) -> float:
        """How far right its middle stands."""
        return self.box[0] + self.box[2] / 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be written into a field: the text, how sure its words are (0 to 100), its page and place on it."""

    text: str
    confidence: float
    page: int
    box: tuple[float, float, float, float]

    def told(self) -> dict[str, Json]:
        """As it is kept."""
        return {"text": self.text, "confidence": self.confidence, "page": self.page, "box": list(self.box)}


def lines_of(words: Sequence[Word], page: int, width: int, height: int) -> list[Line]:
    """The lines of a page, top to bottom. A wide gap parts what stands side by side, as the two halves of a head do."""
    runs: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        run = runs.get((word.line, 0), [])
        place = 0
        while run and word.left - (run[-1].left + run[-1].width) > width * 0.06:
            place += 1
            run = runs.get((word.line, place), [])
        runs.setdefault((word.line, place), []).append(word)
    lines = [_line(run, page, width, height) for run in runs.values()]
    return sorted(lines, key=lambda line: (round(line.box[1] * 100), line.box[0]))


def _line(run: Sequence[Word], page: int, width: int, height: int) -> Line:
    left, top = min(word.left for word in run), min(word.top for word in run)
    right = max(word.left + word.width for word in run)
    bottom = max(word.top + word.height for word in run)
    text = unicodedata.normalize("NFC", " ".join(word.text for word in run))
    box = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return Line(text, min(word.confidence for word in run), page, box)


def propose(pages: Sequence[Sequence[Line]]) -> Mapping[str, Proposal]:
    """By field, what is found; a field nothing is found for is left out. The head is on the first page."""
    if not pages:
        return {}
    head = [line for line in pages[0] if line.box[1] < 0.35]
    every = [line for page in pages for line in page]
    found = {
        "number": _match(_NUMBER, pages[0], lambda text: text.replace(" ", "")),
        "issued_on": _day(_LONG_DAY, head) or _day(_LONG_DAY, every) or _day(_SHORT_DAY, pages[0]),
        "issuer": _issuer(head),
        "owner": _match(_OWNER, every, lambda text: text.strip(" .,;:")),
        "owner_number": _match(_PERSON, every, str),
        "excerpt": _excerpt(pages[0]),
        "signed_by": _signatory(pages[-1]),
        "valid_until_on": _until(every),
    }
    return {name: proposal for name, proposal in found.items() if proposal is not None and proposal.text}


def _match(pattern: re.Pattern[str], lines: Sequence[Line], tidy: Callable[[str], str]) -> Proposal | None:
    for line in lines:
        found = pattern.search(line.text)
        if found:
            return Proposal(tidy(found[1])[:300], line.confidence, line.page, line.box)
    return None


def _day(pattern: re.Pattern[str], lines: Sequence[Line]) -> Proposal | None:
    for line in lines:
        found = pattern.search(line.text)
        day = _date(found) if found else None
        if day is not None:
            return Proposal(day.isoformat(), line.confidence, line.page, line.box)
    return None


def _until(lines: Sequence[Line]) -> Proposal | None:
    for line in lines:
        found = _UNTIL.search(line.text)
        rest = found and (_LONG_DAY.search(found[1]) or _SHORT_DAY.search(found[1]))
        day = _date(rest) if rest else None
        if day is not None:
            return Proposal(day.isoformat(), line.confidence, line.page, line.box)
    return None


def _date(found: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def _issuer(head: Sequence[Line]) -> Proposal | None:
    """The capital lines at the upper left: the first is the agency above, the rest the one that issued it."""
    numbered = next((line.box[1] for line in head if _NUMBER.search(line.text)), 0.2)
    left = [line for line in head if line.centre < 0.45 and _is_capital(line.text) and not _is_motto(line.text)]
    above = [line for line in left if line.box[1] < numbered][:4]
    own = above[1:] or above
    return _together(own, " ")


def _excerpt(lines: Sequence[Line]) -> Proposal | None:
    """The title in capitals in the middle, two lines at most, with what stands under it as `Về việc` or `V/v`."""
    titles = [
        line for line in lines
        if 0.35 < line.centre < 0.65 and line.box[1] < 0.5 and _is_capital(line.text) and not _is_motto(line.text)
    ]  # fmt: skip
    about = [line for line in lines if line.text.startswith(("Về việc", "V/v", "V/v:"))]
    return _together([*titles[:2], *about[:1]], " ")


def _signatory(lines: Sequence[Line]) -> Proposal | None:
    """The last plain name in the right half of the last page."""
    names = [
        line for line in lines
        if line.centre > 0.5 and line.box[1] > 0.35 and _NAME.fullmatch(line.text) and line.text.istitle()
    ]  # fmt: skip
    return _together(names[-1:], " ")


def _together(lines: Sequence[Line], between: str) -> Proposal | None:
    if not lines:
        return None
    left, top = min(line.box[0] for line in lines), min(line.box[1] for line in lines)
    right = max(line.box[0] + line.box[2] for line in lines)
    bottom = max(line.box[1] + line.box[3] for line in lines)
    text = between.join(line.text for line in lines)
    box = (left, top, right - left, bottom - top)
    return Proposal(text[:500], min(line.confidence for line in lines), lines[0].page, box)


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters)


def _is_motto(text: str) -> bool:
    return any(words in text.upper() for words in _MOTTO)


def told(proposals: Mapping[str, Proposal]) -> dict[str, Json]:
    """As they are kept beside the scan."""
    return {name: proposal.told() for name, proposal in proposals.items()}
