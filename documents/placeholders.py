"""What a template reads, found without filling it: so that a misspelt fact is told when the template is handed in."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from documents.filters import FILTERS
from ground.errors import Invalid

_JINJA = frozenset({"self", "super", "caller", "varargs", "kwargs"})


class TemplateNotReadable(Invalid):
    """The template cannot be read, line {line}: {reason}."""

    code = "template_not_readable"


@dataclass(frozen=True, slots=True, order=True)
class Placeholder:
    """A fact a template reads: its name, the part of it (empty where the whole is read), the line (0: not known)."""

    name: str
    part: str = ""
    line: int = 0


def placeholders(template: str) -> list[Placeholder]:
    """Every fact and part of a fact that is read. Raises `TemplateNotReadable`."""
    environment = ImmutableSandboxedEnvironment(autoescape=True)
    environment.filters.update(FILTERS)
    try:
        tree = environment.parse(template)
        # Compiling also finds filters nobody knows.
        environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise TemplateNotReadable(line=error.lineno, reason=error.message or "") from error
    known = find_undeclared_variables(tree) - _JINJA - set(_own_names(tree))
    return sorted({*(Placeholder(name) for name in known), *_parts(tree, known)})


def _own_names(tree: nodes.Template) -> Iterator[str]:
    """What the template sets or imports at its top: every block of it sees that."""
    for node in tree.body:
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            yield node.target.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)


def _parts(tree: nodes.Template, known: set[str]) -> Iterator[Placeholder]:
    for read in tree.find_all(nodes.Getattr):
        if isinstance(read.node, nodes.Name) and read.node.name in known:
            yield Placeholder(read.node.name, read.attr, read.lineno)
