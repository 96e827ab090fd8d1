"""A drawing without a picture gets one a person can read, and nothing else of it changes."""

from itertools import combinations, pairwise

import pytest

from engine.dialect import DrawingNotReadable
from engine.layout import is_drawn, lay_out
from engine.layout.plan import Box
from tests.layout.drawn import DRAWINGS, HEAD, LANES, PARTS, POOLS, Seen, seen

FRAMES = {"pool", "office", "upper", "lower", "together"}
SEEN = {name: seen(text) for name, text in DRAWINGS.items()}
every = pytest.mark.parametrize("drawing", SEEN.values(), ids=SEEN)


@every
def test_every_step_and_every_flow_has_its_place(drawing: Seen) -> None:
    assert set(drawing.ends) == set(drawing.ways)
    assert {end for ends in drawing.ends.values() for end in ends} <= set(drawing.boxes)


@every
def test_no_two_shapes_lie_on_each_other(drawing: Seen) -> None:
    sitting = {"late", "bad"}
    for one, other in combinations(drawing.boxes.keys() - FRAMES - sitting, 2):
        if drawing.parents.get(one) != other and drawing.parents.get(other) != one:
            assert not drawing.boxes[one].meets(drawing.boxes[other]), (one, other)


@every
def test_every_line_runs_from_border_to_border_in_right_angles(drawing: Seen) -> None:
    for name, way in drawing.ways.items():
        source, target = drawing.ends[name]
        assert _on_border(drawing.boxes[source], way[0]), name
        assert _on_border(drawing.boxes[target], way[-1]), name
        assert all((one[0] == two[0]) != (one[1] == two[1]) for one, two in pairwise(way)), name


@every
def test_no_line_runs_through_a_shape(drawing: Seen) -> None:
    inside = {name: box for name, box in drawing.boxes.items() if name not in FRAMES}
    for name, way in drawing.ways.items():
        near = {*drawing.ends[name], drawing.parents[name]}
        for one, two in pairwise(way):
            piece = Box(min(one[0], two[0]), min(one[1], two[1]), abs(one[0] - two[0]), abs(one[1] - two[1]))
            through = [each for each, box in inside.items() if each not in near and _runs_through(piece, box)]
            assert set(through) <= {"work", "sub"} & {_host(drawing, end) for end in near}, (name, through)


@every
def test_no_two_lines_lie_on_each_other(drawing: Seen) -> None:
    for one, other in combinations(drawing.ways.values(), 2):
        for piece in pairwise(one):
            assert not any(_along(piece, each) for each in pairwise(other))


@every
def test_names_lie_on_no_shape_and_on_no_other_name(drawing: Seen) -> None:
    grounds = FRAMES | {"sub", "withdrawn", "citizen", "bank"}
    for name, label in drawing.labels.items():
        assert not [each for each, box in drawing.boxes.items() if each not in grounds and label.meets(box)], name
        assert not [each for each, box in drawing.labels.items() if each != name and label.meets(box)], name


def test_lanes_hold_their_steps_and_pools_their_lanes() -> None:
    boxes = SEEN["lanes"].boxes
    for lane, steps in {"upper": ("s", "check", "ask", "no"), "lower": ("work", "warn", "stop", "late")}.items():
        assert all(boxes[lane].holds(boxes[step]) for step in steps)
        assert boxes["pool"].holds(boxes[lane])
    assert boxes["upper"].bottom == boxes["lower"].y


def test_steps_that_follow_stand_to_the_right() -> None:
    boxes = SEEN["lanes"].boxes
    assert [boxes[name].x for name in ("s", "check", "ask", "work", "end")] == sorted(
        boxes[name].x for name in ("s", "check", "ask", "work", "end")
    )


def test_boundary_events_sit_on_the_border_of_their_step() -> None:
    for drawing, host in (("lanes", "work"), ("parts", "sub")):
        box, event = SEEN[drawing].boxes[host], SEEN[drawing].boxes["late"]
        assert event.middle[1] in (box.y, box.bottom)
        assert box.x <= event.middle[0] <= box.right


def test_what_is_in_a_sub_process_is_drawn_in_it() -> None:
    boxes = SEEN["parts"].boxes
    assert all(boxes["sub"].holds(boxes[name]) for name in ("s2", "split", "one", "two", "join", "e2"))
    assert all(boxes["withdrawn"].holds(boxes[name]) for name in ("s3", "e3"))


def test_pools_without_an_inside_stand_where_the_file_names_them() -> None:
    boxes = SEEN["pools"].boxes
    assert boxes["citizen"].bottom <= boxes["office"].y
    assert boxes["office"].bottom <= boxes["bank"].y


@pytest.mark.parametrize("text", DRAWINGS.values(), ids=DRAWINGS)
def test_the_same_drawing_always_gets_the_same_picture(text: str) -> None:
    once = lay_out(text.encode(), "x.bpmn")
    assert lay_out(once, "x.bpmn") == once


def test_what_the_file_says_stays_byte_for_byte() -> None:
    laid = lay_out(LANES.encode(), "x.bpmn")
    assert laid.startswith(LANES.partition("</b:definitions>")[0].rstrip().encode())
    assert b"<!-- told by hand -->" in laid


def test_a_broken_picture_is_replaced() -> None:
    whole = lay_out(PARTS.encode(), "x.bpmn").decode()
    broken = whole.replace('bpmnElement="one"', 'bpmnElement="nobody"')
    assert is_drawn(whole.encode(), "x.bpmn")
    assert not is_drawn(broken.encode(), "x.bpmn")
    assert not is_drawn(POOLS.encode(), "x.bpmn")
    assert lay_out(broken.encode(), "x.bpmn").decode() == whole


def test_a_drawing_of_nothing_stays_one() -> None:
    empty = f'{HEAD}<b:process id="p" /></b:definitions>'
    assert is_drawn(lay_out(empty.encode(), "x.bpmn"), "x.bpmn")


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(DrawingNotReadable):
        lay_out(b"<html/>", "x.bpmn")


def _host(drawing: Seen, end: str) -> str:
    return {"late": "sub" if "sub" in drawing.boxes else "work", "bad": "work"}.get(end, end)


def _on_border(box: Box, point: tuple[int, int]) -> bool:
    x, y = point
    on_sides = x in (box.x, box.right) and box.y <= y <= box.bottom
    return on_sides or (y in (box.y, box.bottom) and box.x <= x <= box.right)


def _runs_through(piece: Box, box: Box) -> bool:
    return piece.x < box.right and box.x < piece.right + 1 and piece.y < box.bottom and box.y < piece.bottom + 1


def _along(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    """Whether two pieces share more than a point."""
    for axis in (0, 1):
        if len({point[axis] for point in (*one, *other)}) == 1:
            low, high = sorted(point[1 - axis] for point in one)
            start, end = sorted(point[1 - axis] for point in other)
            return max(low, start) < min(high, end)
    return False
