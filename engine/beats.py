"""Whether anybody works: each worker renews a row while it ticks, and whoever asks looks at the newest."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from engine.tables import Beat
from ground.clock import Clock
from ground.database import insert_if_absent, transaction

FORGOTTEN_AFTER = timedelta(days=1)


def beat(database: Engine, clock: Clock, worker: str) -> int:
    """Renew this worker's sign of life, and forget those of workers long gone; always 1."""
    now = clock.now()
    with transaction(database) as session:
        if not insert_if_absent(session, Beat, worker=worker, at=now):
            session.execute(update(Beat).where(Beat.worker == worker).values(at=now))
        session.execute(delete(Beat).where(Beat.at < now - FORGOTTEN_AFTER))
    return 1


def last_beat(session: Session) -> datetime | None:
    """When any worker last gave a sign of life."""
    return session.scalar(select(func.max(Beat.at)))
