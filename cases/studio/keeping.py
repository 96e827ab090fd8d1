"""Saved states of a draft: bytes by digest, each state a row, old ones thinned out."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.studio.errors import DesignNotReadable
from cases.tables import Design, DesignFile, DesignVersion
from ground.canonical import digest
from ground.clock import Clock
from ground.xml import LIMIT_BYTES

MOST_FILES = 100
LIMIT_ALL = 12 * 1024 * 1024
THINNED = 20  # so often: what was kept is looked through then
KEPT = 200  # saved states of a draft; those with a note stay beside them
KINDS = (".bpmn", ".dmn", ".json", ".html", ".toml")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.")


def check_files(files: Mapping[str, bytes]) -> None:
    """Raises `DesignNotReadable` for names and sizes that are no bundle's. What is inside is the rules' matter."""
    if len(files) > MOST_FILES or sum(map(len, files.values())) > LIMIT_ALL:
        raise DesignNotReadable(place="–", reason=f"at most {MOST_FILES} files, {LIMIT_ALL} bytes")
    for name, content in files.items():
        if not (5 <= len(name) <= 200 and LETTERS.issuperset(name) and name.endswith(KINDS)) or name.startswith("."):
            raise DesignNotReadable(place=name[:200], reason="the name of the file")
        if len(content) > LIMIT_BYTES:
            raise DesignNotReadable(place=name, reason=f"{len(content)} bytes, at most {LIMIT_BYTES}")


def keep(session: Session, clock: Clock, design: Design, files: Mapping[str, bytes], by: str, note: str = "") -> None:
    """Write the next saved state; the caller has set `design.number` to it."""
    check_files(files)
    named = {name: digest(content) for name, content in sorted(files.items())}
    known = set(session.scalars(select(DesignFile.digest).where(DesignFile.digest.in_(set(named.values())))))
    fresh = {named[name]: content for name, content in files.items() if named[name] not in known}
    session.add_all(DesignFile(digest=each, content=content) for each, content in sorted(fresh.items()))
    session.add(
        DesignVersion(
            design_id=design.id, number=design.number, saved_at=clock.now(), saved_by=by, note=note[:500], files=named
        )
    )
    session.flush()
    _thin_out(session, design)


def _thin_out(session: Session, design: Design) -> None:
    """The oldest states nobody asked to keep go, and with them the bytes that no state of any draft names any more."""
    if design.number % THINNED:
        return
    old = DesignVersion.number <= design.number - KEPT
    which = DesignVersion.design_id == design.id, old, DesignVersion.note == ""
    gone = {digest for files in session.scalars(select(DesignVersion.files).where(*which)) for digest in files.values()}
    if gone:
        session.execute(delete(DesignVersion).where(*which))
        _forget(session, gone)


def _forget(session: Session, digests: set[str]) -> None:
    """Take away those of these bytes that nothing names; the same bytes may be a file of many drafts."""
    named: set[str] = set()
    for files in session.scalars(select(DesignVersion.files).execution_options(yield_per=200)):
        named |= digests.intersection(files.values())
    session.execute(delete(DesignFile).where(DesignFile.digest.in_(digests - named)))
