"""What an officer has to do with himself and with people's numbers: his log-ins, and a number shown for a reason."""

from web.own import reveal, sessions
from web.visit import House


def routes(house: House) -> None:
    """All of it."""
    sessions.routes(house)
    reveal.routes(house)
