"""Instances stored by an older version go on in this one: every format that was ever written has a page here.

To add one after the format has changed: `python -m tests.snapshots.test_old_frontiers_still_load`, into a new file.
"""

from base64 import b85decode, b85encode
from pathlib import Path

import pytest

from engine.spiff import Run
from tests.drawings import both, boundary_timer, call, drawing, each, end, job, message, race, start, timer, user
from tests.unit.spiff.player import Player

HERE = Path(__file__).parent
INNER = drawing("sub", start(), user("t"), end("e"), flows=["start > t > e"])
DRAWN = drawing(
    "p", start(), user("a"), both("f"), call("c", "sub"), boundary_timer("late", "c", "P3D"), race("r"), message("m"),
    user("ask", loop=each("=units", output_collection="ys", output_element="=y")), timer("d", "=due", "date"),
    both("j"), job("print"), end(), end("e2"),
    flows=["start > a > f > c > j > print > end", "late > e2", "f > r > m > j", "r > d > e2", "f > ask > j"],
)  # fmt: skip


def _standing() -> Player:
    an = Player(DRAWN, INNER, code="G09-1", units=["u", "v"], due="2026-09-01T17:00:00+07:00")
    return an.do("a", ten="Nguyễn Thị Ánh").do("ask", 1, y=2)


@pytest.mark.parametrize("page", sorted(HERE.glob("*.frontier")), ids=lambda page: page.stem)
def test_it_loads_and_goes_on_to_its_end(page: Path) -> None:
    an = Player(DRAWN, INNER, code="", units=[])
    an.run = Run.load(an.graph, b85decode(page.read_text().strip()), an.clock)
    assert an.run.waits()[0].token != ""
    assert an.stands_at == ["t", "late", "m", "d", "ask"]
    an.do("t", b=1).receive("m").do("ask", y=1).do("print")
    assert an.run.ended_in == "end"
    assert an.run.variables()["ys"] == [1, 2]
    assert an.run.variables()["ten"] == "Nguyễn Thị Ánh"


def test_every_format_has_its_page() -> None:
    assert (HERE / "format_1.frontier").is_file()


if __name__ == "__main__":
    print(b85encode(_standing().run.dump()).decode())
