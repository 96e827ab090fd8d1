"""The types of variables and of the entries inside them, as far as a model declares them."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from engine.decisions.shapes import Shapes
from engine.feel.syntax import Chain, Name, Path

TypeName: TypeAlias = tuple[Shapes, str]
_ENTRY: Final = "(entry)"  # no type can be called so


def type_of_path(node: Any, known: Mapping[str, TypeName]) -> TypeName | None:
    """The type of a variable, or of an entry inside it, as far as types say; None where they say nothing."""
    steps = node.steps if isinstance(node, Chain) else ()
    first = node.first if isinstance(node, Chain) else node
    followed = [step.name for step in steps if isinstance(step, Path)]
    if not isinstance(first, Name) or len(followed) < len(steps):
        return None
    names = [first.name, *followed]
    for taken in (2, 1):
        found = known.get(".".join(names[:taken])) if taken <= len(names) else None
        if found is not None:
            return _entry(found, names[taken:])
    return None


def _entry(found: TypeName | None, names: list[str]) -> TypeName | None:
    for name in names:
        place = found[0].find(found[1]) if found is not None else None
        part = dict(place[1].parts).get(name) if place is not None and not place[1].many else None
        if place is None or part is None:
            return None
        found = (Shapes({_ENTRY: part}, [("", place[0])]), _ENTRY)
    return found
