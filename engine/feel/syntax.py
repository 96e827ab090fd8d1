"""The parts an expression is made of. `at` is the offset in the text, for messages that point at the place."""

from dataclasses import dataclass, field
from typing import TypeAlias

from engine.feel.kinds import Kind


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, true, false, null, or what stands in `@"…"`."""

    at: int
    value: object


@dataclass(frozen=True, slots=True)
class Name:
    """A variable or a built-in function, its words joined by single spaces."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list written out: `[a, b]`."""

    at: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A context written out: `{a: 1, b: a + 1}`; later entries see the earlier ones."""

    at: int
    entries: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A range: `[a..b]`, `(a..b)`, or one side only (`operator` is `<`, `<=`, `>`, `>=`, `=` or `!=`)."""

    at: int
    start: "Node | None"
    start_included: bool
    end: "Node | None"
    end_included: bool
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A chain of operators of one strength, worked off from the left: `a - b + c`."""

    at: int
    first: "Node"
    rest: tuple[tuple[str, int, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """`-a`."""

    at: int
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b and c`, or the same with `or`."""

    at: int
    operator: str
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a = b`, `a < b` and the like."""

    at: int
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Between:
    """`a between b and c`; both ends belong to it."""

    at: int
    value: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class Membership:
    """`a in (b, < c, [d..e])`."""

    at: int
    value: "Node"
    tests: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """The cell of a decision table: tests on the value called `?`; `asks` marks the tests that name `?` themselves."""

    at: int
    tests: tuple["Node", ...]
    asks: tuple[bool, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """`a instance of list<number>`."""

    at: int
    value: "Node"
    kind: Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """`if a then b else if c then d else e`."""

    at: int
    branches: tuple[tuple["Node", "Node"], ...]
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Iterator:
    """`x in list`, or `x in a..b` when `end` is there."""

    at: int
    name: str
    start: "Node"
    end: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Loop:
    """`for x in a, y in b return c`; the name `partial` holds the results so far."""

    at: int
    iterators: tuple[Iterator, ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Quantified:
    """`some x in a satisfies c`, `every x in a satisfies c`."""

    at: int
    every: bool
    iterators: tuple[Iterator, ...]
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Definition:
    """`function(a: number, b) body`; external functions are read but not run."""

    at: int
    parameters: tuple[tuple[str, Kind], ...]
    body: "Node"
    external: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """A value and what follows it: `a.b[c](d)`."""

    at: int
    first: "Node"
    steps: tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class Path:
    """`.name`."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    """`[condition]` or `[position]`."""

    at: int
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """`(a, b)` or, when `names` are there, `(x: a, y: b)`."""

    at: int
    arguments: tuple["Node", ...]
    names: tuple[str, ...] = field(default=())


Step: TypeAlias = Path | Filter | Call
Node: TypeAlias = (
    Literal | Name | Items | Entries | Span | Arithmetic | Negation | Logic | Comparison | Between | Membership
    | UnaryTests | InstanceOf | Choice | Loop | Quantified | Definition | Chain
)  # fmt: skip
