"""The life of a dossier: the states of its handling and the moves the law allows. Pure.

The National Portal's number of a state is a fact of the law and stands in the rule packs; fee, delivery, the portal's
copy and digitisation are axes of their own (`cases/axes.py`).
"""

from collections.abc import Mapping

from ground.errors import Conflict

# What may follow what. A supplement before acceptance goes back to the check, which accepts, asks again or refuses.
# A refused withdrawal leads back to where the dossier was.
MOVES: Mapping[str, tuple[str, ...]] = {
    "submitted": ("accepted", "refused", "supplement", "payment", "withdrawal"),
    "accepted": ("handling", "withdrawal"),
    "refused": (),
    "handling": ("supplement", "payment", "withdrawal", "stopped", "finished"),
    "supplement": ("accepted", "refused", "handling", "withdrawal", "stopped"),
    "payment": ("accepted", "handling", "withdrawal", "stopped"),
    "withdrawal": ("stopped", "submitted", "accepted", "handling", "supplement", "payment"),
    "stopped": (),
    "finished": ("returned",),
    "returned": (),
}
STATES: tuple[str, ...] = tuple(MOVES)
FINAL: frozenset[str] = frozenset(state for state, after in MOVES.items() if not after)

WORDS: Mapping[str, Mapping[str, str]] = {
    "submitted": {"vi": "Mới đăng ký", "en": "Submitted"},
    "accepted": {"vi": "Được tiếp nhận", "en": "Accepted"},
    "refused": {"vi": "Không được tiếp nhận", "en": "Not accepted"},
    "handling": {"vi": "Đang xử lý", "en": "Being handled"},
    "supplement": {"vi": "Yêu cầu bổ sung giấy tờ", "en": "Supplement requested"},
    "payment": {"vi": "Yêu cầu thực hiện nghĩa vụ tài chính", "en": "Payment requested"},
    "withdrawal": {"vi": "Công dân yêu cầu rút hồ sơ", "en": "Withdrawal requested"},
    "stopped": {"vi": "Dừng xử lý", "en": "Handling stopped"},
    "finished": {"vi": "Đã xử lý xong", "en": "Handling finished"},
    "returned": {"vi": "Đã trả kết quả", "en": "Result returned"},
}


class MoveNotAllowed(Conflict):
    """The dossier is "{state}" and cannot become "{wanted}". Look at the dossier again; it may have moved on."""

    code = "move_not_allowed"


# Moves out of a wait that depend on whether the dossier was accepted before: reception decides, or handling goes on.
BEFORE_ACCEPTANCE = frozenset({("supplement", "accepted"), ("supplement", "refused"), ("payment", "accepted")})
AFTER_ACCEPTANCE = frozenset({("supplement", "handling"), ("payment", "handling")})


def check_move(state: str, wanted: str, is_accepted: bool | None = None) -> bool:
    """True when the dossier has to move, False when it is there already. Raises `MoveNotAllowed`.

    `is_accepted`: whether it was accepted before; None where that is not known.
    """
    if wanted == state:
        return False
    closed = BEFORE_ACCEPTANCE if is_accepted else AFTER_ACCEPTANCE
    if wanted not in MOVES.get(state, ()) or (is_accepted is not None and (state, wanted) in closed):
        raise MoveNotAllowed(state=state, wanted=wanted)
    return True


def drawing(numbers: Mapping[str, int]) -> str:
    """The life of a dossier as a Mermaid state diagram with the portal's numbers, for `docs/states.md`."""
    lines = ["stateDiagram-v2", "    [*] --> submitted"]
    lines += [f"    {state} : {numbers[state]} {WORDS[state]['vi']}" for state in STATES]
    lines += [f"    {state} --> {after}" for state, afters in MOVES.items() for after in afters]
    lines += [f"    {state} --> [*]" for state in STATES if state in FINAL]
    return "\n".join(lines) + "\n"
