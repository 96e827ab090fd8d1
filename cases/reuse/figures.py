"""How much is not asked again: of the components that can be, by procedure and rung."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from cases.tables import Dossier, PaperOrigin
from cases.tables.reuse import RUNGS
from ground.clock import VIETNAM

SPARED = RUNGS[:5]


@dataclass(frozen=True, slots=True)
class Share:
    """Of one procedure: components by rung; `found_but_asked` were asked for though the ladder had them, so many of
    these without a reason. What is written anew each time stands in no share.
    """

    procedure: str
    name: str
    rungs: dict[str, int]
    found_but_asked: int = 0
    unexplained: int = 0

    @property
    def spared(self) -> int:
        """Not asked again."""
        return sum(self.rungs.get(rung, 0) for rung in SPARED)

    @property
    def counted(self) -> int:
        """All that could have been spared."""
        return self.spared + self.rungs.get("asked", 0)

    @property
    def percent(self) -> float | None:
        """The share not asked again, to a tenth; None where there is nothing to count."""
        return round(self.spared * 100 / self.counted, 1) if self.counted else None


def shares(session: Session, units: Iterable[str], from_on: date, until_on: date) -> tuple[Share, ...]:
    """Of the dossiers received at these units on these days (both included), procedure by procedure, by name."""
    is_found = PaperOrigin.offered != ""
    is_bare = is_found & (PaperOrigin.because == "")
    rows = session.execute(
        select(
            PaperOrigin.procedure, func.max(Dossier.procedure_name), PaperOrigin.rung, func.count(),
            func.sum(case((is_found, 1), else_=0)), func.sum(case((is_bare, 1), else_=0)),
        )
        .join(Dossier, Dossier.id == PaperOrigin.dossier_id)
        .where(
            PaperOrigin.unit_id.in_(sorted(units)), PaperOrigin.settled_at >= _midnight(from_on),
            PaperOrigin.settled_at < _midnight(until_on + timedelta(1)),
        )
        .group_by(PaperOrigin.procedure, PaperOrigin.rung)
    )  # fmt: skip
    found: dict[str, Share] = {}
    for procedure, name, rung, count, asked, bare in rows:
        before = found.get(procedure, Share(procedure, name, {}))
        found[procedure] = Share(
            procedure, before.name, before.rungs | {rung: count}, before.found_but_asked + int(asked or 0),
            before.unexplained + int(bare or 0),
        )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda share: share.name))


def total(lines: Iterable[Share]) -> Share:
    """All procedures together."""
    rungs: dict[str, int] = {}
    listed = tuple(lines)
    for share in listed:
        for rung, count in share.rungs.items():
            rungs[rung] = rungs.get(rung, 0) + count
    return Share(
        "", "", rungs, sum(share.found_but_asked for share in listed), sum(share.unexplained for share in listed)
    )


def _midnight(on: date) -> datetime:
    return datetime.combine(on, datetime.min.time(), VIETNAM)
