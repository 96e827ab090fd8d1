"""A signal is heard by everybody who waits for its name when it is thrown, and told to the other instances."""

import pytest

from engine.model import Assignment, Element, Kind
from tests.drawings import both, drawing, each, element, end, handler, heard, part, race, start, throws, timer, user
from tests.unit.spiff.player import Player

WHAT = (Assignment("=ly_do", "ly_do"),)


def all_clear(key: str = "tell", **rest: object) -> Element:
    return throws(key, "signal", signal="moi_nguoi", **rest)


def told(an: Player) -> list[tuple[str, dict[str, object]]]:
    return [(signal.name, dict(signal.variables)) for signal in an.run.thrown]


def test_every_branch_that_waits_goes_on_with_what_the_signal_brings() -> None:
    drawn = drawing(
        "p", start(), both("f"), heard("w1", "moi_nguoi"), heard("w2", "moi_nguoi"), heard("w3", "other"), user("a"),
        all_clear(inputs=WHAT), user("b1"), user("b2"), user("b3"), user("b4"), end(),
        flows=["start > f > w1 > b1 > end", "f > w2 > b2", "f > w3 > b3", "f > a > tell > b4"],
    )  # fmt: skip
    an = Player(drawn, bi_mat=1).do("a", ly_do="xong")
    assert an.stands_at == ["b1", "b2", "w3", "b4"]
    assert an.run.variables(an.wait("b2").token) == {"bi_mat": 1, "ly_do": "xong"}
    assert told(an) == [("moi_nguoi", {"ly_do": "xong"})]


def test_without_input_mappings_no_variable_goes_along() -> None:
    an = Player(drawing("p", start(), all_clear(), end(), flows=["start > tell > end"]), bi_mat=1)
    assert (told(an), an.run.ended_in) == ([("moi_nguoi", {})], "end")


def test_a_signal_end_event_tells_too_and_ends() -> None:
    tell = element("tell", Kind.END, events=("signalEventDefinition",), signal='="moi" + "_nguoi"')
    an = Player(drawing("p", start(), tell, flows=["start > tell"]))
    assert (told(an), an.run.ended_in) == ([("moi_nguoi", {})], "tell")


def test_a_boundary_signal_interrupts_or_stands_beside_each_time() -> None:
    stops = heard("b", "moi_nguoi", kind=Kind.BOUNDARY, attached_to="a")
    beside = heard("n", "nhac", kind=Kind.BOUNDARY, attached_to="a", interrupting=False)
    drawn = drawing(
        "p", start(), user("a"), stops, beside, user("x"), user("y"), end(), flows=["start > a > end", "b > x", "n > y"]
    )
    an = Player(drawn).receive("n").receive("n", lan=2)
    assert an.stands_at == ["a", "b", "y", "y", "n"]
    an.receive("b")
    assert sorted(an.stands_at) == ["x", "y", "y"]


def test_a_signal_thrown_inside_a_sub_process_may_end_it_from_outside() -> None:
    inner = part("s", start("s1"), user("a"), all_clear(), user("a2"), end("e1"))
    stops = heard("b", "moi_nguoi", kind=Kind.BOUNDARY, attached_to="s")
    drawn = drawing(
        "p", start(), *inner, stops, user("x"), end(), flows=["start > s > end", "s1 > a > tell > a2 > e1", "b > x"]
    )
    an = Player(drawn).do("a", y=1)
    assert (an.stands_at, an.run.variables()) == (["x"], {"y": 1})
    assert "a2" not in an.entered


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_signal_starts_an_event_sub_process(interrupting: bool) -> None:
    begin = heard("s2", "moi_nguoi", kind=Kind.START, interrupting=interrupting)
    late = handler("h", begin, user("x"), end("e2"))
    an = Player(drawing("p", start(), user("a"), end(), *late, flows=["start > a > end", "s2 > x > e2"]))
    an.receive("s2", y=1)
    assert sorted(an.stands_at) == (["x"] if interrupting else ["a", "s2", "x"])
    an.do("x")
    assert an.run.ended_in == ("e2" if interrupting else None)


def test_a_signal_thrown_by_the_process_itself_starts_its_event_sub_process() -> None:
    late = handler("h", heard("s2", "moi_nguoi", kind=Kind.START), user("x"), end("e2"))
    drawn = drawing(
        "p",
        start(),
        user("a"),
        all_clear(),
        user("c"),
        end(),
        *late,
        flows=["start > a > tell > c > end", "s2 > x > e2"],
    )
    an = Player(drawn).do("a")
    assert an.stands_at == ["x"]
    assert "c" not in an.entered


def test_behind_an_event_gateway_the_signal_wins_the_race() -> None:
    drawn = drawing(
        "p", start(), race("g"), heard("w", "moi_nguoi"), timer("t", "P1D"), user("a"), user("b"), end(),
        flows=["start > g > w > a > end", "g > t > b > end"],
    )  # fmt: skip
    assert Player(drawn).receive("w").stands_at == ["a"]


def test_each_instance_of_a_repeated_part_hears_it_and_results_stay_in_order() -> None:
    loop = each("=ds", input_element="muc", output_collection="kq", output_element="=muc * 10")
    inner = part("s", start("s1"), heard("w", "moi_nguoi"), end("e1"), loop=loop)
    drawn = drawing(
        "p", start(), both("f"), *inner, user("a"), all_clear(), both("j"), user("z"), end(),
        flows=["start > f > s > j > z > end", "s1 > w > e1", "f > a > tell > j"],
    )  # fmt: skip
    an = Player(drawn, ds=[3, 1, 2])
    assert an.stands_at == ["w", "w", "w", "a"]
    an.do("a")
    assert (an.stands_at, an.run.variables()["kq"]) == (["z"], [30, 10, 20])


def test_a_name_that_is_no_text_stalls_and_goes_on_when_corrected() -> None:
    drawn = drawing("p", start(), heard("w", "=ten"), user("a"), end(), flows=["start > w > a > end"])
    an = Player(drawn, ten=None)
    assert an.wait("w").code == "expression_failed"
    an.assign("w", ten="moi_nguoi").retry("w")
    assert an.wait("w").signal == "moi_nguoi"
