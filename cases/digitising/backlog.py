"""The backlog of results still in force: a list with its files in one ZIP, taken in row by row by the worker.

Every row of a list counts, whether or not a file came with it: what is in force and not digitised is the backlog.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from cases.axes import BACKLOG_ROW
from cases.desk import Shelf
from cases.digitising.listfiles import HEADINGS, ListLine, day_of, read_list
from cases.digitising.scanning import note, require_scanner, units_of
from cases.dossier import MoveNotAllowed
from cases.procedure import procedure_of
from cases.reach import reach_of
from cases.tables import BacklogList, BacklogRow, Officer, Scan
from documents.scans import LIMIT_BYTES, accept_scan
from engine import journal
from engine.definitions import in_force
from ground.clock import Clock, today
from ground.database import reading, transaction
from ground.errors import Invalid, NotFound, Problem, Unavailable

MOST_FILES = 5_000
MOST_UNPACKED = 4 << 30
PARTS = 10


class BacklogListNotFound(NotFound):
    """There is no such list that you may see."""

    code = "backlog_list_not_found"


class FilesNotReadable(Invalid):
    """The ZIP of the files cannot be read: {reason}. Pack it again."""

    code = "backlog_files_not_readable"


class FileNotInZip(Invalid):
    """The file {file} is not in the ZIP. Add it and hand in the list again."""

    code = "file_not_in_zip"


class ProcedureNotKnown(Invalid):
    """No procedure is called {procedure}. Write its national code or its short name."""

    code = "backlog_procedure_not_known"


class RowNotReadable(Invalid):
    """The row cannot be read at {column}: {written}. Write a day as 31/12/2026."""

    code = "backlog_row_not_readable"


@dataclass(frozen=True, slots=True)
class ListKept:
    """A list and its ZIP in the vault, looked through; no row names them yet."""

    name: str
    lines: tuple[ListLine, ...]
    list_digest: str
    files_digest: str | None


def look_through_list(vault: Shelf, name: str, listed: bytes, files: bytes) -> ListKept:
    """Read a list and the head of its ZIP (may be empty) and lay both into the vault. Never inside a transaction.

    Raises `ListNotReadable`, `ListColumnMissing`, `ListTooLong`, `FilesNotReadable`.
    """
    lines = tuple(read_list(listed))
    if files:
        _open(files).close()
    return ListKept(name.strip()[:200] or "?", lines, vault.keep(listed), vault.keep(files) if files else None)


def open_list(session: Session, clock: Clock, officer: Officer, kept: ListKept) -> BacklogList:
    """Write down every row; the worker takes them in. The same list with the same files a second time is the first.

    Raises `RoleMissing`.
    """
    require_scanner(session, clock, officer, officer.unit_id)
    same = session.scalar(
        select(BacklogList).where(
            BacklogList.unit_id == officer.unit_id, BacklogList.list_digest == kept.list_digest,
            BacklogList.files_digest == kept.files_digest,
        )
    )  # fmt: skip
    if same is not None:
        return same
    made = BacklogList(
        unit_id=officer.unit_id, name=kept.name, list_digest=kept.list_digest, files_digest=kept.files_digest,
        opened_by=officer.name, opened_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add_all(_row(made.id, line) for line in kept.lines)
    facts = {"name": made.name, "rows": len(kept.lines), "list": made.list_digest, "files": made.files_digest}
    journal.append(session, clock, f"backlog:{made.unit_id}", "backlog_list_opened", made.id, officer.name, facts)
    return made


def _row(list_id: str, line: ListLine) -> BacklogRow:
    cells = line.cells
    return BacklogRow(
        list_id=list_id, place=line.place, number=cells["number"][:100], person=cells["person"],
        person_number=cells["person_number"][:20], procedure=cells["procedure"][:100], file=cells["file"],
        issued_on=day_of(cells["issued_on"]), valid_until_on=day_of(cells["valid_until_on"]),
        params={name: cells[name] for name in ("issued_on", "valid_until_on") if cells[name]},
    )  # fmt: skip


def take_in_rows(database: Engine, clock: Clock, vault: Shelf, limit: int = 20) -> int:
    """Take in the next rows of the oldest list that has some; how many were settled."""
    with reading(database) as session:
        found = session.execute(
            select(BacklogList, BacklogRow)
            .join(BacklogRow, BacklogRow.list_id == BacklogList.id)
            .where(BacklogRow.state == "waiting")
            .order_by(BacklogList.opened_at, BacklogList.id, BacklogRow.place)
            .limit(limit)
        ).all()
        known = _known(session, clock) if found else {}
    rows = [row for whose, row in found if whose.id == found[0][0].id]
    if not rows:
        return 0
    whose = found[0][0]
    files = _open(vault.read(whose.files_digest)) if whose.files_digest else None
    for row in rows:
        _settle(database, clock, vault, whose, row, files, known)
    return len(rows)


def _known(session: Session, clock: Clock) -> Mapping[str, str]:
    """The short name of each procedure by its short name and by its national code."""
    known: dict[str, str] = {}
    for definition in in_force(session, today(clock)):
        try:
            procedure = procedure_of(session, definition.id)
        except Problem:  # a bare drawing, for trial runs only
            continue
        known |= {procedure.slug: procedure.slug, procedure.sheet.code: procedure.slug}
    return known


def _settle(
    database: Engine, clock: Clock, vault: Shelf, whose: BacklogList, row: BacklogRow, files: zipfile.ZipFile | None,
    known: Mapping[str, str],
) -> None:  # fmt: skip
    try:
        procedure, scan = _scan_of(clock, vault, whose, row, files, known)
    except Unavailable:
        raise  # not this row's fault: the tick comes again
    except Problem as problem:
        _answer(database, clock, row.id, "refused", problem, known.get(row.procedure, row.procedure), None)
    else:
        _answer(database, clock, row.id, "done", None, procedure, scan)


def _scan_of(
    clock: Clock, vault: Shelf, whose: BacklogList, row: BacklogRow, files: zipfile.ZipFile | None,
    known: Mapping[str, str],
) -> tuple[str, Scan | None]:  # fmt: skip
    """The procedure of a row, and the scan to be read where a file came with it."""
    for column, day in (("issued_on", row.issued_on), ("valid_until_on", row.valid_until_on)):
        if row.params.get(column) and day is None:
            raise RowNotReadable(column=HEADINGS[column], written=row.params[column])
    for column, text in (("number", row.number), ("person", row.person)):
        if not text:
            raise RowNotReadable(column=HEADINGS[column], written="–")
    procedure = known.get(row.procedure)
    if procedure is None:
        raise ProcedureNotKnown(procedure=row.procedure or "–")
    if not row.file:
        return procedure, None
    content = _bytes(files, row.file)
    scanned = accept_scan(content, row.file)
    return procedure, Scan(
        dossier_id=None, unit_id=whose.unit_id, kind="result", component="", procedure=procedure,
        title=f"{row.number} – {row.person}"[:500], name=scanned.name, file_kind=scanned.kind,
        digest=vault.keep(content), pages=scanned.pages, state="reading", due_at=clock.now(),
        scanned_by=whose.opened_by, scanned_at=clock.now(), number=row.number, issued_on=row.issued_on,
        owner=row.person, owner_number=row.person_number, valid_until_on=row.valid_until_on,
    )  # fmt: skip


def _answer(
    database: Engine, clock: Clock, row_id: str, state: str, problem: Problem | None, procedure: str, scan: Scan | None
) -> None:
    with transaction(database) as session:
        row = session.scalar(
            select(BacklogRow)
            .where(BacklogRow.id == row_id, BacklogRow.state == "waiting")
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return
        if scan is not None:
            there = _there(session, scan)
            row.scan_id = there.id if there else _new(session, clock, scan).id
            row.code = "already_there" if there else ""
        if problem is not None:
            row.code = problem.code
            row.params = {**row.params, **{name: str(value) for name, value in problem.params.items()}}
        if state not in BACKLOG_ROW[row.state]:
            raise MoveNotAllowed(state=f"row: {row.state}", wanted=state)
        row.state, row.procedure, row.settled_at = state, procedure, clock.now()


def _there(session: Session, scan: Scan) -> Scan | None:
    """The same bytes, handed in before."""
    query = select(Scan).where(Scan.digest == scan.digest, Scan.unit_id == scan.unit_id, Scan.kind == "result")
    return session.scalar(query.where(Scan.state != "refused").limit(1))


def _new(session: Session, clock: Clock, scan: Scan) -> Scan:
    session.add(scan)
    session.flush()
    note(session, clock, scan, "scan_taken_in", scan.scanned_by, {"name": scan.name, "pages": scan.pages})
    return scan


def _open(content: bytes) -> zipfile.ZipFile:
    try:
        files = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FilesNotReadable(reason=str(error)[:200]) from error
    parts = files.infolist()
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FilesNotReadable(reason=f"{len(parts)} files, {sum(part.file_size for part in parts)} bytes")
    return files


def _bytes(files: zipfile.ZipFile | None, name: str) -> bytes:
    """A file of the ZIP by its path, or by its last part alone; no more of it than a scan may have."""
    parts = files.infolist() if files else []
    wanted = name.replace("\\", "/").casefold()
    found = [part for part in parts if part.filename.casefold() == wanted] or [
        part for part in parts if part.filename.rpartition("/")[2].casefold() == wanted.rpartition("/")[2]
    ]
    if files is None or len(found) != 1:
        raise FileNotInZip(file=name)
    try:
        with files.open(found[0]) as stream:
            return stream.read(LIMIT_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError) as error:
        raise FilesNotReadable(reason=f"{name}: {error}"[:200]) from error


def lists_of(session: Session, clock: Clock, officer: Officer) -> Sequence[BacklogList]:
    """The lists of the units he scans for, newest first."""
    units = units_of(reach_of(session, officer, clock))
    query = select(BacklogList).where(BacklogList.unit_id.in_(units)).order_by(BacklogList.opened_at.desc())
    return session.scalars(query.limit(PARTS * 10)).all()


def list_for(session: Session, clock: Clock, officer: Officer, list_id: str) -> BacklogList:
    """One of them. Raises `BacklogListNotFound`."""
    found = session.get(BacklogList, list_id)
    if found is None or found.unit_id not in units_of(reach_of(session, officer, clock)):
        raise BacklogListNotFound
    return found
