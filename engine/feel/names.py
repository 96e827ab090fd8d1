"""Names of several words: which tokens in a row are one name."""

from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

from engine.feel.errors import FeelError
from engine.feel.lexer import Token, tokens

KEYWORDS: Final = frozenset(
    [
        "for",
        "return",
        "if",
        "then",
        "else",
        "some",
        "every",
        "satisfies",
        "function",
        "between",
        "and",
        "or",
        "in",
        "true",
        "false",
        "null",
        "instance",
    ]
)
PROPERTIES: Final = ("time offset", "start included", "end included")


def composed(text: str) -> str:
    """The text with composed letters; halves of characters, which no file can hold, become question marks."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return normalize("NFC", text)


def plain(name: str) -> str:
    """The one spelling of a name: composed letters, single spaces."""
    return " ".join(composed(name).split())


class Names:
    """Known names that consist of several tokens, found by their first one; the longest wins."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[str, list[Token]]]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know this name from now on; names of one token need no help."""
        try:
            parts = tokens(name)[:-1]
        except FeelError:  # a key in quotation marks may be any text; what is no name cannot be used as one
            return
        if len(parts) < 2:
            return
        known = self._by_first.setdefault(parts[0].text, [])
        if all(name != other for other, _ in known):
            known.append((name, parts))
            known.sort(key=lambda entry: -len(entry[1]))

    def copy(self) -> "Names":
        """The same names, to which others can be added."""
        twin = Names()
        twin._by_first = {first: list(known) for first, known in self._by_first.items()}
        return twin

    def match(self, stream: list[Token], at: int) -> tuple[str, int] | None:
        """The longest known name that begins at this token, and how many tokens it takes."""
        for name, parts in self._by_first.get(stream[at].text, ()):
            if _begins(stream, at, parts):
                return name, len(parts)
        return None


def _begins(stream: list[Token], at: int, parts: list[Token]) -> bool:
    if at + len(parts) >= len(stream):
        return False
    for offset, part in enumerate(parts):
        token = stream[at + offset]
        if token.text != part.text or (offset and token.spaced != part.spaced):
            return False
    return True


def occurring(text: str, names: Iterable[str]) -> frozenset[str]:
    """Those of the names that can occur in the text: the only ones that matter for reading it."""
    spread = " ".join(text.split())
    return frozenset(name for name in map(plain, names) if name in spread)


def run_of_words(stream: list[Token], at: int) -> tuple[str, int]:
    """Words and figures in a row that no keyword interrupts: one name, since nothing else can stand like this."""
    end = at + 1
    while stream[end].kind in ("name", "number") and not _stops(stream, end):
        end += 1
    return " ".join(token.text for token in stream[at:end]), end - at


def _stops(stream: list[Token], at: int) -> bool:
    word = stream[at].text
    if word == "instance":
        return stream[at + 1].text == "of"
    return word in KEYWORDS
