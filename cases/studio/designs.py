"""Drafts of procedures: begun, opened, saved, put back to an older state, handed in, dropped."""

import re
from collections.abc import Mapping
from importlib import resources

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable
from cases.designfiles import DesignNotFound, files_at
from cases.drawings import hand_in as hand_in_bundle
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.procedure import procedure_of
from cases.studio.errors import DesignChanged, DesignClosed, SlugRefused
from cases.studio.holding import require_hold
from cases.studio.keeping import keep
from cases.tables import Design, Officer
from engine.definitions import files_of
from engine.tables import Definition
from ground.clock import Clock
from ground.errors import NotFound

SLUG = re.compile(r"[a-z][a-z0-9_]{2,59}")
STORIES = ".scenarios.toml"


def design_for(session: Session, clock: Clock, officer: Officer, design_id: str) -> Design:
    """The draft, for those who may design. Raises `RoleMissing`, `DesignNotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    design = session.get(Design, design_id)
    if design is None or design.state == "dropped":
        raise DesignNotFound
    return design


def hold_design(session: Session, clock: Clock, officer: Officer, design_id: str) -> Design:
    """As `design_for`, locked for a change. Raises `DesignClosed` beside."""
    design_for(session, clock, officer, design_id)
    design = session.get_one(Design, design_id, with_for_update=True, populate_existing=True)
    if design.state != "open":
        raise DesignClosed
    return design


def begin(
    session: Session, clock: Clock, officer: Officer, slug: str, name: str, files: Mapping[str, bytes],
    based_on: str | None = None,
) -> Design:  # fmt: skip
    """A new draft with these files. Raises `RoleMissing`, `SlugRefused`, `DesignNotReadable`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    if not SLUG.fullmatch(slug):
        raise SlugRefused(slug=slug[:60] or "–")
    now = clock.now()
    design = Design(
        slug=slug, name=name[:500], based_on=based_on, number=1, made_at=now, made_by=officer.name, changed_at=now,
        changed_by=officer.name,
    )  # fmt: skip
    session.add(design)
    session.flush()
    keep(session, clock, design, files, officer.name, note="Bắt đầu")
    return design


def begin_new(
    session: Session, clock: Clock, officer: Officer, slug: str, name: str, files: Mapping[str, bytes]
) -> Design:
    """A draft of a procedure that is not here yet. Raises `SlugRefused` where the short name is taken."""
    if session.scalar(select(Definition.id).where(Definition.key == slug).limit(1)) is not None:
        raise SlugRefused(slug=slug)
    return begin(session, clock, officer, slug, name, files)


def begin_from(session: Session, clock: Clock, officer: Officer, definition_id: str) -> Design:
    """A draft that begins as a stored version, with the stories told of it last. Raises `NotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    definition = session.get(Definition, definition_id)
    if definition is None:
        raise NotFound
    files = files_of(session, definition_id)
    try:
        name = procedure_of(session, definition_id).sheet.name
    except BundleNotReadable:  # a bare drawing has no sheet
        name = definition.name
    page = f"{definition.key}{STORIES}"
    stories = last_stories(session, definition.key)
    return begin(
        session, clock, officer, definition.key, name, files | ({page: stories} if stories else {}), definition_id
    )


def last_stories(session: Session, slug: str) -> bytes:
    """The stories of the newest draft of this procedure that has any, else those it was shipped with; or nothing."""
    newest = select(Design).where(Design.slug == slug).order_by(Design.changed_at.desc()).limit(5)
    for design in session.scalars(newest):
        stories = files_at(session, design.id, design.number).get(f"{slug}{STORIES}")
        if stories:
            return stories
    shipped = resources.files("processes").joinpath(f"{slug}{STORIES}")
    return shipped.read_bytes() if shipped.is_file() else b""


def save(
    session: Session, clock: Clock, officer: Officer, design_id: str, window: str, seen: int,
    changes: Mapping[str, bytes | None], note: str = "",
) -> Design:  # fmt: skip
    """Save the files that changed (None: taken away) over the state `seen`; nothing new is no new state.

    Raises `DesignHeld` when somebody else holds the draft, `DesignChanged` when it is not as it was seen.
    """
    design = hold_design(session, clock, officer, design_id)
    require_hold(session, clock, design, officer, window)
    if design.number != seen:
        raise DesignChanged(number=design.number)
    before = files_at(session, design.id, design.number)
    after = {name: content for name, content in {**before, **changes}.items() if content is not None}
    if after == before and not note:
        return design
    design.number, design.changed_at, design.changed_by = design.number + 1, clock.now(), officer.name
    keep(session, clock, design, after, officer.name, note)
    return design


def put_back(session: Session, clock: Clock, officer: Officer, design_id: str, window: str, number: int) -> Design:
    """Save an older state again as the newest one: nothing between is lost."""
    design = hold_design(session, clock, officer, design_id)
    require_hold(session, clock, design, officer, window)
    files = files_at(session, design.id, number)
    design.number, design.changed_at, design.changed_by = design.number + 1, clock.now(), officer.name
    keep(session, clock, design, files, officer.name, note=f"Lấy lại bản số {number}")
    return design


def hand_in(session: Session, clock: Clock, officer: Officer, design_id: str, window: str, four_eyes: bool) -> Design:
    """Make the draft a version that waits for a second person; its stories stay with the draft.

    Raises `DefinitionRefused` with every error found, `DesignHeld`.
    """
    design = hold_design(session, clock, officer, design_id)
    require_hold(session, clock, design, officer, window)
    files = files_at(session, design.id, design.number)
    bundle = {name: content for name, content in files.items() if not name.endswith(STORIES)}
    stored = hand_in_bundle(session, clock, officer, bundle, four_eyes)
    design.state, design.definition_id, design.changed_at = "handed_in", stored.id, clock.now()
    design.changed_by, design.holder, design.held_until = officer.name, "", None
    return design


def drop(session: Session, clock: Clock, officer: Officer, design_id: str) -> None:
    """Lay a draft aside; its saved states stay in the database. Raises `DesignHeld`."""
    design = hold_design(session, clock, officer, design_id)
    require_hold(session, clock, design, officer, "")
    design.state, design.changed_at, design.changed_by = "dropped", clock.now(), officer.name


def open_designs(session: Session) -> list[Design]:
    """Every draft being worked on, the newest change first."""
    return list(session.scalars(select(Design).where(Design.state == "open").order_by(Design.changed_at.desc())))
