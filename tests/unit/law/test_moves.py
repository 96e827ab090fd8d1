"""The life of a dossier is a table; nothing else is allowed."""

from itertools import product

import pytest

from cases.dossier import FINAL, MOVES, PORTAL, STATES, WORDS, MoveNotAllowed, check_move, drawing, portal_status

# The moves between the portal's ten codes; 5 may go to 3 when what was added does not suffice.
LAWFUL = {
    1: {2, 3, 5, 6, 7}, 2: {4, 7}, 3: set(), 4: {5, 6, 7, 8, 9}, 5: {2, 3, 4, 7, 8}, 6: {2, 4, 7, 8},
    7: {8, 1, 2, 4, 5, 6}, 8: set(), 9: {10}, 10: set(),
}  # fmt: skip


@pytest.mark.parametrize(("state", "wanted"), list(product(STATES, STATES)))
def test_a_dossier_moves_as_the_table_says(state: str, wanted: str) -> None:
    if state == wanted:
        assert check_move(state, wanted) is False
    elif portal_status(wanted) in LAWFUL[portal_status(state)]:
        assert check_move(state, wanted) is True
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(state, wanted)


def test_three_states_are_final_and_every_state_has_its_number_and_words() -> None:
    assert {PORTAL[state] for state in FINAL} == {3, 8, 10}
    assert sorted(PORTAL.values()) == list(range(1, 11))
    assert all(WORDS[state]["vi"] and WORDS[state]["en"] for state in STATES)


def test_the_drawing_shows_every_move() -> None:
    picture = drawing()
    assert all(f"{state} --> {after}" in picture for state, afters in MOVES.items() for after in afters)
