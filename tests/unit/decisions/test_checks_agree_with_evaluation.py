"""What `check` claims of a table is what happens when it is asked, over thousands of invented tables."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decisions import Model, load
from engine.feel import Date
from tests.unit.decisions.models import CLOCK, decision, document, table
from tests.unit.decisions.models import given as taking

NUMBERS = st.integers(0, 4).map(str)
DAYS = st.integers(1, 4).map(lambda day: f'@"2026-01-0{day}"')
TEXTS = st.sampled_from(['"a"', '"b"', '"c"'])
SIGNS = st.sampled_from(["<", "<=", ">", ">=", ""])
EDGES = st.tuples(st.sampled_from("[("), st.sampled_from("])"))


def cells(points: st.SearchStrategy[str], ordered: bool = True) -> st.SearchStrategy[str]:
    """Cells over these constants: tests, ranges, several of them, their negation, and `-`."""
    compared = st.builds(lambda sign, point: f"{sign} {point}".strip(), SIGNS, points) if ordered else points
    spans = st.builds(lambda edge, two: f"{edge[0]}{min(two)}..{max(two)}{edge[1]}", EDGES, st.tuples(points, points))
    single = st.one_of(compared, spans) if ordered else compared
    several = st.lists(single, min_size=1, max_size=2).map(", ".join)
    return st.one_of(st.just("-"), several, several.map(lambda text: f"not({text})"))


ROWS = st.lists(
    st.tuples(cells(NUMBERS), cells(DAYS), cells(TEXTS, ordered=False), st.sampled_from(["-", "true", "false"])),
    min_size=1,
    max_size=5,
)
HALVES = [Decimal(half) / 2 for half in range(-2, 11)]
SAMPLES: dict[str, list[Any]] = {
    "n": [*HALVES],
    "d": [Date(2025, 12, 31), *(Date(2026, 1, day) for day in range(1, 7))],
    "s": ["a", "b", "c", "z"],
    "b": [True, False],
}
KINDS = {"n": "number", "d": "date", "s": "string", "b": "boolean"}


def modelled(rows: Sequence[tuple[str, ...]], policy: str) -> Model:
    logic = table(KINDS, [(*row, str(number)) for number, row in enumerate(rows, 1)], policy)
    parts = [taking(name, kind) for name, kind in KINDS.items()]
    return load(document(*parts, decision("t", logic, inputs=tuple(KINDS))))


def inputs() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: st.sampled_from(values) for name, values in SAMPLES.items()})


@settings(max_examples=150, deadline=None)
@given(ROWS, st.lists(inputs(), min_size=12, max_size=12))
def test_where_nothing_is_found_every_input_is_caught_exactly_once(
    rows: Sequence[tuple[str, ...]], asked: list[dict[str, Any]]
) -> None:
    model = modelled(rows, "UNIQUE")
    rules = {finding.rule for finding in model.check()}
    assert rules <= {"decision_gap", "decision_rows_overlap"}
    for each in asked:
        hits = len(model.evaluate("t", each, CLOCK).trace.tables[0].hits)
        assert hits >= 1 or "decision_gap" in rules
        assert hits <= 1 or "decision_rows_overlap" in rules


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_every_example_of_a_gap_or_an_overlap_happens(rows: Sequence[tuple[str, ...]]) -> None:
    model = modelled(rows, "UNIQUE")
    for finding in model.check():
        hits = model.evaluate("t", _example(finding.message["en"]), CLOCK).trace.tables[0].hits
        if finding.rule == "decision_gap":
            assert hits == ()
        else:
            told = {int(row) for row in re.findall(r"rows (\d+) and (\d+)", finding.message["en"])[0]}
            assert told <= {hit.row for hit in hits}


def _example(message: str) -> dict[str, Any]:
    """The input a finding tells of."""
    told = message.partition("when ")[2].partition(", but the hit policy")[0].rstrip(".").replace("…", "")
    values = dict(part.split(" = ", 1) for part in told.split(", ") if part)
    readers: dict[str, Any] = {"n": Decimal, "d": _day, "s": lambda text: text.strip('"'), "b": lambda t: t == "true"}
    unasked = {name: samples[0] for name, samples in SAMPLES.items()}
    return unasked | {name: readers[name](text) for name, text in values.items()}


def _day(text: str) -> Date:
    year, month, day = map(int, text.split("-"))
    return Date(year, month, day)
