"""Small steps through the XML of a model: children by their local name, texts, lines, names of types."""

from collections.abc import Iterator
from typing import Any, Final

from engine.feel.names import plain

Xml = Any
EXPRESSIONS: Final = frozenset(
    (
        "literalExpression", "context", "list", "relation", "invocation", "functionDefinition", "decisionTable",
        "conditional", "filter", "for", "some", "every",
    )
)  # fmt: skip


def tag(element: Xml) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def below(element: Xml, *names: str) -> Iterator[Xml]:
    """The children of these names, in the namespace of their parent."""
    space = str(element.tag).rpartition("}")[0]
    return (child for child in element if tag(child) in names and str(child.tag).rpartition("}")[0] == space)


def first(element: Xml, *names: str) -> Xml | None:
    """The first child of one of these names."""
    return next(below(element, *names), None)


def text_of(element: Xml | None) -> str:
    """What stands in the `text` below, or nothing."""
    found = first(element, "text") if element is not None else None
    return str(found.text or "") if found is not None else ""


def line_of(element: Xml) -> int:
    """The line of the file the element begins on."""
    return int(element.sourceline or 0)


def name_of(element: Xml) -> str:
    """The name of an element in its one spelling; that of its variable where it has one."""
    variable = first(element, "variable")
    own = variable.get("name") if variable is not None else None
    return plain(str(own or element.get("name") or ""))


def expression_in(element: Xml | None) -> Xml | None:
    """The boxed expression directly below."""
    return first(element, *EXPRESSIONS) if element is not None else None


def type_of(element: Xml | None) -> str:
    """The type an element names as an attribute or as a child; a prefix is taken off."""
    if element is None:
        return ""
    child = first(element, "typeRef")
    written = child.text if child is not None else element.get("typeRef")
    return plain_type(str(written or ""), element)


def plain_type(written: str, element: Xml) -> str:
    """The name of a type without a prefix that stands for a namespace."""
    prefix, colon, name = plain(written).partition(":")
    return plain(name) if colon and (prefix in ("feel", "") or prefix in element.nsmap) else plain(written)
