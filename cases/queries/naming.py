"""Officers by the names people know them by, for what rows and entries name by log-in."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.tables import Officer


def full_names(session: Session, names: Iterable[str]) -> Mapping[str, str]:
    """The full names of these officers by the names they log in with; whoever is no officer is left out."""
    wanted = set(names) - {""}
    rows = session.execute(select(Officer.name, Officer.full_name).where(Officer.name.in_(wanted))) if wanted else ()
    return {row[0]: row[1] for row in rows}
