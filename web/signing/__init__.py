"""The leader's table: what waits for his signature."""

from web.signing import table
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/signing`."""
    table.routes(house)
