"""The values a column can have, cut into regions in which no cell changes its mind; one example stands for each."""

from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any, Final

from engine.decisions.checking.constants import Beyond, Constants, constants_of, quiet_run
from engine.decisions.formula import Formula
from engine.decisions.shapes import Shapes
from engine.feel.civil import LAST_YEAR
from engine.feel.run import Scope
from engine.feel.temporal import Date

_OTHER: Final = "khác"
_KINDS: Final[dict[str, type]] = {"number": Decimal, "string": str, "boolean": bool, "date": Date}
Kind = type | None


def known_type(shapes: Shapes, name: str) -> tuple[Kind, list[Formula]]:
    """What a type says of its values: their class (None: nothing) and the tests they pass. Raises Beyond."""
    allowed: list[Formula] = []
    while True:
        found = shapes.find(name)
        if found is None:
            break
        shapes, shape = found
        if shape.many or shape.parts or shape.function is not None:
            raise Beyond
        allowed += [each for each in (shape.allowed, shape.whole) if each is not None]
        name = shape.base
    if name in ("", "Any"):
        return None, allowed
    if name not in _KINDS:
        raise Beyond
    return _KINDS[name], allowed


def regions(kind: Kind, constants: Constants, allowed: Iterable[Formula]) -> list[object]:
    """One example for each region of the values of this class that pass all tests. Raises Beyond."""
    tests = list(allowed)
    mentioned = [*constants, *(each for test in tests for each in constants_of(test))]
    examples = _CUTS[kind or _class_of(mentioned)](mentioned)
    run = quiet_run()
    return [each for each in examples if all(passes(run, test, each) for test in tests)]


def passes(run: Any, test: Formula, value: object) -> bool:
    """Whether this value passes the cell."""
    return test.work(Scope({"?": value}, run.root, run)) is True


def _class_of(mentioned: Constants) -> type:
    classes = {type(each) for each in mentioned if each is not None}
    if len(classes) != 1:
        raise Beyond
    found = classes.pop()
    if found not in _CUTS:
        raise Beyond
    return found


def _numbers(mentioned: Constants) -> list[object]:
    points = sorted({each for each in mentioned if isinstance(each, Decimal)})
    if not points:
        return [Decimal(0)]
    inside = [each for a, b in pairwise(points) if (each := _between(a, b)) is not None]
    ends = [each for each in (_beyond(points[0], -1), _beyond(points[-1], 1)) if each is not None]
    return [*sorted([*points, *inside, *ends])]


def _between(low: Decimal, high: Decimal) -> Decimal | None:
    """A number between two others, a whole one if possible; None where 34 digits have none."""
    with localcontext(prec=34):
        if abs(low) < 10**15 and abs(high) < 10**15:
            whole = (low // 1) + 1 if low >= 0 else -((-low) // 1) + (1 if low == -((-low) // 1) else 0)
            if low < whole < high:
                return whole
        middle = low + (high - low) / 2
    return middle if low < middle < high else None


def _beyond(end: Decimal, side: int) -> Decimal | None:
    with localcontext(prec=34):
        for step in (Decimal(1), abs(end)):
            if (each := end + side * step) != end and each.adjusted() < 6000:
                return each
    return None


def _dates(mentioned: Constants) -> list[object]:
    days = sorted({each.number() for each in mentioned if isinstance(each, Date)})
    if not days:
        return [Date(2000, 1, 1)]
    inside = [a + 1 for a, b in pairwise(days) if b - a > 1]
    numbers = sorted({days[0] - 1, *days, *inside, days[-1] + 1})
    return [day for day in map(Date.numbered, numbers) if abs(day.year) <= LAST_YEAR]


def _texts(mentioned: Constants) -> list[object]:
    known = sorted({each for each in mentioned if isinstance(each, str)})
    other = _OTHER
    while other in known:
        other += "…"
    return [*known, other]


def _truths(mentioned: Constants) -> list[object]:
    return [True, False]


_CUTS: Final[dict[type, Callable[[Constants], list[object]]]] = {
    Decimal: _numbers,
    Date: _dates,
    str: _texts,
    bool: _truths,
}
