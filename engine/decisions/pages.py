"""Decision tables as they are written, for people to read on paper."""

from dataclasses import dataclass

from engine.decisions.tables import Table


@dataclass(frozen=True, slots=True)
class TablePage:
    """A table: the id of its decision, the letter of its hit policy, the heads of its columns, and its rows in order.

    The cells of a row are the texts of its conditions, then those of its outputs, as many as there are heads.
    """

    decision: str
    policy: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def page_of(table: Table) -> TablePage:
    """The table as a page."""
    return TablePage(
        table.owner, table.policy, tuple(each.label or each.formula.text for each in table.columns),
        tuple(each.label or each.name for each in table.results),
        tuple(tuple(cell.text for cell in (*row.cells, *row.outputs)) for row in table.rows),
    )  # fmt: skip
