"""The dossiers an overview speaks of: the newest, so many at most, so that no overview grows with the years."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Select, or_, select

from cases.tables import Dossier
from ground.clock import Clock

LATELY = timedelta(days=120)
MOST = 2000


def lately(clock: Clock, units: Iterable[str], procedure: str = "", most: int = MOST) -> Select[str]:
    """The ids of the newest dossiers of these units that came in lately, of one procedure when it is named."""
    units = sorted(units)
    asked = select(Dossier.id).where(
        Dossier.submitted_at > clock.now() - LATELY,
        or_(Dossier.unit_id.in_(units), Dossier.handling_unit_id.in_(units)),
    )
    if procedure:
        asked = asked.where(Dossier.procedure == procedure)
    return asked.order_by(Dossier.submitted_at.desc()).limit(most)
