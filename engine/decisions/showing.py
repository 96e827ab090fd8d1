"""Values as short texts for people: long ones are cut, nothing runs away."""

from typing import Final

from engine.feel.printing import quoted
from engine.feel.values import TEXTS, Range

_MEMBERS: Final = 8
_LETTERS: Final = 120
_DEEPEST: Final = 3


def shown(value: object, depth: int = 0) -> str:
    """The value as it would be written, cut with `…` where it is long or deep."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return quoted(value if len(value) <= _LETTERS else value[:_LETTERS] + "…")
    if isinstance(value, (list, dict, Range)):
        return _shown_whole(value, depth + 1) if depth < _DEEPEST else "…"
    known = TEXTS.get(type(value))
    return known(value) if known is not None else "function"


def _shown_whole(value: list[object] | dict[str, object] | Range, depth: int) -> str:
    if isinstance(value, Range):
        return _shown_range(value, depth)
    if isinstance(value, list):
        return "[" + ", ".join([shown(member, depth) for member in value[:_MEMBERS]] + _rest(value)) + "]"
    entries = list(value.items())[:_MEMBERS]
    return "{" + ", ".join([f"{key}: {shown(entry, depth)}" for key, entry in entries] + _rest(value)) + "}"


def _rest(value: list[object] | dict[str, object]) -> list[str]:
    return ["…"] if len(value) > _MEMBERS else []


def _shown_range(span: Range, depth: int) -> str:
    if span.operator:
        return f"{span.operator} {shown(span.start if span.start is not None else span.end, depth)}"
    opening, closing = "[" if span.start_included else "(", "]" if span.end_included else ")"
    return f"{opening}{shown(span.start, depth)}..{shown(span.end, depth)}{closing}"
