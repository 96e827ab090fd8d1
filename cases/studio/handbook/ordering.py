"""Handbooks are ordered and printed behind the page: of a stored version, or of a draft as it was last saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.designfiles import files_at
from cases.lawuses import replacements
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.procedure import procedure_of, read_bundle
from cases.studio.designs import STORIES, design_for, last_stories
from cases.studio.handbook.facts import Cover, facts_of
from cases.tables import Design, DesignVersion, Handbook, Officer
from engine.definitions import digest_of
from engine.jobs import enqueue
from engine.tables import Definition
from ground.canonical import canonical, digest
from ground.clock import Clock
from ground.errors import NotFound

PRINT = "print_handbook"


class HandbookNotFound(NotFound):
    """No such handbook was ordered. Order it again from the procedure."""

    code = "handbook_not_found"


@dataclass(frozen=True, slots=True)
class Ordered:
    """An ordered handbook: of what, and the paper in the vault once it is printed."""

    id: str
    slug: str
    definition_id: str | None
    design_id: str | None
    number: int
    digest: str | None


def facts_of_version(session: Session, definition_id: str) -> dict[str, Any]:
    """What the handbook of a stored version says. Raises `NotFound`, `BundleNotReadable` for a bare drawing."""
    row = session.get(Definition, definition_id)
    if row is None:
        raise NotFound
    procedure = procedure_of(session, definition_id)
    decision = row.approval_reference or procedure.sheet.approval.reference
    cover = Cover(
        row.deployed_at, f"Phiên bản {row.version}", row.state == "draft", row.digest, decision, row.valid_from_on,
        row.valid_to_on,
    )  # fmt: skip
    return facts_of(procedure, cover, last_stories(session, row.key), replacements(session))


def facts_of_design(session: Session, design: Design) -> dict[str, Any]:
    """What the handbook of a draft says, as it was saved last. Raises what a bundle that cannot be read raises."""
    files = files_at(session, design.id, design.number)
    saved = DesignVersion.design_id == design.id, DesignVersion.number == design.number
    saved_at = session.scalars(select(DesignVersion.saved_at).where(*saved)).one()
    bundle = {name: content for name, content in files.items() if not name.endswith(STORIES)}
    cover = Cover(saved_at, f"Bản nháp, lần lưu {design.number}", True, digest_of(bundle))
    stories = files.get(f"{design.slug}{STORIES}", b"")
    return facts_of(read_bundle(bundle), cover, stories, replacements(session))


def order_version(session: Session, clock: Clock, officer: Officer, definition_id: str) -> Ordered:
    """Have the handbook of a version printed; once is enough. Raises `RoleMissing`, `NotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    facts = facts_of_version(session, definition_id)
    row = session.get_one(Definition, definition_id)
    return _order(session, clock, officer, facts, Handbook(slug=row.key, definition_id=definition_id))


def order_design(session: Session, clock: Clock, officer: Officer, design_id: str) -> Ordered:
    """Have the handbook of a draft printed, as it was saved last. Raises `RoleMissing`, `DesignNotFound`."""
    design = design_for(session, clock, officer, design_id)
    facts = facts_of_design(session, design)
    return _order(session, clock, officer, facts, Handbook(slug=design.slug, design_id=design.id, number=design.number))


def _order(session: Session, clock: Clock, officer: Officer, facts: Mapping[str, Any], row: Handbook) -> Ordered:
    """What says the same is printed once; another draft with the same words is another handbook."""
    told = digest(canonical([row.definition_id or row.design_id, facts]))
    known = session.scalar(select(Handbook).where(Handbook.facts_digest == told))
    if known is not None:
        return _ordered(known)
    row.facts_digest, row.ordered_by, row.ordered_at = told, officer.name, clock.now()
    session.add(row)
    session.flush()
    plain = orjson.loads(canonical(facts))
    enqueue(session, clock, PRINT, {"handbook": row.id, "facts": plain})
    return _ordered(row)


def handbook_for(session: Session, clock: Clock, officer: Officer, handbook_id: str) -> Ordered:
    """An ordered handbook. Raises `RoleMissing`, `HandbookNotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    row = session.get(Handbook, handbook_id)
    if row is None:
        raise HandbookNotFound
    return _ordered(row)


def _ordered(row: Handbook) -> Ordered:
    return Ordered(row.id, row.slug, row.definition_id, row.design_id, row.number or 0, row.digest)
