"""The papers of a dossier, held against the list of components of its procedure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cases.periods import ends_on
from cases.sheet import Component, Sheet
from cases.tables import Dossier, DossierPaper
from ground.clock import Clock, today
from ground.errors import Invalid

MOST_COPIES = 999
SOURCES = ("brought", "reused", "replaced")


class PaperUnknown(Invalid):
    """The paper {code} is not among the components of this procedure. Ask only for what the list has."""

    code = "paper_unknown"


class PaperCountWrong(Invalid):
    """The counts of the paper {code} are not possible. Enter how many originals and copies were brought."""

    code = "paper_count_wrong"


class PaperExpired(Invalid):
    """The paper {code} was good until {until} only. Ask for one that is still valid."""

    code = "paper_expired"


class PaperDateWrong(Invalid):
    """The paper {code} cannot have been issued on {day}. Check the date."""

    code = "paper_date_wrong"


class PaperSourceWrong(Invalid):
    """The paper {code} is neither brought, nor reused with a reference, nor replaced by data the list names."""

    code = "paper_source_wrong"


@dataclass(frozen=True, slots=True)
class PaperBrought:
    """A component as it came: how many originals, certified and plain copies; when it was issued.

    `source`: brought, reused from a store or replaced by data of the State; then `reference` says where it was found.
    `offer` is one of the ladder's, chosen; `because` why it is asked for although the ladder has it.
    """

    code: str
    originals: int = 0
    copies: int = 0
    certified: int = 0
    issued_on: date | None = None
    source: str = "brought"
    reference: str = ""
    offer: str = ""
    because: str = ""


Checked = Sequence[tuple[Component, PaperBrought]]


def check_papers(sheet: Sheet, brought: Sequence[PaperBrought], on: date) -> tuple[tuple[Component, PaperBrought], ...]:
    """Each paper with its component, as of a day.

    Raises `PaperUnknown`, `PaperCountWrong` (also for one listed twice), `PaperSourceWrong`, `PaperDateWrong` and
    `PaperExpired`.
    """
    components = {component.code: component for component in sheet.component}
    seen: set[str] = set()
    for paper in brought:
        if paper.code not in components:
            raise PaperUnknown(code=paper.code)
        if paper.code in seen:
            raise PaperCountWrong(code=paper.code)
        seen.add(paper.code)
        _check(components[paper.code], paper, on)
    return tuple((components[paper.code], paper) for paper in brought)


def _check(component: Component, paper: PaperBrought, on: date) -> None:
    counts = (paper.originals, paper.certified, paper.copies)
    if min(counts) < 0 or max(counts) > MOST_COPIES:
        raise PaperCountWrong(code=paper.code)
    if paper.source not in SOURCES or (paper.source != "brought" and not paper.reference.strip()):
        raise PaperSourceWrong(code=paper.code)
    # What the ladder offers is replaced by the table of the law, whether the sheet says so or not.
    if paper.source == "replaced" and not (component.replaced_by or paper.offer):
        raise PaperSourceWrong(code=paper.code)
    if paper.source == "brought" and sum(counts) == 0:
        raise PaperCountWrong(code=paper.code)
    if paper.issued_on is not None and paper.issued_on > on:
        raise PaperDateWrong(code=paper.code, day=f"{paper.issued_on:%d/%m/%Y}")
    until = valid_until(component, paper.issued_on)
    if until is not None and until < on:
        raise PaperExpired(code=paper.code, until=f"{until:%d/%m/%Y}")


def valid_until(component: Component, issued_on: date | None) -> date | None:
    """The last day a paper issued then is good; None without an end. A component's `valid` is in months or days."""
    if not component.valid or issued_on is None:
        return None
    return ends_on(issued_on, component.valid)


def keep_papers(session: Session, clock: Clock, dossier: Dossier, papers: Checked) -> None:
    """Write down what was received now."""
    session.add_all(
        DossierPaper(
            dossier_id=dossier.id, code=component.code, name=component.name, originals=paper.originals,
            certified=paper.certified, copies=paper.copies, source=paper.source, reference=paper.reference.strip(),
            issued_on=paper.issued_on, valid_until_on=valid_until(component, paper.issued_on), received_at=clock.now(),
        )
        for component, paper in papers
    )  # fmt: skip


def check_now(clock: Clock, sheet: Sheet, brought: Sequence[PaperBrought]) -> Checked:
    """As `check_papers`, today."""
    return check_papers(sheet, brought, today(clock))


def told(papers: Sequence[PaperBrought]) -> list[dict[str, object]]:
    """What the journal keeps of papers: counts, and whether each was asked of the applicant, reused or replaced."""
    return [
        {
            "code": each.code, "originals": each.originals, "certified": each.certified, "copies": each.copies,
            "source": each.source, **({"reference": each.reference} if each.offer else {}),
        }
        for each in papers
    ]  # fmt: skip
