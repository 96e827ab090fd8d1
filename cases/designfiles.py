"""The files of a draft as one of its saved states holds them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.tables import DesignFile, DesignVersion
from ground.errors import NotFound


class DesignNotFound(NotFound):
    """There is no such draft of a procedure. Somebody may have dropped it."""

    code = "design_not_found"


def files_at(session: Session, design_id: str, number: int) -> dict[str, bytes]:
    """The files of one saved state. Raises `DesignNotFound` when it was thinned out."""
    named = session.scalar(
        select(DesignVersion.files).where(DesignVersion.design_id == design_id, DesignVersion.number == number)
    )
    if named is None:
        raise DesignNotFound
    rows = session.execute(
        select(DesignFile.digest, DesignFile.content).where(DesignFile.digest.in_(set(named.values())))
    )
    contents = {row.digest: row.content for row in rows}
    return {name: contents[each] for name, each in named.items()}
