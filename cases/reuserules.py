"""What a rule pack says of papers that are not asked for twice: replaced by data, served by a result, good how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.periods import check_period


@dataclass(frozen=True, slots=True)
class Source:
    """A database of the State: its name, and the agency that keeps it and puts right what is wrong in it."""

    key: str
    name: str
    agency: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A line of the table of papers replaced by data: under which clause, from which day on."""

    source: str
    clause: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class ReuseRules:
    """One pack's rules of reuse.

    `replaced` by code of procedure and of component; `results` by component the results that serve as it, as
    `<procedure>.<result>`; `kinds` how long a kind of paper is good where its sheet does not say; `never`: what is
    written anew for each application; `accepted_within`: how old a paper we accepted before may be.
    """

    basis: str
    sources: Mapping[str, Source]
    replaced: Mapping[tuple[str, str], Replacement]
    results: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    never: frozenset[str]
    accepted_within: str

    def source_of(self, procedure: str, component: str, on: date, otherwise: str = "") -> Source | None:
        """The database that replaces a component on a day: by the table, else the one its sheet names."""
        line = self.replaced.get((procedure, component))
        key = line.source if line is not None and line.valid_from <= on else otherwise
        return self.sources.get(key, Source(key, key, "")) if key else None


def read_reuse_rules(law: Mapping[str, Any]) -> ReuseRules:
    """The section `[reuse]` of a rule pack; an empty one where the law of its time has none."""
    reuse = law.get("reuse", {})
    return ReuseRules(
        basis=reuse.get("basis", ""),
        sources={key: Source(key, *words) for key, words in reuse.get("sources", {}).items()},
        replaced={_pair(pair): Replacement(*line) for pair, line in reuse.get("replaced", {}).items()},
        results={code: tuple(keys) for code, keys in reuse.get("results", {}).items()},
        kinds={code: check_period(period) for code, period in reuse.get("kinds", {}).items()},
        never=frozenset(reuse.get("never", ())), accepted_within=check_period(reuse.get("accepted_within", "24mo")),
    )  # fmt: skip


def _pair(text: str) -> tuple[str, str]:
    procedure, component = text.split()
    return procedure, component
