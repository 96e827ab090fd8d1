"""From boxed expressions to closures. The word forms become FEEL's own nodes, so that both mean exactly the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.decisions.around import Around
from engine.decisions.functions import definition
from engine.decisions.reading import Xml, below, expression_in, first, tag, text_of, type_of
from engine.decisions.remarks import EntryTwice
from engine.decisions.run import run_of
from engine.decisions.table_reading import read_table
from engine.feel.compiling import Code, code
from engine.feel.compiling.registry import compiles
from engine.feel.names import plain
from engine.feel.run import Scope
from engine.feel.syntax import Call, Chain, Filter, Iterator, Loop, Name, Node, Quantified
from engine.feel.values import kind_name
from engine.feel.warnings import FeelNotBoolean

Reader = Callable[[Xml, Around], Code]


@dataclass(frozen=True, slots=True)
class Part:
    """A boxed expression inside a node of FEEL; `mentions` are names its text may read."""

    at: int
    work: Code
    mentions: tuple[Name, ...] = ()


@compiles(Part)
def _part(node: Part) -> Code:
    return node.work


def boxed(element: Xml | None, around: Around, label: str = "") -> Code:
    """The closure of this boxed expression; its value fits the type the element names."""
    if element is None:
        return around.nothing()
    return around.typed(READERS[tag(element)](element, around), element, label or around.owner)


def _inside(element: Xml, name: str, around: Around) -> Code:
    child = first(element, name)
    return around.typed(boxed(expression_in(child), around), child, name) if child is not None else around.nothing()


def _node(work: Code, *mentions: str) -> Node:
    return Part(0, work, tuple(Name(0, name) for name in mentions))  # type: ignore[return-value] # one of FEEL's nodes


def _literal(element: Xml, around: Around) -> Code:
    return around.formula(element).work if text_of(element).strip() else around.nothing()


def _context(element: Xml, around: Around) -> Code:
    entries: list[tuple[str, Code]] = []
    for entry in below(element, "contextEntry"):
        variable = first(entry, "variable")
        label = plain(str(variable.get("name"))) if variable is not None else ""
        around = around.knowing(label, types={label: type_of(variable)}) if label else around
        work = boxed(expression_in(entry), around, label)
        entries.append((label, around.typed(work, variable, label) if variable is not None else work))
    labels = [label for label, _ in entries if label]
    twice = next((label for label in labels if labels.count(label) > 1), "") if len(labels) != len(set(labels)) else ""
    return _refused(twice) if twice else _made(entries)


def _made(entries: list[tuple[str, Code]]) -> Code:
    def make(scope: Scope) -> object:
        scope.run.grow(len(entries) + 1)
        values: dict[str, object] = {}
        inner = Scope(values, scope, scope.run)
        for label, work in entries:
            value = work(inner)
            if not label:
                return value
            values[label] = value
        return values

    return make


def _refused(twice: str) -> Code:
    def remark(scope: Scope) -> None:
        run_of(scope).remark(EntryTwice(name=twice))

    return remark


def _list(element: Xml, around: Around) -> Code:
    members = [boxed(child, around) for child in element if tag(child) in READERS]

    def make(scope: Scope) -> object:
        scope.run.grow(len(members))
        return [member(scope) for member in members]

    return make


def _relation(element: Xml, around: Around) -> Code:
    columns = [(plain(str(column.get("name"))), column) for column in below(element, "column")]
    rows = [_row(row, columns, around) for row in below(element, "row")]

    def make(scope: Scope) -> object:
        scope.run.grow(len(rows) * (len(columns) + 1))
        return [{name: work(scope) for name, work in row} for row in rows]

    return make


def _row(row: Xml, columns: list[tuple[str, Xml]], around: Around) -> list[tuple[str, Code]]:
    cells = [child for child in row if tag(child) in READERS]
    return [
        (name, around.typed(boxed(cell, around, name), column, name))
        for (name, column), cell in zip(columns, cells, strict=False)
    ]


def _invocation(element: Xml, around: Around) -> Code:
    called = boxed(expression_in(element), around)
    names: list[str] = []
    arguments: list[Node] = []
    for binding in below(element, "binding"):
        parameter = first(binding, "parameter")
        name = plain(str(parameter.get("name"))) if parameter is not None else ""
        names.append(name)
        work = boxed(expression_in(binding), around, name) if expression_in(binding) is not None else _null
        arguments.append(_node(around.typed(work, parameter, name)))
    return code(Chain(0, _node(called), (Call(0, tuple(arguments), tuple(names)),)))


def _null(scope: Scope) -> None:
    return None


def _conditional(element: Xml, around: Around) -> Code:
    condition, value, otherwise = (_inside(element, name, around) for name in ("if", "then", "else"))

    def choose(scope: Scope) -> object:
        answer = condition(scope)
        if answer is None or isinstance(answer, bool):
            return value(scope) if answer else otherwise(scope)
        return scope.run.warn(FeelNotBoolean, 0, kind=kind_name(answer))  # where FEEL's own `if` would go on with else

    return choose


def _filter(element: Xml, around: Around) -> Code:
    condition = _node(_inside(element, "match", around.knowing("item")))
    return code(Chain(0, _node(_inside(element, "in", around)), (Filter(0, condition),)))


def _for(element: Xml, around: Around) -> Code:
    iterator = _iterator(element, around)
    inner = around.knowing(iterator.name, "partial")
    # Named so that FEEL keeps what `partial` holds apart from what the body makes of it.
    return code(Loop(0, (iterator,), _node(_inside(element, "return", inner), "partial")))


def _quantified(element: Xml, around: Around) -> Code:
    iterator = _iterator(element, around)
    condition = _node(_inside(element, "satisfies", around.knowing(iterator.name)))
    return code(Quantified(0, tag(element) == "every", (iterator,), condition))


def _iterator(element: Xml, around: Around) -> Iterator:
    return Iterator(0, plain(str(element.get("iteratorVariable") or "")), _node(_inside(element, "in", around)))


def _function(element: Xml, around: Around) -> Code:
    return definition(element, around, boxed)


def _table(element: Xml, around: Around) -> Code:
    table = read_table(element, around)
    around.tables.append(table)
    return table.work


READERS: Final[dict[str, Reader]] = {
    "literalExpression": _literal,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "invocation": _invocation,
    "functionDefinition": _function,
    "decisionTable": _table,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
}
