"""What has to be right before this server is given work; asked anew by each `/readyz`."""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from app.migrations import is_current
from engine.beats import last_beat
from ground.clock import Clock, SystemClock
from ground.database import Instant, reading

SILENCE = timedelta(seconds=60)
DRIFT = timedelta(seconds=30)
FREE_SHARE = 0.1
FREE_BYTES = 1 << 30


def checks(database: Engine, clock: Clock, home: Path) -> Mapping[str, Callable[[], bool]]:
    """By name: the database answers at the revision of this version, a worker ticks, there is room, clocks agree.

    The clock is the desk's, which the workers beat by; the machine's own is compared with the database's.
    """
    return {
        "database": partial(_answers, database),
        "worker": partial(_works, database, clock),
        "disk": partial(_has_room, home),
        "clock": partial(_agrees, database),
    }


def _answers(database: Engine) -> bool:
    try:
        return is_current(database)
    except SQLAlchemyError:
        return False


def _works(database: Engine, clock: Clock) -> bool:
    try:
        with reading(database) as session:
            seen_at = last_beat(session)
    except SQLAlchemyError:
        return False
    return seen_at is not None and clock.now() - seen_at < SILENCE


def _has_room(home: Path) -> bool:
    disk = shutil.disk_usage(home)
    return disk.free >= min(FREE_BYTES, disk.total * FREE_SHARE)


def _agrees(database: Engine) -> bool:
    try:
        with reading(database) as session:
            theirs = session.scalars(select(func.now(type_=Instant()))).one()
    except SQLAlchemyError:
        return False
    return abs(SystemClock().now() - theirs) < DRIFT
