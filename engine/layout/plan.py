"""What is to be laid out: shapes in bands (lanes, pools), lines between them, frames around the bands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TASK, EVENT, GATEWAY, SUB, NOTE, PAPER, POOL = "task", "event", "gateway", "sub", "note", "paper", "pool"
FLOW, MESSAGE, ASSOCIATION = "flow", "message", "association"
HEAD = 30


@dataclass(frozen=True, slots=True)
class Shape:
    """One box: its size in pixels, the box it sits on (`host`, a boundary event's), what is drawn in it (`inside`)."""

    id: str
    kind: str
    name: str
    width: int
    height: int
    host: str = ""
    inside: "Picture | None" = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line between two shapes."""

    id: str
    kind: str
    name: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A pool or a lane: the bands it goes round, first to last, and how deep it lies in others."""

    id: str
    depth: int
    first: int
    last: int
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """One level of a drawing. `bands` says in which band each shape lies; shapes without lines stand by themselves."""

    shapes: Mapping[str, Shape]
    lines: tuple[Line, ...]
    bands: Mapping[str, int]
    count: int
    frames: tuple[Frame, ...] = ()

    def base(self, name: str) -> str:
        """The shape itself, or the one it sits on."""
        return self.shapes[name].host or name

    @property
    def closed(self) -> frozenset[str]:
        """The pools that show nothing of their inside: a band each."""
        return frozenset(shape.id for shape in self.shapes.values() if shape.kind == POOL)

    @property
    def names(self) -> set[str]:
        """The ids of all that needs a place."""
        return {*self.shapes, *(line.id for line in self.lines), *(frame.id for frame in self.frames)}

    @property
    def loose(self) -> list[str]:
        """The sub-processes that no line touches, as those begun by an event: they stand below their band's others."""
        touched = {self.base(end) for line in self.lines for end in (line.source, line.target)}
        return [shape.id for shape in self.shapes.values() if shape.kind == SUB and shape.id not in touched]

    @property
    def tied(self) -> list[str]:
        """The shapes that stand in the grid."""
        aside = {*self.loose, *self.closed}
        return [shape.id for shape in self.shapes.values() if not shape.host and shape.id not in aside]


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    def moved(self, by_x: int, by_y: int) -> "Box":
        return Box(self.x + by_x, self.y + by_y, self.width, self.height)

    def holds(self, other: "Box") -> bool:
        """Whether the other lies in this one, edges included."""
        return self.x <= other.x and other.right <= self.right and self.y <= other.y and other.bottom <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


Point = tuple[int, int]


@dataclass(slots=True)
class Picture:
    """A level laid out, from (0, 0) on: the boxes of shapes and frames, the ways of lines, the boxes of names."""

    width: int = 0
    height: int = 0
    boxes: dict[str, Box] = field(default_factory=dict)
    ways: dict[str, list[Point]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)

    def add(self, other: "Picture", x: int, y: int) -> None:
        """Put another picture in, moved to this corner."""
        self.boxes |= {name: box.moved(x, y) for name, box in other.boxes.items()}
        self.labels |= {name: box.moved(x, y) for name, box in other.labels.items()}
        self.ways |= {name: [(one + x, two + y) for one, two in way] for name, way in other.ways.items()}
