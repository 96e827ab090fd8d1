"""A drawing as a picture: SVG from the places its diagram interchange gives, for paper and where no modeler is.

The same file gives the same bytes. A window shows a part of it, so that a large drawing can be spread over pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from lxml import etree

from engine.dialect.names import BPMN, KINDS
from engine.layout.drawing import is_drawn, lay_out
from engine.layout.signs import CLOSED, GATEWAYS, LOOPS, event_sign, task_sign
from engine.layout.words import lines_of
from engine.model import Kind
from ground.xml import read_xml

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"
INK, PALE, MARGIN, HEAD = "#333", "#f4f2ec", 12, 30
MANNER = f'font-family="Tinos, serif" fill="none" stroke="{INK}" stroke-width="1.3" stroke-linejoin="round"'
SIZE, LETTER, LINE = 12, 5.5, 13.5
NOTE_SIZE, NOTE_LETTER, NOTE_LINE, NOTE_WIDTH = 11, 5.1, 12, 90
FRAMES = frozenset({"participant", "lane", "group", "subProcess", "transaction", "adHocSubProcess"})
CIRCLES = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
GATES = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.EVENT_GATEWAY})
FLOWS = frozenset({"sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation"})


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the sheet, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def view(self) -> str:
        """The place as SVG says what is seen."""
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture: where it lies, and the SVG inside of it."""

    box: Box
    inside: str

    def svg(self) -> str:
        """The whole picture as a file."""
        box = self.box
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box.view}" width="{box.width:g}"'
            f' height="{box.height:g}">{self.inside}</svg>'
        )


def sketch(content: bytes, file: str, names: Mapping[str, str] | None = None) -> Sketch:
    """The picture of a BPMN file; one without places gets them. `names` are what its lanes are called by their keys.

    Raises what a file that cannot be read raises.
    """
    root = read_xml(content if is_drawn(content, file) else lay_out(content, file), file).getroot()
    nodes = {node.get("id", ""): node for node in root.iter() if isinstance(node.tag, str)}
    shapes = [_Drawn(each, nodes) for each in root.iter(f"{DI}BPMNShape")]
    lines = [_Drawn(each, nodes) for each in root.iter(f"{DI}BPMNEdge")]
    for each in shapes:
        each.name = (names or {}).get(each.name, each.name) if each.tag == "lane" else each.name
    frames = [each for each in shapes if each.is_frame]
    inside = [*map(_frame, frames), *map(_line, lines), *(_node(each) for each in shapes if not each.is_frame)]
    places = [each.box for each in shapes] + [each.label for each in shapes + lines if each.label]
    points = [point for each in lines for point in each.points]
    drawn = "".join([*inside, *map(_name, shapes + lines)])
    return Sketch(_around(places, points), f"<g {MANNER}>{drawn}</g>")


class _Drawn:
    """A shape or line of the picture with the element it stands for."""

    def __init__(self, drawn: etree._Element, nodes: Mapping[str, etree._Element]) -> None:
        empty = etree.Element("nothing")
        self.node = nodes.get(drawn.get("bpmnElement", ""), empty)
        self.tag = etree.QName(self.node).localname
        self.kind = KINDS.get(self.tag, Kind.UNKNOWN)
        self.name = " ".join((self.node.get("name") or self._text()).split())
        self.box = _box(drawn.find(f"{DC}Bounds")) or Box(0, 0, 0, 0)
        self.label = _box(drawn.find(f"{DI}BPMNLabel/{DC}Bounds"))
        self.points = [(_number(each, "x"), _number(each, "y")) for each in drawn.iter(f"{DD}waypoint")]
        self.is_open = drawn.get("isExpanded") == "true"
        self.is_flat = drawn.get("isHorizontal", "true") == "true"
        self.source, self.target = (nodes.get(self.node.get(end, ""), empty) for end in ("sourceRef", "targetRef"))

    @property
    def is_frame(self) -> bool:
        return self.tag in FRAMES and (self.is_open or self.tag in ("participant", "lane", "group"))

    def _text(self) -> str:
        return self.node.findtext(f"{{{BPMN}}}text") or ""

    def children(self, name: str) -> list[etree._Element]:
        return self.node.findall(f"{{{BPMN}}}{name}")

    @property
    def event(self) -> str:
        """The local name of the first event definition."""
        names = (etree.QName(each).localname for each in self.node if isinstance(each.tag, str))
        return next((name for name in names if name.endswith("EventDefinition")), "")


def _number(node: etree._Element, name: str) -> float:
    try:
        return float(node.get(name, "0"))
    except ValueError:
        return 0.0


def _box(bounds: etree._Element | None) -> Box | None:
    return None if bounds is None else Box(*(_number(bounds, name) for name in ("x", "y", "width", "height")))


def _around(places: list[Box], points: list[tuple[float, float]]) -> Box:
    if not places and not points:
        return Box(0, 0, 100, 100)
    left = min([box.x for box in places] + [x for x, _ in points])
    top = min([box.y for box in places] + [y for _, y in points])
    right = max([box.right for box in places] + [x for x, _ in points])
    bottom = max([box.bottom for box in places] + [y for _, y in points])
    return Box(left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN)


def _rectangle(box: Box, more: str = "", round_by: int = 0) -> str:
    rounding = f' rx="{round_by}"' if round_by else ""
    return f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"{rounding} {more}/>'


def _frame(one: _Drawn) -> str:
    """A pool, a lane or an open part, its name along its head."""
    box = one.box
    if one.tag == "group":
        return _rectangle(box, 'stroke-dasharray="8 4"', 8)
    if one.tag not in ("participant", "lane"):
        dashes = 'stroke-dasharray="4 3"' if one.node.get("triggeredByEvent") == "true" else ""
        return _rectangle(box, f'fill="#fff" {dashes}', 10) + _lines(one.name, box.x + box.width / 2, box.y + 16, 60)
    fill = PALE if one.tag == "participant" else "#fff"
    if not one.is_flat:
        return _rectangle(box, f'fill="{fill}"') + _lines(one.name, box.middle[0], box.y + 18, 40)
    head = Box(box.x, box.y, HEAD, box.height)
    at = f"translate({head.middle[0]:g} {head.middle[1]:g}) rotate(-90)"
    most = max(6, int((box.height - 8) / LETTER))
    rows = len(lines_of(one.name, most, 1))
    size, line = (SIZE, LINE) if rows < 3 else (SIZE * 2 / rows, LINE * 2 / rows)
    name = _lines(one.name, 0, 0, most, size=size, line=line, is_middle=True)
    return (
        _rectangle(box, 'fill="#fff"') + _rectangle(head, f'fill="{PALE}"') + f'<g transform="{at}">{name}</g>'
    )  # fmt: skip


def _lines(text: str, x: float, y: float, letters: int, *, size: float = SIZE, line: float = LINE,
           is_middle: bool = False, weight: str = "") -> str:  # fmt: skip
    """A text in lines of so many letters, centred on x; from y down, or round y."""
    rows = lines_of(text, letters, 1)
    first = y + size * 0.34 - (len(rows) - 1) * line / 2 if is_middle else y
    bold = f' font-weight="{weight}"' if weight else ""
    return "".join(
        f'<text x="{x:g}" y="{first + place * line:g}" text-anchor="middle" font-size="{size:g}" fill="#111"'
        f' stroke="none"{bold}>{escape(row)}</text>'
        for place, row in enumerate(rows)
    )  # fmt: skip


def _node(one: _Drawn) -> str:
    if one.kind in CIRCLES:
        return _event(one)
    if one.kind in GATES or one.tag == "complexGateway":
        return _gateway(one)
    if one.tag in ("dataObjectReference", "dataStoreReference"):
        return _rectangle(one.box, 'fill="#fff"', 2)
    if one.tag == "textAnnotation":
        box = one.box
        edge = f'<path d="M{box.x + 8:g} {box.y:g}h-8v{box.height:g}h8"/>'
        return edge + _lines(one.name, *box.middle, max(6, int(box.width / LETTER)), is_middle=True)
    return _task(one)


def _event(one: _Drawn) -> str:
    (x, y), radius = one.box.middle, one.box.width / 2
    is_catching = one.kind in (Kind.CATCH, Kind.THROW, Kind.BOUNDARY)
    dashes = ' stroke-dasharray="4 2"' if one.node.get("cancelActivity") == "false" else ""
    width = 3 if one.kind is Kind.END else 1.4
    ring = f'<circle r="{radius - 3:g}"{dashes}/>' if is_catching else ""
    outer = f'<circle r="{radius:g}" fill="#fff" stroke-width="{width}"{dashes}/>'
    return f'<g transform="translate({x:g} {y:g})">{outer}{ring}{event_sign(one.kind, one.event)}</g>'


def _gateway(one: _Drawn) -> str:
    (x, y), half = one.box.middle, one.box.width / 2
    diamond = f'<path d="M0 {-half:g}L{half:g} 0 0 {half:g} {-half:g} 0z" fill="#fff"/>'
    return f'<g transform="translate({x:g} {y:g})">{diamond}{GATEWAYS.get(one.kind, "")}</g>'


def _task(one: _Drawn) -> str:
    box = one.box
    width = 3.2 if one.kind is Kind.CALL else 1.4
    fill = PALE if one.kind in (Kind.SERVICE_TASK, Kind.SCRIPT_TASK, Kind.RULE_TASK, Kind.SEND_TASK) else "#fff"
    letters = max(6, int((box.width - 8) / LETTER))
    parts = [
        _rectangle(box, f'fill="{fill}" stroke-width="{width}"', 8),
        f'<g transform="translate({box.x + 5:g} {box.y + 5:g}) scale(.85)">{task_sign(one.kind)}</g>',
        _lines(one.name, box.middle[0], box.middle[1] + (4 if task_sign(one.kind) else 0), letters, is_middle=True),
    ]
    marks = [CLOSED] if one.tag in FRAMES else []
    marks += [LOOPS[each.get("isSequential") == "true"] for each in one.children("multiInstanceLoopCharacteristics")]
    parts += [f'<g transform="translate({box.middle[0]:g} {box.bottom - 10:g})">{mark}</g>' for mark in marks]
    return "".join(parts)


def _line(one: _Drawn) -> str:
    if len(one.points) < 2:
        return ""
    way = "M" + "L".join(f"{x:g} {y:g}" for x, y in one.points)
    if one.tag == "sequenceFlow":
        return f'<path d="{way}"/>{_head(one.points)}{_tail(one)}'
    dashes = "6 4" if one.tag == "messageFlow" else "2 3"
    ends = _head(one.points, "#fff") if one.tag == "messageFlow" else ""
    return f'<path d="{way}" stroke-dasharray="{dashes}"/>{ends}'


def _direction(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    across, down = end[0] - start[0], end[1] - start[1]
    length = (across * across + down * down) ** 0.5 or 1.0
    return across / length, down / length


def _head(points: list[tuple[float, float]], fill: str = INK) -> str:
    """The arrow at the end of a line."""
    (x, y), (across, down) = points[-1], _direction(points[-2], points[-1])
    left = (x - 9 * across - 4 * down, y - 9 * down + 4 * across)
    right = (x - 9 * across + 4 * down, y - 9 * down - 4 * across)
    return f'<path d="M{x:g} {y:g}L{left[0]:g} {left[1]:g}L{right[0]:g} {right[1]:g}z" fill="{fill}"/>'


def _tail(one: _Drawn) -> str:
    """The stroke across the way that is taken when no condition holds."""
    if not one.node.get("id") or one.source.get("default") != one.node.get("id"):
        return ""
    (x, y), (across, down) = one.points[0], _direction(one.points[0], one.points[1])
    at = (x + 9 * across, y + 9 * down)
    step = (3 * across - 4 * down, 3 * down + 4 * across)
    return f'<path d="M{at[0] - step[0]:g} {at[1] - step[1]:g}L{at[0] + step[0]:g} {at[1] + step[1]:g}"/>'


def _name(one: _Drawn) -> str:
    """The name beside an event, gateway, paper or line; what stands inside its shape is drawn there."""
    is_beside = one.tag in FLOWS or one.kind in CIRCLES | GATES or one.tag.startswith("data")
    if not one.name or not is_beside:
        return ""
    width = NOTE_WIDTH if one.label is None else max(NOTE_WIDTH, one.label.width)
    letters = int(width / NOTE_LETTER)
    x, y = _seat(one)
    return _lines(one.name, x, y, letters, size=NOTE_SIZE, line=NOTE_LINE)


def _seat(one: _Drawn) -> tuple[float, float]:
    """Where the first line of a name stands."""
    if one.label is not None:
        return one.label.middle[0], one.label.y + NOTE_SIZE
    if one.points:
        middle = len(one.points) // 2
        (x1, y1), (x2, y2) = one.points[middle - 1], one.points[middle]
        return (x1 + x2) / 2, (y1 + y2) / 2 - 5
    return one.box.middle[0], one.box.bottom + NOTE_SIZE + 3


def windows(box: Box, width: float, height: float, least: float) -> Iterator[Box]:
    """The parts a picture is spread over: pages of `width` by `height` at which it is not drawn smaller than `least`.

    One when it fits; else strips side by side, and below each other where it is high, each overlapping its neighbour.
    """
    scale = min(width / box.width, height / box.height)
    if scale >= least:
        yield box
        return
    across, down = _cut(box.width, width / least), _cut(box.height, height / least)
    wide, high = width / least, height / least
    for row in range(down):
        for column in range(across):
            x = box.x + (0 if across == 1 else column * (box.width - wide) / (across - 1))
            y = box.y + (0 if down == 1 else row * (box.height - high) / (down - 1))
            yield Box(x, y, min(wide, box.width), min(high, box.height))


def _cut(length: float, room: float) -> int:
    """Into how many pieces a length is cut that overlap by a tenth."""
    count = 1
    while length > room * (count - 0.1 * (count - 1)):
        count += 1
    return count
