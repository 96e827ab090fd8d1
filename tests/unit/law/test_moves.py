"""The life of a dossier is a table; nothing else is allowed."""

from itertools import product

import pytest

from cases.axes import AXES, check_axis
from cases.dossier import FINAL, MOVES, STATES, WORDS, MoveNotAllowed, check_move, drawing
from cases.rulepacks import packs

PORTAL = {state: each.number for state, each in packs()[-1].states.items()}
# The moves between the portal's ten codes; 5 may go to 3 when what was added does not suffice.
LAWFUL = {
    1: {2, 3, 5, 6, 7}, 2: {4, 7}, 3: set(), 4: {5, 6, 7, 8, 9}, 5: {2, 3, 4, 7, 8}, 6: {2, 4, 7, 8},
    7: {8, 1, 2, 4, 5, 6}, 8: set(), 9: {10}, 10: set(),
}  # fmt: skip


@pytest.mark.parametrize(("state", "wanted"), list(product(STATES, STATES)))
def test_a_dossier_moves_as_the_table_says(state: str, wanted: str) -> None:
    if state == wanted:
        assert check_move(state, wanted) is False
    elif PORTAL[wanted] in LAWFUL[PORTAL[state]]:
        assert check_move(state, wanted) is True
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(state, wanted)


def test_three_states_are_final_and_every_state_has_its_number_and_words() -> None:
    assert {PORTAL[state] for state in FINAL} == {3, 8, 10}
    assert sorted(PORTAL.values()) == list(range(1, 11))
    assert all(WORDS[state]["vi"] and WORDS[state]["en"] for state in STATES)


def test_the_drawing_shows_every_move() -> None:
    picture = drawing(PORTAL)
    assert all(f"{state} --> {after}" in picture for state, afters in MOVES.items() for after in afters)


def test_reception_decides_what_was_not_accepted_and_handling_goes_on_with_what_was() -> None:
    assert check_move("supplement", "accepted", is_accepted=False)
    assert check_move("supplement", "handling", is_accepted=True)
    for wanted, is_accepted in (("accepted", True), ("refused", True), ("handling", False)):
        with pytest.raises(MoveNotAllowed):
            check_move("supplement", wanted, is_accepted)
    with pytest.raises(MoveNotAllowed):
        check_move("payment", "accepted", is_accepted=True)


def test_fee_delivery_sync_and_digitisation_are_no_states_of_the_handling() -> None:
    assert set(AXES) == {"payment", "delivery", "sync", "digitisation"}
    for axis, moves in AXES.items():
        assert all(set(after) <= set(moves) for after in moves.values()), axis


@pytest.mark.parametrize(
    ("axis", "state", "wanted"),
    [("payment", "none", "refunded"), ("payment", "refunded", "paid"), ("delivery", "none", "delivered"),
     ("delivery", "delivered", "cancelled"), ("sync", "pending", "acknowledged"), ("digitisation", "none", "approved")],
)  # fmt: skip
def test_an_axis_moves_only_as_its_own_table_says(axis: str, state: str, wanted: str) -> None:
    assert check_axis(axis, state, state) is False
    with pytest.raises(MoveNotAllowed):
        check_axis(axis, state, wanted)
    assert all(check_axis(axis, at, after) for at, afters in AXES[axis].items() for after in afters)
