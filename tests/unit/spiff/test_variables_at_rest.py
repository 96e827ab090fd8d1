"""Variables are JSON and nothing else, at most 64 kB an instance; the rest is refused before anything changes."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.spiff import Run, ValueNotJson, VariableReserved, VariablesTooLarge
from tests.drawings import both, drawing, each, end, message, start, user
from tests.unit.spiff.player import Player, graph_of

ONE_TASK = drawing("p", start(), user("a"), end(), flows=["start > a > end"])
WAITING = drawing("p", start(), message("m", correlation=""), end(), flows=["start > m > end"])
REFUSED: list[Any] = [
    {"typename": 1},
    {"o": {"typename": "UUID"}},
    {"x": float("nan")},
    {"xs": [float("inf")]},
    {"x": "a\x00b"},
    {"a\x00b": 1},
    {"o": {"a\x00b": 1}},
    {"x": Decimal(1)},
    {"x": date(2026, 1, 1)},
    {"x": b"bytes"},
    {"x": (1, 2)},
    {"x": 2**63},
    {"x": "\ud800"},
    {1: 2},
    {"o": {1: 2}},
]


@pytest.mark.parametrize("variables", REFUSED, ids=repr)
def test_what_is_not_json_is_refused_everywhere(variables: Any) -> None:
    an = Player(ONE_TASK)
    token = an.wait("a").token
    before = an.run.dump()
    for attempt in (
        lambda: an.run.complete(token, variables),
        lambda: an.run.assign(variables, token),
        lambda: Run.new(an.graph, variables, an.clock),
    ):
        with pytest.raises(ValueNotJson):
            attempt()
    assert an.run.dump() == before


def test_endless_nesting_is_refused() -> None:
    deep: Any = 1
    for _ in range(100):
        deep = [deep]
    with pytest.raises(ValueNotJson):
        Player(ONE_TASK).do("a", deep=deep)


def test_json_comes_back_as_it_went_in() -> None:
    kept: dict[str, Any] = {
        "t": "Thẩm định",
        "i": 2**62,
        "f": 0.1,
        "b": True,
        "n": None,
        "xs": [1, "b", "b"],
        "o": {"a": {"b": []}},
    }
    an = Player(ONE_TASK, **kept)
    an.reload()
    assert an.run.variables() == kept


def test_the_dossier_is_not_to_be_overwritten_from_outside() -> None:
    with pytest.raises(VariableReserved):
        Player(ONE_TASK).do("a", dossier={})
    with pytest.raises(VariableReserved):
        Player(WAITING).receive("m", dossier={})


def test_the_house_itself_may_correct_the_dossier() -> None:
    an = Player(ONE_TASK, dossier={"due_at": "a"})
    an.run.assign({"dossier": {"due_at": "b"}})
    assert an.run.variables() == {"dossier": {"due_at": "b"}}


def test_one_instance_keeps_64_kilobytes() -> None:
    with pytest.raises(VariablesTooLarge) as refused:
        Player(ONE_TASK, x="x" * 65536)
    assert refused.value.params["limit"] == 65536
    assert Player(ONE_TASK, x="x" * 60000).stands_at == ["a"]


def test_what_comes_piece_by_piece_counts_together() -> None:
    fork = drawing(
        "p", start(), both("f"), user("a"), user("b"), user("c"), both("j"), end(),
        flows=["start > f > a > j > end", "f > b > j", "f > c > j"],
    )  # fmt: skip
    an = Player(fork).do("a", a="x" * 30000).do("b", b="x" * 30000)
    with pytest.raises(VariablesTooLarge):
        an.do("c", c="x" * 30000)


def test_results_of_a_loop_count_too() -> None:
    task = user("a", loop=each("=[1, 2, 3]", output_collection="ys", output_element="=y"))
    an = Player(drawing("p", start(), task, end(), flows=["start > a > end"]))
    an.do("a", y="x" * 30000).do("a", y="x" * 30000)
    with pytest.raises(VariablesTooLarge):
        an.do("a", y="x" * 30000)


def test_branches_share_what_they_did_not_change() -> None:
    fork = drawing(
        "p", start(), both("f"), both("j"), *(user(f"u{n}") for n in range(20)), end(),
        flows=["start > f", "j > end", *(f"f > u{n} > j" for n in range(20))],
    )  # fmt: skip
    assert len(Player(fork, x="x" * 50000).stands_at) == 20


def test_the_caller_gets_copies() -> None:
    run = Run.new(graph_of(ONE_TASK), {"xs": [1]}, Player(ONE_TASK).clock)
    run.variables()["xs"].append(2)  # type: ignore[union-attr]
    assert run.variables() == {"xs": [1]}
