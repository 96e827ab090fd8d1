"""A run tells which elements were entered and left, automatic ones too, in order, each once."""

from engine.spiff import Run, Step
from tests.drawings import both, drawing, either, end, start, user
from tests.unit.spiff.player import Player

DRAWN = drawing(
    "p", start(), user("a"), either("g", default="on"), both("f"), user("b"), user("c"), both("j"), end(),
    flows=["start > a > g >(on) f > b > j > end", "f > c > j", "g >[=again] a"],
)  # fmt: skip


def test_since_new() -> None:
    an = Player(DRAWN)
    token = an.wait("a").token
    assert an.run.entered[-1] == Step("p", "a", token)
    assert [step.element for step in an.run.entered] == ["start", "a"]
    assert [step.element for step in an.run.left] == ["start"]


def test_since_load_only() -> None:
    an = Player(DRAWN)
    run = Run.load(an.graph, an.run.dump(), an.clock)
    assert (run.entered, run.left) == ([], [])
    run.complete(an.wait("a").token, {"again": False})
    assert [step.element for step in run.entered] == ["g", "f", "b", "c"]
    assert [step.element for step in run.left] == ["a", "g", "f"]


def test_a_join_is_entered_when_its_last_token_is_there() -> None:
    an = Player(DRAWN).do("a", again=False).do("b")
    assert "j" not in an.entered
    an.do("c")
    assert an.entered[-2:] == ["j", "end"]


def test_the_end_event_is_known_once_the_process_is_over() -> None:
    an = Player(DRAWN).do("a", again=False).do("b")
    assert an.run.ended_in is None
    an.do("c")
    an.reload()
    assert an.run.ended_in == "end"


def test_a_token_keeps_its_name_while_it_waits() -> None:
    an = Player(DRAWN).do("a", again=False)
    token = an.wait("c").token
    assert an.do("b").wait("c").token == token
