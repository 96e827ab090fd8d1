"""Signatures: the leader's table of what waits for his, and what those on handed-in files are worth."""

from web.signing import table, verdict
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/signing`, and the verdict on a file."""
    table.routes(house)
    verdict.routes(house)
