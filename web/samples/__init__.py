"""Templates of papers, looked at with example values."""

from web.samples import looking
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/templates`."""
    looking.routes(house)
