"""Text made equal for searching: composed, lower case, without diacritics; `đ` is not `d` with an accent and is
mapped.
"""

import unicodedata
from collections.abc import Iterator

MOST_WORDS = 8


def compose(text: str) -> str:
    """Unicode NFC, spaces at both ends removed: how text is stored."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Lower case without diacritics, `y` as `i` (quý, quí): what is searched in and searched for."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))
    return " ".join(bare.replace("đ", "d").replace("y", "i").split())


def words(text: str) -> list[str]:
    """The words of a text as they are searched by: folded, and nothing but letters and digits."""
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()


def name_order(name: str) -> str:
    """What Vietnamese names are ordered by: the given name, which stands last, before the others."""
    parts = words(name)
    return " ".join(parts[-1:] + parts[:-1])[:100]


def patterns(text: str) -> Iterator[str]:
    """LIKE patterns (escape character `\\`), one for each word: all of them must be found, in whatever order."""
    for word in fold(text).split()[:MOST_WORDS]:
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        yield f"%{escaped}%"
