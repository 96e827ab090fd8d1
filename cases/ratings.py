"""What the applicant thinks of how the dossier was handled: said once, never changed (Decree 61/2018 art. 29)."""

from sqlalchemy.orm import Session

from cases.law import hold
from cases.people import dossier_for, require_in
from cases.tables import Officer, Rating
from engine import journal
from ground.clock import Clock
from ground.errors import Conflict, Invalid

COUNTER = "bo_phan_mot_cua"
LEVELS = ("very_satisfied", "satisfied", "unsatisfied")


class RatedAlready(Conflict):
    """The dossier {code} was rated already. A rating is given once and never changed."""

    code = "rated_already"


class RatingTooEarly(Conflict):
    """The dossier {code} is rated when it has been answered, not before."""

    code = "rating_too_early"


class RatingUnknown(Invalid):
    """A rating is very_satisfied, satisfied or unsatisfied, not {level}."""

    code = "rating_unknown"


def rate(
    session: Session, clock: Clock, officer: Officer, code: str, level: str, remark: str = "", channel: str = "counter"
) -> Rating:
    """What the applicant says about a dossier that has ended: once. At the counter an officer only writes it down."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, COUNTER, dossier.unit_id, dossier.procedure)
    if level not in LEVELS:
        raise RatingUnknown(level=level)
    if dossier.state not in ("returned", "refused", "stopped", "finished"):
        raise RatingTooEarly(code=code)
    if session.get(Rating, dossier.id) is not None:
        raise RatedAlready(code=code)
    rating = Rating(
        dossier_id=dossier.id, level=level, remark=remark.strip()[:2000], channel=channel, rated_at=clock.now()
    )
    session.add(rating)
    facts = {"level": level, "channel": rating.channel}
    journal.append(session, clock, dossier.instance_id, "rated", dossier.code, officer.name, facts)
    session.flush()
    return rating
