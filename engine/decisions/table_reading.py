"""Reads a decision table."""

from typing import Final

from engine.decisions.around import Around
from engine.decisions.errors import TableTooLarge
from engine.decisions.formula import Formula
from engine.decisions.ranking import Ranking
from engine.decisions.reading import Xml, below, first, line_of, text_of, type_of
from engine.decisions.tables import Column, Result, Row, Table
from engine.feel.names import plain

LARGEST: Final = {"rows": 5_000, "columns": 60}
_LETTERS: Final = {
    "UNIQUE": "U", "FIRST": "F", "PRIORITY": "P", "ANY": "A", "RULE ORDER": "R", "OUTPUT ORDER": "O", "COLLECT": "C",
}  # fmt: skip
_SIGNS: Final = {"SUM": "+", "MIN": "<", "MAX": ">", "COUNT": "#"}


def read_table(element: Xml, around: Around) -> Table:
    """The table of this element. Raises TableTooLarge."""
    columns = tuple(_column(each, around) for each in below(element, "input"))
    results = tuple(_result(each, around) for each in below(element, "output"))
    rules = list(below(element, "rule"))
    _refuse_size(element, around, rows=len(rules), columns=len(columns) + len(results))
    rows = tuple(_row(number, rule, columns, results, around) for number, rule in enumerate(rules, 1))
    place = (str(element.get("id") or around.owner), line_of(element), around.owner, _policy(element))
    return Table(*place, columns, results, rows, around.shapes)


def _refuse_size(element: Xml, around: Around, **sizes: int) -> None:
    for what, size in sizes.items():
        if size > LARGEST[what]:
            raise TableTooLarge(file=around.file, line=line_of(element), size=size, what=what, limit=LARGEST[what])


def _policy(element: Xml) -> str:
    written = str(element.get("hitPolicy") or "UNIQUE").strip().upper()
    letter = _LETTERS.get(written, written[:1])
    if letter not in _LETTERS.values():
        letter = "U"
    return letter + _SIGNS.get(str(element.get("aggregation") or "").strip().upper(), "") if letter == "C" else letter


def _column(element: Xml, around: Around) -> Column:
    expression = first(element, "inputExpression")
    formula = around.formula(expression if expression is not None else element)
    label, allowed = str(element.get("label") or ""), _values(element, "inputValues", around)
    return Column(label, formula, type_of(expression), allowed, line_of(element), around.shapes, around.types)


def _values(element: Xml, name: str, around: Around) -> Formula | None:
    found = first(element, name)
    return around.formula(found, tests=True) if found is not None and text_of(found).strip() else None


def _result(element: Xml, around: Around) -> Result:
    allowed = _values(element, "outputValues", around)
    default = first(element, "defaultOutputEntry")
    formula = around.formula(default) if default is not None and text_of(default).strip() else None
    name, label = plain(str(element.get("name") or "")), str(element.get("label") or "")
    return Result(name, label, type_of(element), allowed, formula, Ranking(_listed(allowed, element, around)))


def _listed(allowed: Formula | None, element: Xml, around: Around) -> Formula | None:
    """The values in order of importance: those of the table, else those of the output's type."""
    found = around.shapes.find(type_of(element)) if allowed is None else None
    return found[1].allowed if found is not None else allowed


def _row(number: int, rule: Xml, columns: tuple[Column, ...], results: tuple[Result, ...], around: Around) -> Row:
    cells = [around.formula(cell, tests=True) for cell in below(rule, "inputEntry")][: len(columns)]
    outputs = [_output(cell, around) for cell in below(rule, "outputEntry")][: len(results)]
    cells += [Formula("-", around.names, line_of(rule), True)] * (len(columns) - len(cells))
    outputs += [Formula("null", around.names, line_of(rule))] * (len(results) - len(outputs))
    notes = tuple(text_of(note).strip() for note in below(rule, "annotationEntry"))
    return Row(number, str(rule.get("id") or ""), line_of(rule), tuple(cells), tuple(outputs), notes)


def _output(cell: Xml, around: Around) -> Formula:
    """An output; an empty one, as modelers write it, is null."""
    return around.formula(cell) if text_of(cell).strip() else Formula("null", around.names, line_of(cell))
