"""The legal documents the house works by: each with everything that rests on it, and which one replaces which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable, Procedure
from cases.lawlinks import Law, key_of, law_named, references
from cases.lawuses import Replacement, Use, replacements, uses_of, uses_of_packs
from cases.people import ADMINISTRATOR, DESIGNER, SUPERVISOR, require_role
from cases.procedure import procedure_of
from cases.tables import Design, LawReplacement, Officer
from engine import journal
from engine.definitions import active_of
from engine.tables import Definition
from ground.clock import Clock, today
from ground.errors import Invalid, NotFound

CHAIN = "laws"
KINDS = ("term", "fee", "paper", "step", "pack", "slip")


class LawNotFound(NotFound):
    """Nothing in the house rests on this legal document."""

    code = "law_not_found"


class LawNotNamed(Invalid):
    """{written} is not the number of a legal document. Write it as 118/2025/NĐ-CP."""

    code = "law_not_named"


class ReplacedByItself(Invalid):
    """{number} cannot replace itself, nor a document that replaces it. Name another document."""

    code = "replaced_by_itself"


@dataclass(frozen=True, slots=True)
class Touched:
    """One procedure with what of it rests on a document: the version in force, and its newest draft if it has one."""

    slug: str
    name: str
    definition_id: str
    version: int
    design_id: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """A document with everything it touches; `counts` how many of each kind, `newer` what takes its place."""

    law: Law
    key: str
    procedures: tuple[Touched, ...]
    packs: tuple[Use, ...]
    newer: Replacement | None
    older: tuple[Replacement, ...]

    @property
    def counts(self) -> dict[str, int]:
        uses = [use for each in self.procedures for use in each.uses] + list(self.packs)
        return {kind: sum(use.kind == kind for use in uses) for kind in KINDS}


def laws_for(session: Session, clock: Clock, officer: Officer) -> list[LawPage]:
    """Every document something in the house rests on, or that the office wrote down. Raises `RoleMissing`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR, SUPERVISOR)
    return lawbook(session, clock)


def law_for(session: Session, clock: Clock, officer: Officer, key: str) -> LawPage:
    """One document by the key of its number. Raises `RoleMissing`, `LawNotFound`."""
    found = next((page for page in laws_for(session, clock, officer) if page.key == key), None)
    if found is None:
        raise LawNotFound
    return found


def lawbook(session: Session, clock: Clock) -> list[LawPage]:
    """The documents by number, the newest year first."""
    replaced = replacements(session)
    shelf = _in_force(session, clock)
    of_packs = uses_of_packs()
    numbers = {one.number for use in of_packs for one in use.references}
    numbers |= {one.number for _, _, uses in shelf for use in uses for one in use.references}
    numbers |= {
        number for each in replaced.values() if not each.is_shipped for number in (each.number, each.replaced_by)
    }
    drafts = _drafts(session)
    return [_page(number, shelf, drafts, of_packs, replaced) for number in sorted(numbers, key=_by_year)]


def _drafts(session: Session) -> dict[str, str]:
    """The newest open draft of each procedure."""
    rows = session.execute(select(Design.slug, Design.id).where(Design.state == "open").order_by(Design.changed_at))
    return {row.slug: row.id for row in rows}


def _by_year(number: str) -> tuple[int, str]:
    year = next((int(part) for part in number.replace(" ", "/").split("/") if len(part) == 4 and part.isdecimal()), 0)
    return -year, number


Shelf = list[tuple[Definition, Procedure, tuple[Use, ...]]]


def _in_force(session: Session, clock: Clock) -> Shelf:
    """Every procedure in force today with what it rests on, by name."""
    day, found = today(clock), []
    for slug in session.scalars(select(Definition.key).where(Definition.state == "active").distinct()):
        definition = active_of(session, slug, day)
        if definition is not None:
            try:
                procedure = procedure_of(session, definition.id)
            except BundleNotReadable:  # a shared drawing of its own has no sheet
                continue
            found.append((definition, procedure, uses_of(procedure)))
    return sorted(found, key=lambda each: each[1].sheet.name)


def _page(
    number: str, shelf: Shelf, drafts: Mapping[str, str], of_packs: Iterable[Use], replaced: Mapping[str, Replacement]
) -> LawPage:  # fmt: skip
    touched = (
        Touched(
            row.key, procedure.sheet.name, row.id, row.version, drafts.get(row.key, ""), _resting(uses, number)
        )
        for row, procedure, uses in shelf
    )  # fmt: skip
    return LawPage(
        law_named(number), key_of(number), tuple(each for each in touched if each.uses), _resting(of_packs, number),
        replaced.get(number), tuple(each for each in replaced.values() if each.replaced_by == number),
    )  # fmt: skip


def _resting(uses: Iterable[Use], number: str) -> tuple[Use, ...]:
    return tuple(use for use in uses if any(one.number == number for one in use.references))


def replace_law(
    session: Session, clock: Clock, officer: Officer, key: str, newer: str, from_on: date, note: str
) -> Replacement:
    """Write down that another document takes the place of this one from a day on; what was written before gives way.

    Raises `RoleMissing`, `LawNotFound`, `LawNotNamed`, `ReplacedByItself`.
    """
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    number = law_for(session, clock, officer, key).law.number
    named = references(newer)
    if not named:
        raise LawNotNamed(written=newer.strip()[:60] or "–")
    _refuse_circle(session, number, named[0].number)
    row = session.get(LawReplacement, number, with_for_update=True) or LawReplacement(number=number)
    row.replaced_by, row.from_on, row.note = named[0].number, from_on, note.strip()[:500]
    row.written_by, row.written_at = officer.name, clock.now()
    session.add(row)
    facts = {"replaced_by": row.replaced_by, "from_on": from_on.isoformat(), "note": row.note}
    journal.append(session, clock, CHAIN, "law_replaced", number, officer.name, facts)
    session.flush()
    return Replacement(number, row.replaced_by, from_on, row.note, officer.name)


def _refuse_circle(session: Session, number: str, newer: str) -> None:
    known, seen = replacements(session), {number}
    while newer not in seen:
        seen.add(newer)
        if newer not in known:
            return
        newer = known[newer].replaced_by
    raise ReplacedByItself(number=number)


def keep_law(session: Session, clock: Clock, officer: Officer, key: str) -> None:
    """Take back what the office wrote down about a document: it is not replaced after all. Raises `LawNotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    number = law_for(session, clock, officer, key).law.number
    row = session.get(LawReplacement, number, with_for_update=True)
    if row is None:
        raise LawNotFound
    journal.append(session, clock, CHAIN, "law_kept", number, officer.name, {"replaced_by": row.replaced_by})
    session.execute(delete(LawReplacement).where(LawReplacement.number == number))
    session.flush()


def written_by(session: Session, found: Replacement | None) -> str:
    """The full name of who wrote a replacement down; empty where nobody of the office did."""
    name = found.written_by if found else ""
    return session.scalar(select(Officer.full_name).where(Officer.name == name)) or name
