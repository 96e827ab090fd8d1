"""Legal bases as texts cite them: the document by its number, the article, the clause, the point. Pure.

`khoản 2 Điều 9 Nghị định 118/2025/NĐ-CP`, `45/2010/NĐ-CP, Điều 10`, `Điều 147, 148 Bộ luật Dân sự 2015` all name places
of documents; `Pháp luật chuyên ngành` names none. How documents are numbered: Decree 34/2016, Decree 30/2020 Annex I.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib import resources

# 118/2025/NĐ-CP, 36/2019/TT-BLĐTBXH, 02/2016/QH14, 311/QĐ-BNV, 1747/UBND-NC.
NUMBER = re.compile(r"\b\d{1,5}(?:/\d{4})?/[A-ZĐ][A-ZĐ0-9]*(?:-(?:TTg|[A-ZĐ][A-ZĐ0-9]*))*(?![\w/-])")
NAMED = re.compile(r"\b(?:(?:Bộ l|L)uật|Pháp lệnh) [^;()]{0,200}?(?:năm )?\b(?:19|20)\d\d\b(?!/)")
LISTED = r"(?:\s*(?:,|và|đến|-|–)\s*(?:{word} )?{one})*"
ARTICLES = re.compile(
    rf"(?:các )?Điều (?P<articles>\d+[a-zđ]?\b{LISTED.format(word='Điều', one=r'[0-9]+[a-zđ]?' + chr(92) + 'b(?!/)')})",
    re.I,
)
CLAUSES = re.compile(
    rf"khoản (?P<clauses>\d+[a-z]?\b{LISTED.format(word='khoản', one=r'[0-9]+[a-z]?' + chr(92) + 'b(?!/)')})", re.I
)
POINTS = re.compile(rf"điểm (?P<points>[a-zđ]\b{LISTED.format(word='điểm', one=r'[a-zđ]' + chr(92) + 'b')})", re.I)
_ONE = re.compile(r"\d+[a-zđ]?|[a-zđ](?![a-zđà-ỹ])", re.I)
_SPAN = re.compile(r"(\d+)\s*(?:đến|-|–)\s*(?:Điều |khoản )?(\d+)", re.I)
_JOINT = re.compile(r"[\s,.]*(?:và|của)?[\s,.]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """One place of a document: its number (or name, where the law has no number here), article, clause and point."""

    number: str
    article: str = ""
    clause: str = ""
    point: str = ""

    def place(self) -> str:
        """`điểm a khoản 2 Điều 9`; empty for the whole document."""
        words = (("điểm", self.point), ("khoản", self.clause), ("Điều", self.article))
        return " ".join(f"{word} {one}" for word, one in words if one)

    def __str__(self) -> str:
        return f"{self.place()} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Law:
    """What the house knows of a document beside its number; empty where it knows nothing."""

    number: str
    title: str = ""
    names: tuple[str, ...] = ()
    replaced_by: str = ""
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A document or a place found in a text, and where it stands there."""

    start: int
    end: int
    number: str = ""
    places: tuple[Reference, ...] = ()


@cache
def known_laws() -> Mapping[str, Law]:
    """The documents the house ships the names of, by number."""
    page = tomllib.loads(resources.files("cases").joinpath("laws.toml").read_text("utf-8"))
    return {
        each["number"]: Law(
            each["number"], each.get("title", ""), tuple(each.get("names", ())), each.get("replaced_by", ""),
            each.get("from"),
        )
        for each in page["law"]
    }  # fmt: skip


def law_named(number: str) -> Law:
    """What is known of a document."""
    return known_laws().get(number, Law(number))


def key_of(number: str) -> str:
    """A document's number as a part of an address: `118-2025-nd-cp`."""
    bare = unicodedata.normalize("NFD", number.lower().replace("đ", "d"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


@lru_cache(maxsize=2000)
def references(text: str) -> tuple[Reference, ...]:
    """The places a text cites, in its order, each once; none where it names no document."""
    found = [one for part in unicodedata.normalize("NFC", text).split(";") for one in _of_part(part)]
    return tuple(dict.fromkeys(found))


def _of_part(text: str) -> Iterator[Reference]:
    """A place belongs to the document named behind it; one with only a comma before it to the document before."""
    pieces = sorted([*_documents(text), *_places(text)], key=lambda piece: piece.start)
    taken: dict[int, list[Reference]] = {}
    for at, piece in enumerate(pieces):
        owner = _owner(text, pieces, at) if piece.places else at
        if owner is not None:
            taken.setdefault(owner, []).extend(replace(one, number=pieces[owner].number) for one in piece.places)
    for at, found in sorted(taken.items()):
        yield from found or [Reference(pieces[at].number)]


def _owner(text: str, pieces: list[_Piece], at: int) -> int | None:
    """The document a place belongs to."""
    before = next((each for each in range(at - 1, -1, -1) if pieces[each].number), None)
    after = next((each for each in range(at + 1, len(pieces)) if pieces[each].number), None)
    if before is None or after is None:
        return after if before is None else before
    is_bare = all(_JOINT.fullmatch(text[pieces[each].end : pieces[each + 1].start]) for each in range(at, after))
    follows = not text[pieces[at - 1].end : pieces[at].start].strip(" ,")
    return before if is_bare and follows else after


def _documents(text: str) -> Iterator[_Piece]:
    """Documents by number, and those by name alone."""
    numbered = [_Piece(found.start(), found.end(), found.group()) for found in NUMBER.finditer(text)]
    yield from numbered
    taken = [(piece.start, piece.end) for piece in numbered]
    for number, start, end in _names(text):
        # A name with its number behind it is one document, told twice.
        if not any(start <= first < end + 5 for first, _ in taken):
            taken.append((start, end))
            yield _Piece(start, end, number)


def _names(text: str) -> Iterator[tuple[str, int, int]]:
    """Names of documents: of those the house knows the longest first, then any law with its year."""
    known = [(name, law.number) for law in known_laws().values() for name in law.names]
    for name, number in sorted(known, key=lambda each: -len(each[0])):
        start = text.lower().find(name.lower())
        if start >= 0:
            yield number, start, start + len(name)
    for found in NAMED.finditer(text):
        yield " ".join(found.group().split()), found.start(), found.end()


def _places(text: str) -> Iterator[_Piece]:
    """Articles with the clauses and points that stand right beside them."""
    clauses, points = list(CLAUSES.finditer(text)), list(POINTS.finditer(text))
    for article in ARTICLES.finditer(text):
        clause = _beside(text, clauses, article.start(), article.end())
        first, last = _spread(article, clause)
        point = _beside(text, points, first, last)
        first, last = _spread(article, clause, point)
        yield _Piece(first, last, "", tuple(_each(article, clause, point)))


def _spread(*found: re.Match[str] | None) -> tuple[int, int]:
    there = [each for each in found if each is not None]
    return min(each.start() for each in there), max(each.end() for each in there)


def _beside(text: str, found: list[re.Match[str]], start: int, end: int) -> re.Match[str] | None:
    """The one right before `start`, or right behind `end`; each is taken once."""
    for each in found:
        if (each.end() <= start and _JOINT.fullmatch(text[each.end() : start])) or (
            each.start() >= end and _JOINT.fullmatch(text[end : each.start()])
        ):
            found.remove(each)
            return each
    return None


def _each(
    article: re.Match[str], clause: re.Match[str] | None, point: re.Match[str] | None
) -> Iterator[Reference]:  # fmt: skip
    for one in _listed(article["articles"]):
        for two in _listed(clause["clauses"]) if clause else [""]:
            for three in _listed(point["points"]) if point else [""]:
                yield Reference("", one, two, three)


def _listed(text: str) -> list[str]:
    """`18, 19` and `25 đến 27` one by one."""
    whole = _SPAN.sub(
        lambda span: ", ".join(map(str, range(int(span[1]), min(int(span[2]), int(span[1]) + 50) + 1))), text
    )
    return [each for each in _ONE.findall(re.sub(r"(?i)\b(?:điều|khoản|điểm|và)\b", " ", whole)) if each]
