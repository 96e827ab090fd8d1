"""Consult again after a supplement: on the second pass the join waits for both answers anew.

SpiffWorkflow alone fires it after the first answer of the second pass when the answers come in another order: it counts
finished inputs of the first pass.
"""

import itertools

import pytest

from tests.drawings import both, drawing, either, end, start, user
from tests.unit.spiff.player import Player

CONSULTATION = drawing(
    "p", start(), either("m"), both("f"), user("a"), user("b"), both("j"), user("review"), end(),
    either("again", default="on"),
    flows=["start > m > f > a > j > review > again >(on) end", "f > b > j", "again >[=lai] m"],
)  # fmt: skip


@pytest.mark.parametrize("orders", list(itertools.product(["ab", "ba"], repeat=3)))
def test_every_order_of_answers_on_every_pass(orders: tuple[str, ...]) -> None:
    an = Player(CONSULTATION)
    for number, order in enumerate(orders, 1):
        assert an.stands_at == ["a", "b"]
        assert an.do(order[0]).stands_at == [order[1]]
        assert an.do(order[1]).stands_at == ["review"]
        an.do("review", lai=number < len(orders))
    assert an.run.ended_in == "end"
