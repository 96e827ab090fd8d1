"""Reads what there is to draw from a BPMN document: one plan for its pools together, one for each process without."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from engine.dialect.names import EVENTS, KINDS, UNKNOWN_NODES, reference_of, spoken, value_of
from engine.layout.plan import (
    ASSOCIATION,
    EVENT,
    FLOW,
    GATEWAY,
    MESSAGE,
    NOTE,
    PAPER,
    POOL,
    SUB,
    TASK,
    Frame,
    Line,
    Picture,
    Plan,
    Shape,
)  # fmt: skip
from engine.layout.words import LINE_HEIGHT, lines_of, task_width
from engine.model import Kind

Draw = Callable[[Plan], Picture]
SUBS = frozenset({"subProcess", "transaction", "adHocSubProcess"})
PAPERS = {"dataObjectReference": (36, 50), "dataStoreReference": (50, 50)}
NOTE_WIDTH, SUB_HEAD, POOL_SIZE = 160, 24, (600, 60)


class Reader:
    """Collects the shapes, lines and bands of one level of a drawing."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.shapes: dict[str, Shape] = {}
        self.lines: list[Line] = []
        self.bands: dict[str, int] = {}
        self.frames: list[Frame] = []
        self.count = 0
        self.deeper: dict[str, str] = {}

    def plan(self) -> Plan:
        """What was collected; lines to things that are not there are left out, and so are those inside one shape."""
        shapes = {
            name: shape if shape.host in self.shapes else replace(shape, host="") for name, shape in self.shapes.items()
        }
        ends = {name: name for name in shapes} | self.deeper
        lines = tuple(
            replace(line, source=ends[line.source], target=ends[line.target])
            for line in self.lines
            if line.id and line.source in ends and line.target in ends
        )
        frames = sorted(self.frames, key=lambda frame: (frame.first, frame.depth))
        return Plan(shapes, lines, self.bands, self.count, tuple(frames))

    def pool(self, participant: etree._Element, process: etree._Element | None) -> None:
        """A pool: closed when there is nothing to show of it, else with its lanes."""
        name = value_of(participant, "id")
        if process is None:
            self.shapes[name] = Shape(name, POOL, value_of(participant, "name"), *POOL_SIZE)
            self.bands[name] = self.count
            self.frames.append(Frame(name, 0, self.count, self.count, is_closed=True))
            self.count += 1
            return
        first = self.count
        self._process(process, depth=1)
        self.frames.append(Frame(name, 0, first, self.count - 1))

    def beside(self, node: etree._Element) -> None:
        """What is drawn between and beside pools: message flows, notes and their lines."""
        if spoken(node) in ("messageFlow", "association"):
            self.lines.append(_line(node))
        shape = self._shape(node) if spoken(node) == "textAnnotation" else None
        if shape is not None:
            self.shapes[shape.id] = shape
            self.bands[shape.id] = 0

    def process(self, process: etree._Element) -> None:
        """A process without a pool; it may have lanes."""
        self._process(process, depth=0)

    def _process(self, process: etree._Element, depth: int) -> None:
        first = self.count
        places: dict[str, int] = {}
        for lanes in process:
            if spoken(lanes) == "laneSet":
                self._lanes(lanes, depth, places)
        if self.count == first:
            self.count += 1
        self._level(process, places, first)

    def _lanes(self, lanes: etree._Element, depth: int, places: dict[str, int]) -> None:
        for lane in lanes:
            if spoken(lane) != "lane":
                continue
            first = self.count
            for child in lane:
                if spoken(child) == "childLaneSet":
                    self._lanes(child, depth + 1, places)
            if self.count == first:
                self.count += 1
            self.frames.append(Frame(value_of(lane, "id"), depth, first, self.count - 1))
            for child in lane:
                if spoken(child) == "flowNodeRef":
                    places.setdefault((child.text or "").strip(), first)

    def _level(self, holder: etree._Element, places: dict[str, int], first: int) -> None:
        """Everything that lies directly in a process or a sub-process."""
        for node in holder:
            shape = self._shape(node)
            if shape is not None and shape.id:
                self.shapes[shape.id] = shape
            elif spoken(node) in ("sequenceFlow", "association"):
                self.lines.append(_line(node))
            self.lines += _paper_lines(node)
        self._stand_in_lanes(holder, places, first)

    def _stand_in_lanes(self, holder: etree._Element, places: dict[str, int], first: int) -> None:
        """The band of each shape: its lane, else that of the one it hangs on, else the first."""
        mine = [value_of(node, "id") for node in holder if value_of(node, "id") in self.shapes]
        for name in mine:
            shape = self.shapes[name]
            near = [shape.host] if shape.host else [_other(line, name) for line in self.lines if name in _ends(line)]
            bands = (places[each] for each in [name, *near] if each in places)
            self.bands[name] = next(bands, first)

    def _shape(self, node: etree._Element) -> Shape | None:
        tag, key, name = spoken(node), value_of(node, "id"), value_of(node, "name")
        if tag in SUBS:
            return self._sub(node, key, name)
        if tag == "textAnnotation":
            text = "".join(str(part) for part in node.itertext()).strip()
            return Shape(key, NOTE, "", NOTE_WIDTH, 16 + LINE_HEIGHT * max(len(lines_of(text, NOTE_WIDTH, 6)), 1))
        if tag in PAPERS:
            return Shape(key, PAPER, name, *PAPERS[tag])
        if tag not in KINDS and tag not in UNKNOWN_NODES:
            return None
        if KINDS.get(tag, Kind.UNKNOWN) in EVENTS or tag in ("event", "implicitThrowEvent"):
            return Shape(key, EVENT, name, 36, 36, host=reference_of(node, "attachedToRef"))
        if tag.endswith("Gateway"):
            return Shape(key, GATEWAY, name, 50, 50)
        return Shape(key, TASK, name, task_width(name), 80)

    def _sub(self, node: etree._Element, key: str, name: str) -> Shape:
        """A sub-process, open, as large as what lies in it."""
        inner = Reader(self.draw)
        inner.count = 1
        inner._level(node, {}, 0)
        self.deeper |= dict.fromkeys([*inner.shapes, *inner.deeper], key)
        plan = inner.plan()
        drawn = self.draw(plan) if plan.shapes else Picture(100, 56)
        inside = Picture(max(drawn.width, 140), drawn.height + SUB_HEAD)
        inside.add(drawn, 0, SUB_HEAD)
        return Shape(key, SUB, name, inside.width, inside.height, inside=inside)


def _line(node: etree._Element) -> Line:
    kind = {"sequenceFlow": FLOW, "messageFlow": MESSAGE}.get(spoken(node), ASSOCIATION)
    name = value_of(node, "name") if kind != ASSOCIATION else ""
    return Line(value_of(node, "id"), kind, name, reference_of(node, "sourceRef"), reference_of(node, "targetRef"))


def _paper_lines(node: etree._Element) -> Iterator[Line]:
    """The lines between a step and the papers drawn beside it."""
    for child in node:
        if spoken(child) in ("dataInputAssociation", "dataOutputAssociation"):
            ends = {spoken(end): (end.text or "").strip() for end in child}
            key, step = value_of(child, "id"), value_of(node, "id")
            if spoken(child) == "dataInputAssociation":
                yield Line(key, ASSOCIATION, "", ends.get("sourceRef", ""), step)
            else:
                yield Line(key, ASSOCIATION, "", step, ends.get("targetRef", ""))


def _ends(line: Line) -> tuple[str, str]:
    return line.source, line.target


def _other(line: Line, name: str) -> str:
    return line.target if line.source == name else line.source


def read_plans(root: etree._Element, draw: Draw) -> Iterator[tuple[str, Plan]]:
    """The plans of a document by the id of what each shows: the pools together first, then each process without one."""
    processes = {value_of(node, "id"): node for node in root if spoken(node) == "process"}
    shown: set[str] = set()
    for together in root:
        if spoken(together) == "collaboration":
            yield value_of(together, "id"), _together(together, processes, shown, draw)
    for key, process in processes.items():
        if key not in shown:
            reader = Reader(draw)
            reader.process(process)
            yield key, reader.plan()


def _together(
    together: etree._Element, processes: dict[str, etree._Element], shown: set[str], draw: Draw
) -> Plan:  # fmt: skip
    reader = Reader(draw)
    for node in together:
        if spoken(node) == "participant":
            process = reference_of(node, "processRef")
            reader.pool(node, processes.get(process))
            shown.add(process)
    for node in together:
        reader.beside(node)
    return reader.plan()
