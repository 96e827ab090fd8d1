"""The time the law gives, as it is written in sheets and drawings: `10wd`, `4wh`, `60cd`, `3mo`, `sameday`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ground.errors import Invalid

_TERM = re.compile(r"([1-9][0-9]{0,3})(wd|wh|cd|mo)")
_TEXT = "text:"
_LONGEST_TEXT = 200
_UNDATED = ("open", "text")


class TermNotReadable(Invalid):
    """The term "{term}" is not readable. Write it as 10wd, 4wh, 60cd, 3mo or sameday."""

    code = "term_not_readable"


class TermWithoutDate(Invalid):
    """The term "{term}" names no time that could be counted. Give one in days, hours or months."""

    code = "term_without_date"


@dataclass(frozen=True, slots=True)
class Term:
    """The time the law gives. `unit`: wd working days, wh working hours, cd calendar days, mo months, sameday.

    A step may also be `open`, or have a time that only a person understands (`text`). A term of several phases, each
    another agency's, goes on in `then`: 20wd+7wd.
    """

    amount: int
    unit: str
    text: str = ""
    then: "Term | None" = None

    def __str__(self) -> str:
        return "+".join(_written(part) for part in self.parts)

    @property
    def parts(self) -> "tuple[Term, ...]":
        """Its phases, first to last; of most terms just itself."""
        return (self,) if self.then is None else (Term(self.amount, self.unit, self.text), *self.then.parts)

    @property
    def is_dated(self) -> bool:
        """Whether it leads to a date."""
        return all(part.unit not in _UNDATED for part in self.parts)

    def words(self, language: str = "vi") -> str:
        """The term as an officer says it: of phases in one unit their sum, and what it is made of."""
        parts = self.parts
        if len(parts) > 1 and len({part.unit for part in parts}) == 1 and self.is_dated:
            whole = Term(sum(part.amount for part in parts), self.unit)
            return f"{_said(whole, language)} ({' + '.join(str(part.amount) for part in parts)})"
        return " + ".join(_said(part, language) for part in parts)


def _written(part: Term) -> str:
    if part.unit == "text":
        return f"{_TEXT}{part.text}"
    return part.unit if part.unit in ("sameday", "open") else f"{part.amount}{part.unit}"


def _said(part: Term, language: str) -> str:
    if part.unit == "text":
        return part.text
    if part.unit in _WHOLE_WORDS[language]:
        return _WHOLE_WORDS[language][part.unit]
    unit = _UNIT_WORDS[language][part.unit]
    return f"{part.amount} {unit if language == 'vi' or part.amount == 1 else unit + 's'}"


_WHOLE_WORDS = {
    "vi": {"sameday": "trong ngày làm việc", "open": "không tính thời gian"},
    "en": {"sameday": "the same working day", "open": "no time of its own"},
}
_UNIT_WORDS = {
    "vi": {"wd": "ngày làm việc", "wh": "giờ làm việc", "cd": "ngày", "mo": "tháng"},
    "en": {"wd": "working day", "wh": "working hour", "cd": "calendar day", "mo": "month"},
}


@lru_cache(maxsize=1000)
def parse_term(text: str) -> Term:
    """`10wd`, `4wh`, `60cd`, `3mo`, `sameday`; phases as `20wd+7wd`; of a step also `open` or `text:giờ hành chính`.

    Raises `TermNotReadable`.
    """
    if text == "open":
        return Term(0, "open")
    if text.startswith(_TEXT):
        return _worded(text)
    term: Term | None = None
    for part in reversed(text.split("+")):
        term = _part(part, text, term)
    assert term is not None
    return term


def _worded(text: str) -> Term:
    words = text.removeprefix(_TEXT).strip()
    if not words or len(words) > _LONGEST_TEXT:
        raise TermNotReadable(term=text[:_LONGEST_TEXT])
    return Term(0, "text", words)


def _part(part: str, whole: str, then: Term | None) -> Term:
    if part == "sameday":
        return Term(1, "sameday", then=then)
    found = _TERM.fullmatch(part)
    if found is None:
        raise TermNotReadable(term=whole[:_LONGEST_TEXT])
    return Term(int(found[1]), found[2], then=then)


def dated(text: str) -> str:
    """This term where it leads to a date, an empty text where it does not: open, or words. Raises `TermNotReadable`."""
    return text if text and parse_term(text).is_dated else ""
