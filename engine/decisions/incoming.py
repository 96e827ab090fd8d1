"""Values that come from outside: JSON knows no dates, and a form leaves out what was not filled in."""

from collections.abc import Callable
from typing import Any, Final

from engine.decisions.run import ModelRun
from engine.decisions.shapes import Shape, Shapes
from engine.feel.temporal_text import read_date, read_date_time, read_duration, read_time
from engine.feel.values import lift

_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "date": read_date,
    "time": read_time,
    "date and time": read_date_time,
    "dateTime": read_date_time,
    "days and time duration": read_duration,
    "dayTimeDuration": read_duration,
    "years and months duration": read_duration,
    "yearMonthDuration": read_duration,
}


def taken(shapes: Shapes, run: ModelRun, value: object, name: str, label: str) -> object:
    """The value as one of the language that fits the type; null and a remark where it does not."""
    return shapes.fit(run, _shaped(shapes, lift(value, run.grow), name), name, label)


def _shaped(shapes: Shapes, value: object, name: str) -> object:
    found = shapes.find(name)
    if found is not None:
        return _as_shape(found[0], value, found[1])
    reader = _READERS.get(name)
    if reader is None or not isinstance(value, str):
        return value
    read = reader(value)
    return value if read is None else read


def _as_shape(shapes: Shapes, value: object, shape: Shape) -> object:
    if shape.many and isinstance(value, list):
        return [_as_one(shapes, member, shape) for member in value]
    return _as_one(shapes, value, shape)


def _as_one(shapes: Shapes, value: object, shape: Shape) -> object:
    if not shape.parts:
        return _shaped(shapes, value, shape.base)
    if not isinstance(value, dict):
        return value
    parts = {name: _as_shape(shapes, value.get(name), part) for name, part in shape.parts}
    return {**value, **parts}
