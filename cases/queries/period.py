"""The figures of a period as agencies report them: Form II.06a/VPCP/KSTT (Circular 01/2020/TT-VPCP), by procedure.

Received (of it online, at the counter or by post, carried over), solved (early, on time, late) and still open (in time,
late): each dossier stands in one cell of each group, so the sums of the form hold by themselves. What ended without a
date, refused at reception or withdrawn, counts as on time, what waits for its applicant as in time; both are told
apart. A dossier still open at the end of a past period is judged by the date it has now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func, or_, select, union_all
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable
from cases.deadlines import verdict
from cases.law import pauses_by_dossier, timing_of
from cases.procedure import procedure_of
from cases.queries.ahead import A_DAY, midnight
from cases.queries.lately import TIMED, of_units
from cases.queries.supervision import overseen
from cases.tables import Dossier, Officer, Pause, Rating
from engine.tables import Definition
from ground.clock import Clock

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """One dossier of a period. `outcome`: early, on_time or late when it ended in it, else in_time or open_late."""

    code: str
    slug: str
    procedure: str
    channel: str
    is_carried: bool
    outcome: str
    state: str
    submitted_at: datetime
    due_at: datetime | None
    ended_at: datetime | None

    @property
    def is_ended(self) -> bool:
        return self.outcome in ("early", "on_time", "late")


# The cells of the form, each with what it counts; the last two are parts of others that stay visible.
CELLS: Mapping[str, Callable[[Told], bool]] = {
    "received": lambda told: True,
    "online": lambda told: not told.is_carried and told.channel == "online",
    "direct": lambda told: not told.is_carried and told.channel != "online",
    "carried": lambda told: told.is_carried,
    "solved": lambda told: told.is_ended,
    "early": lambda told: told.outcome == "early",
    "on_time": lambda told: told.outcome == "on_time",
    "late": lambda told: told.outcome == "late",
    "open": lambda told: not told.is_ended,
    "in_time": lambda told: told.outcome == "in_time",
    "open_late": lambda told: told.outcome == "open_late",
    "unsolved": lambda told: told.is_ended and told.state in ("refused", "stopped"),
    "waiting": lambda told: told.outcome == "in_time" and told.state == "supplement",
}


@dataclass(slots=True)
class PeriodLine:
    """The cells of one procedure, or of all of them for an empty `slug`; `sector` is its field of administration."""

    slug: str
    name: str
    sector: str = ""
    cells: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Period:
    """The report: all together, then each procedure by its field."""

    from_on: date
    until_on: date
    whole: PeriodLine
    lines: tuple[PeriodLine, ...]

    @property
    def in_time(self) -> float | None:
        """Solved early or on time, of a hundred solved; None when nothing was."""
        return share(self.whole.cells["early"] + self.whole.cells["on_time"], self.whole.cells["solved"])

    @property
    def online(self) -> float | None:
        """Received online, of a hundred received in the period."""
        return share(self.whole.cells["online"], self.whole.cells["online"] + self.whole.cells["direct"])


def share(part: int, whole: int) -> float | None:
    """Of a hundred, to a tenth, rounded down: 99.96 is not all."""
    return part * 1000 // whole / 10 if whole else None


def period(session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date) -> Period:
    """The figures of the officer's units from one day to another, both included."""
    whole, lines = PeriodLine("", ""), dict[str, PeriodLine]()
    for told in _told(session, clock, officer, from_on, until_on):
        line = lines.setdefault(told.slug, PeriodLine(told.slug, told.procedure))
        held = [name for name, holds in CELLS.items() if holds(told)]
        whole.cells.update(held)
        line.cells.update(held)
    sectors = _sectors(session, lines)
    for slug, line in lines.items():
        line.sector = sectors.get(slug, "")
    ordered = sorted(lines.values(), key=lambda line: (line.sector, line.name))
    return Period(from_on, until_on, whole, tuple(ordered))


def period_dossiers(
    session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date, cell: str, slug: str = ""
) -> tuple[Told, ...]:  # fmt: skip
    """The dossiers one figure counts, oldest first; of one procedure or of all."""
    holds = CELLS.get(cell, CELLS["received"])
    found = (
        told
        for told in _told(session, clock, officer, from_on, until_on)
        if holds(told) and slug in ("", told.slug)
    )  # fmt: skip
    return tuple(sorted(found, key=lambda told: (told.submitted_at, told.code)))


def _told(session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date) -> Iterable[Told]:
    since, until = midnight(from_on), midnight(until_on + A_DAY)
    at = min(until, clock.now())
    rows = session.execute(_asked(overseen(session, clock, officer), since, until)).all()
    judged = _judged(session, [row.id for row in rows if row.is_special], at)
    for row in rows:
        ended_at = row.ended_at if row.ended_at is not None and row.ended_at < until else None
        yield Told(
            row.code, row.procedure, row.procedure_name, row.channel, row.submitted_at < since,
            _outcome(row, ended_at, at, judged), row.state, row.submitted_at, row.due_at, ended_at,
        )  # fmt: skip


def _asked(units: Iterable[str], since: datetime, until: datetime) -> Any:
    """Received in the period, or before it and not ended before it; each part by an index of its own."""
    before, mine = Dossier.submitted_at < since, of_units(units)
    parts = (
        select(Dossier.id).where(Dossier.submitted_at >= since, Dossier.submitted_at < until, mine),
        select(Dossier.id).where(before, Dossier.closed_at.is_(None), mine),
        select(Dossier.id).where(
            before, Dossier.closed_at.is_not(None), mine,
            or_(Dossier.finished_at.is_(None), Dossier.finished_at >= since),
        ),
    )  # fmt: skip
    ids = union_all(*parts).subquery()
    ended_at = func.coalesce(Dossier.finished_at, Dossier.returned_at, Dossier.closed_at)
    stopped = exists().where(Pause.dossier_id == Dossier.id)
    return (
        select(
            Dossier.id, Dossier.code, Dossier.procedure, Dossier.procedure_name, Dossier.channel, Dossier.state,
            Dossier.submitted_at, Dossier.due_at, ended_at.label("ended_at"),
            or_(Dossier.supplement_count > 1, stopped).label("is_special"),
        )
        .join(ids, ids.c.id == Dossier.id)
        .where(or_(ended_at.is_(None), ended_at >= since))
    )  # fmt: skip


def _judged(session: Session, ids: Sequence[str], at: datetime) -> Mapping[str, bool]:
    """Whether those are late whose clock was stopped or who were asked twice: told by the one function that judges."""
    found: dict[str, bool] = {}
    for first in range(0, len(ids), AT_ONCE):
        some = list(ids[first : first + AT_ONCE])
        pauses = pauses_by_dossier(session, some)
        for dossier in session.scalars(select(Dossier).where(Dossier.id.in_(some)).options(TIMED)):
            found[dossier.id] = timing_of(dossier, pauses.get(dossier.id, ()), at).is_late
    return found


def _outcome(row: Any, ended_at: datetime | None, at: datetime, judged: Mapping[str, bool]) -> str:
    if ended_at is None:
        is_late = judged.get(row.id, row.due_at is not None and at > row.due_at)
        return "open_late" if is_late else "in_time"
    if row.due_at is None:
        return "on_time"
    told = verdict(ended_at, row.due_at)
    return "late" if judged.get(row.id, told == "late") else ("on_time" if told == "late" else told)


def _sectors(session: Session, slugs: Iterable[str]) -> Mapping[str, str]:
    """The field of each procedure, as the sheet of its newest version names it."""
    newest = select(Definition.key, Definition.id).where(Definition.key.in_(sorted(slugs))).order_by(Definition.version)
    found = {}
    for slug, definition_id in {row.key: row.id for row in session.execute(newest)}.items():
        try:
            sheet = procedure_of(session, definition_id).sheet
        except BundleNotReadable:  # a bare drawing
            continue
        found[slug] = sheet.field_name or sheet.field
    return found


def satisfaction(session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date) -> tuple[int, int]:
    """Of the applicants of the officer's units who said in these days what they think: the satisfied ones, and all."""
    rows = session.execute(
        select(Rating.level, func.count())
        .join(Dossier, Dossier.id == Rating.dossier_id)
        .where(Rating.rated_at >= midnight(from_on), Rating.rated_at < midnight(until_on + A_DAY))
        .where(of_units(overseen(session, clock, officer)))
        .group_by(Rating.level)
    )
    counts = {row[0]: row[1] for row in rows}
    return counts.get("satisfied", 0) + counts.get("very_satisfied", 0), sum(counts.values())
