"""The papers of a dossier, held against the list of components of its procedure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cases.sheet import Component, Sheet
from cases.tables import Dossier, DossierPaper
from ground.clock import Clock
from ground.errors import Invalid

MOST_COPIES = 999


class PaperUnknown(Invalid):
    """The paper {code} is not among the components of this procedure. Ask only for what the list has."""

    code = "paper_unknown"


class PaperCountWrong(Invalid):
    """The counts of the paper {code} are not possible. Enter how many originals and copies were brought."""

    code = "paper_count_wrong"


@dataclass(frozen=True, slots=True)
class PaperBrought:
    """A component as it was brought: how many originals, how many copies."""

    code: str
    originals: int = 0
    copies: int = 0


def check_papers(sheet: Sheet, brought: Sequence[PaperBrought]) -> tuple[tuple[Component, PaperBrought], ...]:
    """Each paper with its component. Raises `PaperUnknown` and `PaperCountWrong` (also for one listed twice)."""
    components = {component.code: component for component in sheet.component}
    seen: set[str] = set()
    for paper in brought:
        if paper.code not in components:
            raise PaperUnknown(code=paper.code)
        counts = (paper.originals, paper.copies)
        if min(counts) < 0 or max(counts) > MOST_COPIES or sum(counts) == 0 or paper.code in seen:
            raise PaperCountWrong(code=paper.code)
        seen.add(paper.code)
    return tuple((components[paper.code], paper) for paper in brought)


def keep_papers(
    session: Session, clock: Clock, dossier: Dossier, papers: Sequence[tuple[Component, PaperBrought]]
) -> None:
    """Write down what was received now."""
    session.add_all(
        DossierPaper(
            dossier_id=dossier.id, code=component.code, name=component.name, originals=paper.originals,
            copies=paper.copies, received_at=clock.now(),
        )
        for component, paper in papers
    )  # fmt: skip
