"""Paper becomes digital: the scan desk, its queue, a dossier's papers to be scanned, lists of results in force."""

from web.digitising import backlog, desk, papers
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/scans`, and the scans of a dossier."""
    for page in (papers, backlog, desk):
        page.routes(house)
