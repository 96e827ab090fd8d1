"""The life of a dossier: its states, the moves the law allows, and the portal's own number for each. Pure."""

from collections.abc import Mapping

from ground.errors import Conflict

# State -> the portal's number (domain: the ten codes synchronised to the National Portal).
PORTAL: Mapping[str, int] = {
    "submitted": 1,
    "accepted": 2,
    "refused": 3,
    "handling": 4,
    "supplement": 5,
    "payment": 6,
    "withdrawal": 7,
    "stopped": 8,
    "finished": 9,
    "returned": 10,
}
STATES: tuple[str, ...] = tuple(PORTAL)

# What may follow what. A supplement before acceptance goes back to the check, which accepts, asks again or refuses.
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


def portal_status(state: str) -> int:
    """The number the National Portal gives this state, 1 to 10. Computed, never stored."""
    return PORTAL[state]


def check_move(state: str, wanted: str) -> bool:
    """True when the dossier has to move, False when it is there already. Raises `MoveNotAllowed`."""
    if wanted == state:
        return False
    if wanted not in MOVES.get(state, ()):
        raise MoveNotAllowed(state=state, wanted=wanted)
    return True


def drawing() -> str:
    """The life of a dossier as a Mermaid state diagram, for `docs/states.md`."""
    lines = ["stateDiagram-v2", "    [*] --> submitted"]
    lines += [f"    {state} : {number} {WORDS[state]['vi']}" for state, number in PORTAL.items()]
    lines += [f"    {state} --> {after}" for state, afters in MOVES.items() for after in afters]
    lines += [f"    {state} --> [*]" for state in STATES if state in FINAL]
    return "\n".join(lines) + "\n"
