"""What the desk itself has to look at from time to time: pauses at their end, consultations, apologies."""

from sqlalchemy import Engine

from cases.apologies import draft_apologies, drop_needless
from cases.consultations import check_consultations
from cases.pauses import end_pauses
from ground.clock import Clock


def sweep(database: Engine, clock: Clock, limit: int = 50) -> int:
    """One bounded batch of each; how many rows were worked on. Pauses first: an ended one gives a new date."""
    done = end_pauses(database, clock, limit)
    done += check_consultations(database, clock, limit)
    return done + drop_needless(database, clock, limit) + draft_apologies(database, clock, limit)
