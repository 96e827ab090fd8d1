"""The legal documents the house works by: their list, and each with everything that rests on it."""

from web.laws import documents
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/laws`."""
    documents.routes(house)
