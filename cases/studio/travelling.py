"""Procedures travel: out as one archive that another office can read, in from an archive or from anybody's drawing.

An archive holds the files of one version as they were handed in, byte for byte, and says which version it was. Rights,
officers and units stay at home.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cases.designfiles import files_at
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.procedure import known_for
from cases.studio.designs import STORIES, begin, design_for, last_stories
from cases.studio.errors import DesignNotReadable
from cases.studio.frame import framed
from cases.studio.keeping import LIMIT_ALL, MOST_FILES
from cases.studio.mending import mends_for
from cases.tables import Design, Officer
from engine.definitions import DRAWING, files_of
from engine.dialect import read_drawing
from engine.passport import Passport, passports_of
from engine.tables import Definition
from ground.clock import Clock
from ground.errors import NotFound

LABEL = "motcua.json"
# The oldest date an archive can hold: the same version gives the same bytes whenever it leaves.
TIMELESS = (1980, 1, 1, 0, 0, 0)
SHORT = "1wd"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A draft that came from elsewhere, with the passport of each of its drawings and what can be mended at once."""

    design: Design
    passports: tuple[Passport, ...]
    mends: tuple[str, ...]


def archive_of(session: Session, clock: Clock, officer: Officer, definition_id: str) -> tuple[str, bytes]:
    """The file name and bytes of a version as one archive. Raises `RoleMissing`, `NotFound`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    pages = pages_of(session, definition_id)
    row = session.get_one(Definition, definition_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pages.items():
            archive.writestr(zipfile.ZipInfo(name, TIMELESS), content, zipfile.ZIP_DEFLATED)
    return f"{row.key}-{row.version}.zip", packed.getvalue()


def pages_of(session: Session, definition_id: str) -> dict[str, bytes]:
    """The files of a version by name, with its newest stories and a label that says which it is. Raises `NotFound`."""
    row = session.get(Definition, definition_id)
    if row is None:
        raise NotFound
    files = dict(files_of(session, definition_id))
    stories = last_stories(session, row.key)
    if stories:
        files[f"{row.key}{STORIES}"] = stories
    label = {"slug": row.key, "name": row.name, "version": row.version, "digest": row.digest}
    told = json.dumps(label, ensure_ascii=False, indent=2) + "\n"
    return dict(sorted({**files, LABEL: told.encode()}.items()))


def arrive(session: Session, clock: Clock, officer: Officer, name: str, content: bytes) -> Design:
    """A draft from an archive or a bare drawing. Raises `RoleMissing`, `DesignNotReadable` or the reader's refusal."""
    files = _unpacked(content) if zipfile.is_zipfile(io.BytesIO(content)) else _alone(name, content)
    slug = next((each.removesuffix(".toml") for each in sorted(files) if _is_sheet(each)), "")
    slug = slug or next((each.removesuffix(DRAWING) for each in sorted(files) if each.endswith(DRAWING)), "")
    if not slug or f"{slug}{DRAWING}" not in files:
        raise DesignNotReadable(place=name[:200] or "–", reason="no drawing")
    read = read_drawing(files[f"{slug}{DRAWING}"], f"{slug}{DRAWING}")
    title = next((process.name for process in read.processes if process.name), slug)
    return begin(session, clock, officer, slug, title, files)


def _is_sheet(name: str) -> bool:
    return name.endswith(".toml") and not name.endswith(".scenarios.toml")


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The files of an archive, never more than a draft may hold, whatever the archive claims."""
    files: dict[str, bytes] = {}
    left = LIMIT_ALL
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist()[: MOST_FILES + 2]:
                if entry.is_dir() or entry.filename == LABEL:
                    continue
                with archive.open(entry) as page:
                    files[entry.filename] = page.read(left + 1)
                left -= len(files[entry.filename])
                if left < 0:
                    raise DesignNotReadable(place=entry.filename[:200], reason=f"more than {LIMIT_ALL} bytes")
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError) as error:
        raise DesignNotReadable(place="ZIP", reason=str(error)[:200]) from error
    return files


def _alone(name: str, content: bytes) -> dict[str, bytes]:
    """Anybody's drawing beside a sheet to be filled in; its bytes stay as they are."""
    read = read_drawing(content, name[:200] or "drawing.bpmn")
    slug = _short(next((process.id for process in read.processes), "") or name)
    title = next((process.name for process in read.processes if process.name), slug)
    sheet = framed(slug, title, "–", SHORT, "–")[f"{slug}.toml"]
    return {f"{slug}{DRAWING}": content, f"{slug}.toml": sheet}


def _short(name: str) -> str:
    letters = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name.lower())
    return "_".join(part for part in letters.split("_") if part)[:40] or "so_do"


def passport_of(session: Session, clock: Clock, officer: Officer, design_id: str) -> Arrived:
    """A draft with the passports of its drawings. Raises `DesignNotFound`, `RoleMissing`."""
    design = design_for(session, clock, officer, design_id)
    files: Mapping[str, bytes] = files_at(session, design.id, design.number)
    drawings = {name: content for name, content in files.items() if name.endswith(DRAWING)}
    is_open = design.state == "open" and f"{design.slug}{DRAWING}" in files
    mends = mends_for(files, design.slug) if is_open else []
    return Arrived(design, passports_of(drawings, known_for(files)), tuple(mends))
