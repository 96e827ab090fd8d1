"""Three hundred supplements cost as much as one.

SpiffWorkflow alone keeps every pass in the tree, finds no ready task below depth 1,000 any more and stops in silence.
"""

from engine.model import Process
from tests.drawings import both, boundary_timer, drawing, either, end, start, user
from tests.unit.spiff.player import Player

PASSES = 300


def _loop(*more: str) -> Process:
    return drawing(
        "p", start(), user("check"), either("g", default="on"), user("supplement"), end(),
        flows=["start > check > g >(on) end", "g >[=thieu] supplement > check", *more],
    )  # fmt: skip


def test_the_bytes_do_not_grow() -> None:
    an = Player(_loop())
    sizes = set()
    for _ in range(PASSES):
        an.do("check", thieu=True).do("supplement")
        sizes.add(len(an.run.dump()))
    assert max(sizes) - min(sizes) <= 8  # the ids of tokens compress a little differently each time
    assert an.do("check", thieu=False).run.ended_in == "end"


def test_nor_when_another_branch_waits_all_the_time() -> None:
    drawn = drawing(
        "p", start(), both("f"), user("patient"), both("j"), end(),
        user("check"), either("g", default="on"), user("more"),
        flows=["start > f > patient > j > end", "f > check > g >(on) j", "g >[=thieu] more > check"],
    )  # fmt: skip
    an = Player(drawn)
    an.do("check", thieu=True).do("more")
    first = len(an.run.dump())
    for _ in range(PASSES):
        an.do("check", thieu=True).do("more")
    assert abs(len(an.run.dump()) - first) <= 8
    assert an.do("check", thieu=False).do("patient").run.ended_in == "end"


def test_nor_with_a_reminder_every_week() -> None:
    drawn = drawing(
        "p", start(), user("a"), boundary_timer("nhac", "a", "R/P7D", "cycle", interrupting=False), end(), end("e2"),
        flows=["start > a > end", "nhac > e2"],
    )  # fmt: skip
    an = Player(drawn).fire("nhac").fire("nhac")
    first = len(an.run.dump())
    for _ in range(PASSES):
        an.fire("nhac")
    assert abs(len(an.run.dump()) - first) <= 8
    assert an.do("a").run.ended_in == "end"
