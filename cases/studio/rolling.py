"""A new version for what is already running: who goes, by which mapping, tried first and shown, then done as a batch.

A migration changes no date that was promised: the date of return and the term of the open step stay as they are.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases import crowds
from cases.bundle import Procedure
from cases.people import ADMINISTRATOR, DESIGNER, reach_of, require_role
from cases.procedure import procedure_of
from cases.steering import Renamed, in_reach
from cases.studio.comparing import compare
from cases.studio.fates import Fate, Place, hindrances, places, remarks
from cases.studio.painting import colours, counts
from cases.studio.pairing import Pair, corrected, inverted, mapping_of, propose
from cases.tables import Dossier, Officer, StepTerm, Unit
from engine.migration import Passage, VersionUnknown, passages
from engine.tables import Batch, BatchRow, Definition, Instance
from ground.clock import Clock
from ground.errors import Invalid

LIVE = ("running", "suspended")
NOBODY: frozenset[str] = frozenset()
NOTHING: Renamed = {}


class NobodyMeant(Invalid):
    """No running dossier is meant by this choice. Choose a wider one."""

    code = "nobody_meant"


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version as the pages of a roll-out name it; `approved_by` and `deployed_by` are full names."""

    id: str
    slug: str
    name: str
    version: int
    state: str
    valid_from: date | None
    valid_to: date | None
    reference: str
    deployed_by: str
    approved_by: str
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which running dossiers are meant: those at these steps (`process/element`), of these units (codes), these
    dossiers, those a batch carried. What is left empty narrows nothing.
    """

    steps: frozenset[str] = NOBODY
    units: frozenset[str] = NOBODY
    codes: frozenset[str] = NOBODY
    batch: str = ""

    def takes(self, fate: Fate) -> bool:
        """Whether this one is meant."""
        return (
            (not self.steps or any(place.key in self.steps for place in fate.at))
            and (not self.units or fate.unit_code in self.units)
            and (not self.codes or fate.code in self.codes)
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two drawings: what they are called, how many stand at each shape, and how shapes are coloured."""

    version: Version
    drawings: Mapping[str, str]
    counts: Mapping[str, Mapping[str, int]]
    marks: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a roll-out would do: every running dossier of the old version that may be asked about, and who is meant.

    `steps` and `units` count all of them, to choose from; `outside` how many more lie in units of other administrators.
    """

    old: Side
    new: Side
    pairs: tuple[Pair, ...]
    mapping: Renamed
    fates: tuple[Fate, ...]
    steps: tuple[tuple[Place, int], ...]
    units: tuple[tuple[str, str, int], ...]
    outside: int

    @property
    def going(self) -> int:
        """How many would go."""
        return sum(fate.goes for fate in self.fates)


def version_of(session: Session, clock: Clock, officer: Officer, definition_id: str) -> Version:
    """A stored version, for designers and administrators. Raises `RoleMissing`, `VersionUnknown`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    row = session.get(Definition, definition_id)
    if row is None:
        raise VersionUnknown
    names = {line.name: line.full_name for line in session.execute(select(Officer.name, Officer.full_name))}
    return Version(
        row.id, row.key, procedure_of(session, row.id).sheet.name, row.version, row.state, row.valid_from_on,
        row.valid_to_on, row.approval_reference, names.get(row.deployed_by, row.deployed_by),
        names.get(row.approved_by or "", row.approved_by or ""), row.activated_at,
    )  # fmt: skip


def try_out(
    session: Session, clock: Clock, officer: Officer, old_id: str, new_id: str, choice: Choice,
    chosen: Renamed = NOTHING,
) -> Trial:  # fmt: skip
    """Foresee the roll-out by the proposed mapping with what was `chosen` instead; nothing is changed.

    Raises `RoleMissing`, `VersionUnknown`, `BundleNotReadable`, `NotFound` for versions of two procedures.
    """
    old_version, new_version = (version_of(session, clock, officer, each) for each in (old_id, new_id))
    old, new = procedure_of(session, old_id), procedure_of(session, new_id)
    pairs = _pairs(session, old, new, choice, chosen)
    mapping = mapping_of(pairs, old.processes, new.processes)
    instances, outside = _meant(session, clock, officer, old_id, choice)
    fates = _fates(session, old, new, passages(session, clock, old_id, new_id, mapping, instances))
    taken = tuple(fate for fate in fates if choice.takes(fate))
    told = compare(session, old_id, new_id)
    return Trial(
        Side(old_version, told.old.drawings, counts(old, (fate.at for fate in taken)), colours(old, taken)),
        Side(
            new_version, told.new.drawings, counts(new, (fate.to for fate in taken if fate.goes)), told.new.marks
        ),
        pairs, mapping, taken, _by_step(fates), _by_unit(fates), outside,
    )  # fmt: skip


def _pairs(session: Session, old: Procedure, new: Procedure, choice: Choice, chosen: Renamed) -> tuple[Pair, ...]:
    there = {name for process in new.processes.values() for name in process.elements}
    return corrected(propose(old.processes, new.processes, _way_back(session, choice, there)), chosen)


def _way_back(session: Session, choice: Choice, there: Collection[str]) -> Renamed:
    """The mapping of the batch whose dossiers are meant, the other way round; nothing without one."""
    batch = session.get(Batch, choice.batch) if choice.batch else None
    if batch is None or batch.act != "migrate":
        return NOTHING
    return inverted(batch.arguments.get("mapping") or {}, there)


def _meant(session: Session, clock: Clock, officer: Officer, old_id: str, choice: Choice) -> tuple[frozenset[str], int]:
    """The live instances of the version in the officer's units, and how many others there are.

    A designer, who carries nothing over, is told about all of them, without their codes.
    """
    live = select(Instance.id).where(Instance.definition_id == old_id, Instance.state.in_(LIVE))
    if choice.batch:
        carried = select(BatchRow.instance_id).where(BatchRow.batch_id == choice.batch, BatchRow.state == "done")
        live = live.where(Instance.id.in_(carried))
    everything = frozenset(session.scalars(live))
    reach = reach_of(session, officer, clock)
    if ADMINISTRATOR not in reach:
        return everything, 0
    mine = frozenset(session.scalars(live.where(in_reach(reach, "migrate"))))
    return mine, len(everything - mine)


def _fates(session: Session, old: Procedure, new: Procedure, found: Iterable[Passage]) -> tuple[Fate, ...]:
    ordered = list(found)
    dossiers = _dossiers(session, [passage.instance_id for passage in ordered])
    return tuple(
        _fate(old, new, passage, *dossiers.get(passage.instance_id, (None, None, None))) for passage in ordered
    )


def _fate(
    old: Procedure, new: Procedure, passage: Passage, dossier: Dossier | None, unit: Unit | None,
    step_due: datetime | None,
) -> Fate:  # fmt: skip
    return Fate(
        instance_id=passage.instance_id, code=dossier.code if dossier else passage.business_key,
        unit=unit.name if unit else "", unit_code=unit.code if unit else "", state=dossier.state if dossier else "",
        due_at=dossier.due_at if dossier else None, step_due_at=step_due, at=places(old, passage.before),
        to=places(new, passage.after), hindrances=hindrances(old, passage),
        remarks=tuple(remarks(old, new, passage)),
    )  # fmt: skip


Found = tuple[Dossier, Unit, datetime | None]


def _dossiers(session: Session, instances: list[str]) -> dict[str, Found]:
    """The dossier of each instance with the unit that handles it and when its most urgent step is due."""
    found: dict[str, Found] = {}
    for first in range(0, len(instances), 500):
        some = instances[first : first + 500]
        rows = session.execute(
            select(Dossier, Unit).join(Unit, Unit.id == Dossier.handling_unit_id).where(Dossier.instance_id.in_(some))
        ).all()
        due = _steps_due(session, [dossier.id for dossier, _ in rows])
        found |= {dossier.instance_id: (dossier, unit, due.get(dossier.id)) for dossier, unit in rows}
    return found


def _steps_due(session: Session, dossiers: list[str]) -> dict[str, datetime]:
    rows = session.execute(
        select(StepTerm.dossier_id, func.min(StepTerm.due_at))
        .where(StepTerm.dossier_id.in_(dossiers), StepTerm.state != "closed", StepTerm.due_at.is_not(None))
        .group_by(StepTerm.dossier_id)
    )
    return {row[0]: row[1] for row in rows if row[1] is not None}


def _by_step(fates: Iterable[Fate]) -> tuple[tuple[Place, int], ...]:
    found: dict[str, tuple[Place, int]] = {}
    for fate in fates:
        for place in {each.key: each for each in fate.at}.values():
            found[place.key] = (place, found.get(place.key, (place, 0))[1] + 1)
    return tuple(sorted(found.values(), key=lambda each: (-each[1], each[0].name)))


def _by_unit(fates: Iterable[Fate]) -> tuple[tuple[str, str, int], ...]:
    found: dict[str, tuple[str, str, int]] = {}
    for fate in fates:
        if fate.unit_code:
            count = found.get(fate.unit_code, ("", "", 0))[2]
            found[fate.unit_code] = (fate.unit_code, fate.unit, count + 1)
    return tuple(sorted(found.values(), key=lambda each: (-each[2], each[1])))


def roll_out(
    session: Session, clock: Clock, officer: Officer, old_id: str, new_id: str, choice: Choice, mapping: Renamed,
    reason: str, key: str,
) -> Batch:  # fmt: skip
    """Carry those who are meant, by this mapping, as a batch: one that cannot go stays, and its row says why.

    Raises `RoleMissing`, `ReasonMissing`, `VersionUnknown`, `NobodyMeant`.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    trial = try_out(session, clock, officer, old_id, new_id, choice, mapping)
    if not trial.fates:
        raise NobodyMeant
    arguments = {"definition_id": new_id, "mapping": dict(trial.mapping), "from": old_id}
    instances = [fate.instance_id for fate in trial.fates]
    return crowds.open_batch(session, clock, officer, "migrate", instances, reason, key, arguments)
