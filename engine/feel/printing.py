"""Values as text, as `string()` gives them."""

from typing import Final

from engine.feel.errors import FeelNestedTooDeep
from engine.feel.run import Run
from engine.feel.values import DEEPEST_VALUE, TEXTS, Range

_NAMELIKE: Final = str.isidentifier


def text_of(run: Run, value: object, depth: int = 0) -> str:
    """The value as text; texts inside lists and contexts are in quotation marks, so that it can be read back."""
    run.grow(1 + (len(value) >> 4 if isinstance(value, str) else 0))
    if depth > DEEPEST_VALUE:
        raise run.error(FeelNestedTooDeep, run.at, limit=DEEPEST_VALUE)
    if value is None:
        return "null"
    if isinstance(value, list):
        return "[" + ", ".join(text_of(run, member, depth + 1) for member in value) + "]"
    if isinstance(value, dict):
        parts = (f"{_key(key)}: {text_of(run, entry, depth + 1)}" for key, entry in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, Range):
        return _range_text(run, value, depth)
    if depth and isinstance(value, str):
        return quoted(value)
    known = TEXTS.get(type(value))
    return known(value) if known is not None else "function"


def quoted(text: str) -> str:
    """The text in quotation marks, with what would end it escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _key(key: str) -> str:
    return key if all(_NAMELIKE(word) for word in key.split(" ")) else quoted(key)


def _range_text(run: Run, span: Range, depth: int) -> str:
    if span.operator:
        bound = span.start if span.start is not None else span.end
        return f"({span.operator} {text_of(run, bound, depth + 1)})"
    opening, closing = "[" if span.start_included else "(", "]" if span.end_included else ")"
    return f"{opening}{text_of(run, span.start, depth + 1)}..{text_of(run, span.end, depth + 1)}{closing}"
