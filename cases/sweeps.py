"""What the desk itself has to look at from time to time: pauses at their end, consultations, apologies, paper, fees."""

from sqlalchemy import Engine

from cases.apologies import draft_apologies, drop_needless
from cases.consultations import check_consultations
from cases.pauses import end_pauses
from cases.reminders import tell_late_papers, tell_unpaid
from ground.clock import Clock


def sweep(database: Engine, clock: Clock, limit: int = 50) -> int:
    """One bounded batch of each; how many rows were worked on. Pauses first: an ended one gives a new date."""
    done = end_pauses(database, clock, limit)
    done += check_consultations(database, clock, limit)
    done += tell_late_papers(database, clock, limit) + tell_unpaid(database, clock, limit)
    return done + drop_needless(database, clock, limit) + draft_apologies(database, clock, limit)
