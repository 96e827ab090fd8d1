"""Who may write a draft now: one officer in one window, for as long as he gives a sign; another may take it over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.studio.errors import DesignHeld
from cases.tables import Design, Officer
from ground.clock import Clock

SIGN_OF_LIFE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Hold:
    """Who holds a draft; `is_mine` when it is this officer in this window."""

    name: str
    full_name: str
    is_mine: bool
    until: datetime | None


def hold_of(session: Session, clock: Clock, design: Design, officer: Officer, window: str) -> Hold:
    """How it stands now."""
    if not _is_held(design, clock):
        return Hold("", "", False, None)
    is_mine = design.holder == officer.name and design.holder_window == window
    return Hold(design.holder, _full_name(session, design.holder), is_mine, design.held_until)


def take(session: Session, clock: Clock, design: Design, officer: Officer, window: str, is_over: bool = False) -> Hold:
    """Hold the draft, or keep holding it; take it over from another one when `is_over`. The design's row is locked.

    The same officer in another window takes it without asking: it is his own work. A window that lost it does not get
    it back by its sign of life alone.
    """
    held = _is_held(design, clock)
    is_mine = design.holder == officer.name and design.holder_window == window
    if not held or is_mine or is_over:
        design.holder, design.holder_window = officer.name, window
        design.held_until = clock.now() + SIGN_OF_LIFE
    return hold_of(session, clock, design, officer, window)


def let_go(design: Design, officer: Officer, window: str) -> None:
    """Whoever leaves lets the draft go at once."""
    if design.holder == officer.name and design.holder_window == window:
        design.holder, design.holder_window, design.held_until = "", "", None


def require_hold(session: Session, clock: Clock, design: Design, officer: Officer, window: str) -> None:
    """Hold it while writing. Raises `DesignHeld` when another officer, or another window, does."""
    hold = take(session, clock, design, officer, window)
    if not hold.is_mine:
        raise DesignHeld(name=hold.full_name)


def _is_held(design: Design, clock: Clock) -> bool:
    return bool(design.holder) and design.held_until is not None and design.held_until > clock.now()


def _full_name(session: Session, name: str) -> str:
    return session.scalar(select(Officer.full_name).where(Officer.name == name)) or name
