"""What a rule says: a sentence, where it says it, and the same in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.model import Finding
from ground.errors import Problem
from ground.messages import LANGUAGES, translate

# What a hostile drawing writes into a name is not repeated as a whole.
LONGEST_QUOTE = 300


class Place(Protocol):
    """Anything of a drawing with an id and a line: a process, an element, a flow."""

    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A place known only by its id and line."""

    id: str
    line: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about one place, its placeholders not yet filled in."""

    sentence: "Sentence"
    element: str
    line: int
    params: Mapping[str, object]

    def finding(self, rule: str, file: str) -> Finding:
        """The remark as a finding of this rule, in every language."""
        return Finding(
            rule=rule,
            severity=self.sentence.severity,
            element=self.element,
            line=self.line,
            message={language: self._say(self.sentence.message, language) for language in LANGUAGES},
            mend={language: self._say(self.sentence.mend, language) for language in LANGUAGES},
            file=file,
        )

    def _say(self, text: str, language: str) -> str:
        words = {
            name: value.sentence(language) if isinstance(value, Problem) else value
            for name, value in self.params.items()
        }
        return translate(text, language, **words)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is wrong and how to mend it, in English; both texts are gettext ids. `{place}` is always filled in."""

    message: str
    mend: str
    severity: str = "error"

    def at(self, place: Place, **params: object) -> Remark:
        """This sentence about this place."""
        label = f"“{place.name}” ({place.id})" if place.name else place.id or "–"
        said = {name: _shortened(value) for name, value in params.items()}
        return Remark(self, place.id, place.line, {"place": _shortened(label), **said})


def _shortened(value: object) -> object:
    return f"{value[:LONGEST_QUOTE]}…" if isinstance(value, str) and len(value) > LONGEST_QUOTE else value
