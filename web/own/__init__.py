"""What an officer has to do with himself and with people's numbers: his log-ins and absences, a number
shown for a reason, and who has looked."""

from web.own import absence, accesses, lists, reveal, sessions
from web.visit import House


def routes(house: House) -> None:
    """All of it."""
    sessions.routes(house)
    absence.routes(house)
    reveal.routes(house)
    accesses.routes(house)
    lists.routes(house)
