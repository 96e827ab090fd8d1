"""Vietnamese words for English sentences: one catalogue a floor, `ground/locale/vi/<floor>.po`, read once."""

from functools import cache
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES = ("vi", "en")
# Between a context and its word, as gettext has it.
CONTEXT = "\x04"


@cache
def _catalogue(language: str) -> dict[str, str]:
    words: dict[str, str] = {}
    folder = resources.files("ground") / "locale" / language
    if not folder.is_dir():
        return words
    for page in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if page.name.endswith(".po"):
            with page.open("rb") as lines:
                words |= {in_context(m.context, str(m.id)): str(m.string) for m in read_po(lines) if m.id and m.string}
    return words


def in_context(context: str | None, text: str) -> str:
    """One English word that is two in Vietnamese: "Finished" of a batch is not "Finished" of a dossier (`msgctxt`)."""
    return f"{context}{CONTEXT}{text}" if context else text


def has_translation(text: str, language: str = "vi") -> bool:
    """Whether the catalogues of `language` know this sentence."""
    return text in _catalogue(language)


class Phrase(str):
    """Words that are filled into a sentence and translated with it: "a script" becomes "mã lệnh"."""

    __slots__ = ()


def translate(text: str, language: str = "vi", **params: object) -> str:
    """The sentence in `language` with its `{placeholders}` filled; the English text where no translation is known."""
    words = _catalogue(language)
    sentence = words.get(text, text.rpartition(CONTEXT)[2])
    for name, value in params.items():
        filled = words.get(value, value) if isinstance(value, Phrase) else str(value)
        sentence = sentence.replace("{" + name + "}", filled)
    return sentence
