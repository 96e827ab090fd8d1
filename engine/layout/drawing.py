"""Gives a BPMN file its picture: what it says stays byte for byte, its diagram interchange is written anew."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, count

from lxml import etree

from engine.dialect import DrawingNotReadable
from engine.dialect.names import spoken
from engine.layout.picture import draw
from engine.layout.plan import Box, Picture, Plan, Point
from engine.layout.reading import SUBS, read_plans
from ground.xml import read_xml

SPACES = {
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
CORNER = (160, 80)
_DIAGRAM = re.compile(rb"[ \t]*<((?:\w+:)?)BPMNDiagram\b(?:[^>]*/>|.*?</\1BPMNDiagram\s*>)[ \t]*\r?\n?", re.DOTALL)
_END = re.compile(rb"</(\w+:)?definitions\s*>\s*$")


def lay_out(content: bytes, file: str) -> bytes:
    """The same drawing with a picture: every pool, lane, step and flow has its place, whatever was there before.

    Raises `DrawingNotReadable` and the errors of `ground.xml`.
    """
    root = _root(content, file)
    pages = [_page(root, key, plan, number) for number, (key, plan) in enumerate(read_plans(root, draw), 1)]
    return _spliced(content, root, "".join(pages).encode(), file)


def is_drawn(content: bytes, file: str) -> bool:
    """Whether everything in the drawing has its place already, so that a modeler can show it.

    Raises `DrawingNotReadable` and the errors of `ground.xml`.
    """
    root = _root(content, file)
    kinds = ("}BPMNShape", "}BPMNEdge")
    places = {str(node.get("bpmnElement")) for node in root.iter() if str(node.tag).endswith(kinds)}
    plans: list[Plan] = []

    def note(plan: Plan) -> Picture:
        plans.append(plan)
        return Picture()

    plans += [plan for _, plan in read_plans(root, note)]
    return all(plan.names <= places for plan in plans)


def pictured(content: bytes, file: str) -> bytes:
    """The drawing as a viewer can show it: as it is, or laid out where something has no place.

    Raises `DrawingNotReadable` and the errors of `ground.xml`.
    """
    return content if is_drawn(content, file) else lay_out(content, file)


def _root(content: bytes, file: str) -> etree._Element:
    root = read_xml(content, file).getroot()
    if spoken(root) != "definitions":
        raise DrawingNotReadable(file=file, root=spoken(root)[:200])
    return root


def _page(root: etree._Element, key: str, plan: Plan, number: int) -> str:
    """One diagram as text."""
    picture = Picture()
    picture.add(draw(plan), *CORNER)
    nodes = {str(node.get("id")): node for part in root if not _is_page(part) for node in part.iter() if node.get("id")}
    missing = {prefix: space for prefix, space in SPACES.items() if root.nsmap.get(prefix) != space}
    spaces = "".join(f" xmlns:{prefix}={_quoted(space)}" for prefix, space in missing.items())
    names = _Names(nodes)
    lines = [
        f'  <bpmndi:BPMNDiagram id="{names.new(f"Diagram_{number}")}"{spaces}>',
        f'    <bpmndi:BPMNPlane id="{names.new(f"Plane_{number}")}" bpmnElement={_quoted(key)}>',
        *(line for name, box in picture.boxes.items() for line in _shape(names, nodes[name], box, picture)),
        *(line for name, way in picture.ways.items() for line in _edge(names, name, way, picture)),
        "    </bpmndi:BPMNPlane>",
        "  </bpmndi:BPMNDiagram>",
        "",
    ]
    return "\n".join(lines)


class _Names:
    """Gives ids that are not in the file yet."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)

    def new(self, wanted: str) -> str:
        name = next(each for each in chain([wanted], (f"{wanted}_{n}" for n in count(2))) if each not in self.taken)
        self.taken.add(name)
        return name


def _shape(names: _Names, node: etree._Element, box: Box, picture: Picture) -> Iterator[str]:
    key = str(node.get("id"))
    marks = {"exclusiveGateway": ' isMarkerVisible="true"', "participant": ' isHorizontal="true"',
             "lane": ' isHorizontal="true"'} | dict.fromkeys(SUBS, ' isExpanded="true"')  # fmt: skip
    mark = marks.get(spoken(node), "")
    yield f"      <bpmndi:BPMNShape id={_quoted(names.new(key + '_di'))} bpmnElement={_quoted(key)}{mark}>"
    yield f"        {_bounds(box)}"
    yield from _label(picture.labels.get(key))
    yield "      </bpmndi:BPMNShape>"


def _edge(names: _Names, key: str, way: Sequence[Point], picture: Picture) -> Iterator[str]:
    yield f"      <bpmndi:BPMNEdge id={_quoted(names.new(key + '_di'))} bpmnElement={_quoted(key)}>"
    yield from (f'        <di:waypoint x="{x}" y="{y}" />' for x, y in way)
    yield from _label(picture.labels.get(key))
    yield "      </bpmndi:BPMNEdge>"


def _label(box: Box | None) -> Iterator[str]:
    if box is not None:
        yield "        <bpmndi:BPMNLabel>"
        yield f"          {_bounds(box)}"
        yield "        </bpmndi:BPMNLabel>"


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'


def _bounds(box: Box) -> str:
    return f'<dc:Bounds x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" />'


def _spliced(content: bytes, root: etree._Element, pages: bytes, file: str) -> bytes:
    """The file with these pages in place of its own; its other bytes stay, unless that would change what it says."""
    bare = _DIAGRAM.sub(b"", content)
    end = _END.search(bare)
    if end is not None:
        whole = bare[: end.start()].rstrip() + b"\n" + pages + bare[end.start() :]
        if _says(read_xml(whole, file).getroot()) == _says(root):
            return whole
    for node in _pages_of(root):
        root.remove(node)
    for page in _pages_of(read_xml(b"<x>" + _declared(pages) + b"</x>", file).getroot()):
        root.append(page)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _declared(pages: bytes) -> bytes:
    """The pages with every prefix declared, to be read by themselves."""
    spaces = "".join(f" xmlns:{prefix}={_quoted(space)}" for prefix, space in SPACES.items()).encode()
    return re.sub(rb"<bpmndi:BPMNDiagram( id=\"[^\"]*\")[^>]*>", rb"<bpmndi:BPMNDiagram\1" + spaces + b">", pages)


def _pages_of(root: etree._Element) -> list[etree._Element]:
    return [node for node in root if _is_page(node)]


def _is_page(node: etree._Element) -> bool:
    return str(node.tag).endswith("}BPMNDiagram")


def _says(root: etree._Element) -> list[bytes]:
    """What a drawing says, its picture aside."""
    return [etree.tostring(node, method="c14n").strip() for node in root if node not in _pages_of(root)]
