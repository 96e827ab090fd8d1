"""Sets of characters as ranges of code points: what classes, categories and blocks of XPath patterns mean."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

Ranges = tuple[tuple[int, int], ...]
LAST: Final = 0x10FFFF
_SURROGATES: Final = (0xD800, 0xDFFF)
_ANYTHING: Final = r"[\x{0}-\x{10FFFF}]"
_LETTERS_AND_MARKS: Final = ("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No")
_SIGNS: Final = ("P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So")
_NATIVE: Final = frozenset((*_LETTERS_AND_MARKS, *_SIGNS))

BLOCKS: Final[dict[str, tuple[int, int]]] = {
    "BasicLatin": (0x0, 0x7F), "Latin-1Supplement": (0x80, 0xFF), "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F), "IPAExtensions": (0x250, 0x2AF), "SpacingModifierLetters": (0x2B0, 0x2FF),
    "CombiningDiacriticalMarks": (0x300, 0x36F), "Greek": (0x370, 0x3FF), "GreekandCoptic": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF), "Armenian": (0x530, 0x58F), "Hebrew": (0x590, 0x5FF), "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F), "Bengali": (0x980, 0x9FF), "Tamil": (0xB80, 0xBFF), "Thai": (0xE00, 0xE7F),
    "Lao": (0xE80, 0xEFF), "Tibetan": (0xF00, 0xFFF), "Myanmar": (0x1000, 0x109F), "Georgian": (0x10A0, 0x10FF),
    "HangulJamo": (0x1100, 0x11FF), "Khmer": (0x1780, 0x17FF), "Mongolian": (0x1800, 0x18AF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF), "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F), "SuperscriptsandSubscripts": (0x2070, 0x209F),
    "CurrencySymbols": (0x20A0, 0x20CF), "LetterlikeSymbols": (0x2100, 0x214F), "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF), "MathematicalOperators": (0x2200, 0x22FF), "MiscellaneousTechnical": (0x2300, 0x23FF),
    "BoxDrawing": (0x2500, 0x257F), "BlockElements": (0x2580, 0x259F), "GeometricShapes": (0x25A0, 0x25FF),
    "MiscellaneousSymbols": (0x2600, 0x26FF), "Dingbats": (0x2700, 0x27BF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F), "Katakana": (0x30A0, 0x30FF), "Bopomofo": (0x3100, 0x312F),
    "CJKUnifiedIdeographsExtensionA": (0x3400, 0x4DBF), "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7AF), "PrivateUse": (0xE000, 0xF8FF), "CJKCompatibilityIdeographs": (0xF900, 0xFAFF),
    "AlphabeticPresentationForms": (0xFB00, 0xFB4F), "HalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
    "Specials": (0xFFF0, 0xFFFF),
}  # fmt: skip
_NAME_START: Final[Ranges] = (
    (0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D),
    (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
_NAME_MORE: Final[Ranges] = ((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))


def joined(*sets: Ranges) -> Ranges:
    """All characters of the sets."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(part for ranges in sets for part in ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def inverted(ranges: Ranges) -> Ranges:
    """All other characters."""
    found: list[tuple[int, int]] = []
    following = 0
    for low, high in joined(ranges):
        if low > following:
            found.append((following, low - 1))
        following = high + 1
    if following <= LAST:
        found.append((following, LAST))
    return tuple(found)


def without(ranges: Ranges, others: Ranges) -> Ranges:
    """The characters of one set that are not in the other."""
    return inverted(joined(inverted(ranges), others))


@cache
def _categories() -> dict[str, Ranges]:
    """The ranges of each category. Only the planes that hold assigned characters are asked one by one."""
    found: dict[str, list[tuple[int, int]]] = {"Cn": [(0x40000, 0xDFFFF), (0xE1000, 0xEFFFF)], "Co": [(0xF0000, LAST)]}
    for low, high in ((0, 0x3FFFF), (0xE0000, 0xE0FFF)):
        following = low
        for name, group in groupby(map(unicodedata.category, map(chr, range(low, high + 1)))):
            length = sum(1 for _ in group)
            found.setdefault(name, []).append((following, following + length - 1))
            following += length
    return {name: tuple(ranges) for name, ranges in found.items()}


@cache
def category(name: str) -> Ranges | None:
    """The characters of a category (`Lu`, `L`) or a block (`IsBasicLatin`); None where there is none of this name."""
    if name.startswith("Is"):
        block = BLOCKS.get(name[2:])
        return (block,) if block is not None else None
    known = _categories()
    members = [ranges for category, ranges in known.items() if name and category.startswith(name)]
    return joined(*members) if members and len(name) <= 2 else None


@dataclass(frozen=True, slots=True)
class Characters:
    """A set of characters: as the matcher writes it inside a class, and as ranges for when something is taken away."""

    written: str
    ranges: Callable[[], Ranges]


def exactly(*ranges: tuple[int, int]) -> Characters:
    """The set of these ranges; surrogates, which no text holds, are left out."""
    whole = any(low <= _SURROGATES[1] and high >= _SURROGATES[0] for low, high in ranges)
    shown = without(ranges, (_SURROGATES,)) if whole else ranges
    return Characters("".join(rf"\x{{{low:X}}}-\x{{{high:X}}}" for low, high in shown), lambda: ranges)


def of_category(name: str, others: bool) -> Characters | None:
    """The set of a category or block, or of all other characters; None where there is none of this name."""
    if name in _NATIVE:
        return Characters(rf"\{'P' if others else 'p'}{{{name}}}", lambda: _of_category(name, others))
    if (name.startswith("Is") and name[2:] not in BLOCKS) or (not name.startswith("Is") and category(name) is None):
        return None
    return exactly(*_of_category(name, others))


def _of_category(name: str, others: bool) -> Ranges:
    ranges = category(name) or ()
    return inverted(ranges) if others else ranges


@cache
def shorthand(letter: str) -> Characters:
    r"""The set of `\d`, `\s`, `\w`, `\i` or `\c`; a capital letter means all others."""
    if letter in "dD":
        return Characters(rf"\{'p' if letter == 'd' else 'P'}{{Nd}}", lambda: _of_category("Nd", letter == "D"))
    if letter in "wW":
        kinds = "LMNS" if letter == "w" else "PZC"
        written = "".join(rf"\p{{{kind}}}" for kind in kinds)
        return Characters(written, lambda: joined(*(category(kind) or () for kind in kinds)))
    spaces: Ranges = ((0x9, 0xA), (0xD, 0xD), (0x20, 0x20))
    known = {"s": spaces, "i": _NAME_START, "c": joined(_NAME_START, _NAME_MORE)}[letter.lower()]
    return exactly(*(inverted(known) if letter.isupper() else known))


def bracketed(sets: Sequence[Characters], negated: bool = False) -> str:
    """The sets together as one class of the matcher."""
    written = "".join(part.written for part in sets)
    if not written:
        return _ANYTHING if negated else r"[^\x{0}-\x{10FFFF}]"
    return f"[{'^' if negated else ''}{written}]"
