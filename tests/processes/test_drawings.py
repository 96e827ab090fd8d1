"""The shipped diagrams are clean, complete and drawn: whoever opens one in a modeler sees what runs."""

from itertools import combinations

from lxml import etree

from cases.procedure import Bundle, check_bundle, read_bundle
from ground.xml import read_xml

DI = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
Box = tuple[int, int, int, int]


def test_nothing_is_found_against_a_shipped_procedure(bundle: Bundle) -> None:
    assert [(finding.rule, finding.element) for finding in check_bundle(bundle.files)] == []


def test_everything_that_runs_is_drawn(bundle: Bundle) -> None:
    for process in read_bundle(bundle.files).processes.values():
        page = _page(bundle, process.file)
        assert set(process.elements) <= set(_boxes(page))
        assert set(process.flows) <= set(_lines(page))


def test_no_two_steps_lie_on_each_other(bundle: Bundle) -> None:
    for process in read_bundle(bundle.files).processes.values():
        boxes = _boxes(_page(bundle, process.file))
        for scope in process.scopes:
            steps = [boxes[element.id] for element in process.inside(scope) if not element.attached_to]
            assert not [pair for pair in combinations(steps, 2) if _overlap(*pair)]
            assert not scope or all(_overlap(boxes[scope], step) for step in steps)


def test_every_flow_begins_and_ends_at_its_steps(bundle: Bundle) -> None:
    for process in read_bundle(bundle.files).processes.values():
        page = _page(bundle, process.file)
        boxes, lines = _boxes(page), _lines(page)
        for flow in process.flows.values():
            assert _touches(boxes[flow.source], lines[flow.id][0]), flow.id
            assert _touches(boxes[flow.target], lines[flow.id][-1]), flow.id


def test_every_step_and_every_way_out_of_a_question_has_a_name(bundle: Bundle) -> None:
    for process in read_bundle(bundle.files).processes.values():
        unnamed = [each.id for each in process.elements.values() if not each.name and each.tag != "parallelGateway"]
        unsaid = [flow.id for flow in process.flows.values() if flow.condition and not flow.name]
        assert not unnamed
        assert not unsaid


def _page(bundle: Bundle, file: str) -> etree._Element:
    return read_xml(bundle.files[file], file).getroot()


def _boxes(page: etree._Element) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for shape in page.iterfind(".//bpmndi:BPMNShape", DI):
        bounds = shape.find("dc:Bounds", DI)
        assert bounds is not None
        x, y, width, height = (int(bounds.attrib[name]) for name in ("x", "y", "width", "height"))
        found[str(shape.attrib["bpmnElement"])] = (x, y, x + width, y + height)
    return found


def _lines(page: etree._Element) -> dict[str, list[tuple[int, int]]]:
    return {
        str(edge.attrib["bpmnElement"]): [
            (int(point.attrib["x"]), int(point.attrib["y"])) for point in edge.iterfind("di:waypoint", DI)
        ]
        for edge in page.iterfind(".//bpmndi:BPMNEdge", DI)
    }


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _touches(box: Box, point: tuple[int, int]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
