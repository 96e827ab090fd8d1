"""The board of late steps: how many, where, with whom; each number opens its list."""

from collections import Counter
from collections.abc import Callable

from flask import Response, request

from cases import queries
from cases.queries import TaskLine
from cases.queries.boards import MOST_LATE, unit_names
from web.visit import House, Visit, show

GROUPS: dict[str, Callable[[TaskLine], str]] = {
    "unit": lambda row: row.unit_id,
    "procedure": lambda row: row.procedure_name,
    "role": lambda row: row.role,
    "assignee": lambda row: row.assignee,
}


def routes(house: House) -> None:
    """`/late`."""
    house.page("/late", show_late)


def show_late(visit: Visit) -> Response:
    """Steps past their own term, latest first, narrowed to one procedure, role or officer."""
    every = queries.late_steps(visit.session, visit.clock, visit.officer)
    chosen = {name: request.args[name] for name in GROUPS if name in request.args}
    rows = [row for row in every if all(GROUPS[name](row) == value for name, value in chosen.items())]
    counts = {name: Counter(map(group, every)).most_common(12) for name, group in GROUPS.items()}
    units = unit_names(visit.session, (row.unit_id for row in every))
    return show(
        "late.html", rows=rows, every=every, counts=counts, chosen=chosen, units=units, is_board=True,
        more="+" if len(every) >= MOST_LATE else "",
    )  # fmt: skip
