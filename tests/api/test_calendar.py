"""Working time over the JSON door: read by everybody, seen before it is decided, decided by who keeps the house."""

from collections.abc import Callable

from tests.api.conftest import Caller

CLOSED = {
    "day_on": "2026-09-10", "kind": "closure", "name": "Nghỉ do bão", "basis": "Quyết định 01/QĐ-BNV (minh họa)",
    "decided_on": "2026-08-26",
}  # fmt: skip


def test_a_decision_is_seen_then_made_then_read(log_in: Callable[[str], Caller]) -> None:
    keeper, officer = log_in("quy"), log_in("binh")
    ahead = keeper.post("/calendar/preview", CLOSED)
    assert (ahead.status_code, ahead.get_json()) == (200, {"seen": "", "rows": []})
    made = keeper.post("/calendar/decisions", CLOSED)
    assert (made.status_code, made.get_json()) == (201, {"moved": [], "stayed": []})
    calendar = officer.get("/calendar").get_json()
    (day,) = [each for each in calendar["exceptions"] if each["on"] == "2026-09-10"]
    assert (day["kind"], day["hours"], day["basis"]) == ("closure", [], CLOSED["basis"])
    assert officer.get("/calendar/G99").status_code == 404


def test_others_may_not_and_nonsense_is_named(log_in: Callable[[str], Caller]) -> None:
    assert log_in("binh").post("/calendar/preview", CLOSED).status_code == 403
    keeper = log_in("quy")
    for wrong in ({"kind": "feast"}, {"day_on": "tomorrow"}, {"hours": ["12:00-08:00"], "kind": "swap_work"}):
        assert keeper.post("/calendar/decisions", CLOSED | wrong).status_code == 422
    assert keeper.post("/calendar/decisions", CLOSED | {"seen": "0" * 16}).status_code == 409
