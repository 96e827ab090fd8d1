"""What came of playing scenarios: every expectation with its answer, and the elements no story ever reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ground.errors import Problem
from ground.messages import translate


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to be told, in the language of who reads it: an English text and what fills its places."""

    text: str
    params: Mapping[str, object]

    def sentence(self, language: str) -> str:
        """In `vi` or `en`; a problem among the params says its own sentence."""
        filled = {
            name: value.sentence(language) if isinstance(value, Problem) else value
            for name, value in self.params.items()
        }
        return translate(self.text, language, **filled)

    def __str__(self) -> str:
        return self.sentence("en")


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation of one playing; `differences` is empty when it held. `after` counts the acts done before."""

    after: int
    differences: tuple[Told, ...] = ()

    @property
    def held(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class Playing:
    """One scenario played in one way. `broke` says what stopped the story; None when it was told to its end."""

    slug: str
    scenario: str
    way: str
    checks: tuple[Check, ...]
    broke: Told | None = None

    @property
    def passed(self) -> bool:
        return not self.broke and all(check.held for check in self.checks)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a procedure's diagrams its scenarios reach; `missed` are the elements no story entered."""

    slug: str
    elements: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was played."""

    playings: tuple[Playing, ...]
    coverages: tuple[Coverage, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation held and every element was reached."""
        return all(playing.passed for playing in self.playings) and not any(each.missed for each in self.coverages)

    def sentences(self) -> Iterator[str]:
        """The report as lines of text: failures in full, the rest counted."""
        for playing in self.playings:
            yield from _told(playing)
        for coverage in self.coverages:
            reached = coverage.elements - len(coverage.missed)
            yield f"{coverage.slug}: {reached} of {coverage.elements} elements reached"
            yield from (f"    never reached: {element}" for element in coverage.missed)
        wrong = sum(not playing.passed for playing in self.playings)
        yield f"{len(self.playings)} playings, {wrong} failed"


def _told(playing: Playing) -> Iterator[str]:
    yield f"{'ok    ' if playing.passed else 'FAILED'} {playing.slug}: {playing.scenario} ({playing.way})"
    for check in playing.checks:
        yield from (f"    after act {check.after}: {difference}" for difference in check.differences)
    if playing.broke:
        yield f"    {playing.broke}"
