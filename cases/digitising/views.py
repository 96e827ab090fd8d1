"""What the scan desk shows: a scan with its pages and proposals, the queue, the papers of a dossier to be scanned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from cases.desk import Shelf
from cases.digitising.proposals import FIELDS, Proposal
from cases.digitising.rules import Ruling
from cases.digitising.scanning import ScanNotFound, rulings, scan_for, units_of
from cases.people import dossier_for
from cases.procedure import procedure_of
from cases.reach import reach_of
from cases.tables import BacklogList, BacklogRow, Dossier, DossierPaper, Officer, Person, Scan, ScanPage
from ground.clock import Clock, today

PAGE_SECONDS = 6
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: its verdict by the names of what was found; `ratio` is its height by its width."""

    number: int
    dots: int
    skew: float
    is_blank: bool
    confidence: float
    findings: Sequence[str]
    ratio: float


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the metadata: what stands in it, or is proposed; how sure the reading is, and where it stands."""

    name: str
    text: str
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class ScanView:
    """A scan as its page shows it. `seconds` is about how long the reading will still take."""

    id: str
    code: str
    dossier: str
    kind: str
    title: str
    name: str
    state: str
    reason: str
    pages: int
    pages_read: int
    seconds: int
    scanned_by: str
    scanned_at: datetime
    settled_by: str
    settled_at: datetime | None
    is_signed: bool
    is_stuck: bool
    copy: str
    may_settle: bool
    sheets: Sequence[PageView]
    fields: Sequence[FieldView]


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One line of the queue."""

    id: str
    dossier: str
    title: str
    name: str
    kind: str
    state: str
    reason: str
    pages: int
    pages_read: int
    scanned_by: str
    scanned_at: datetime
    is_signed: bool


@dataclass(frozen=True, slots=True)
class PaperToScan:
    """A paper of the procedure's list: what the rule says, how many originals came, and its scans."""

    code: str
    name: str
    originals: int
    ruling: Ruling
    scans: Sequence[ScanLine]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of results still in force and how far it is."""

    id: str
    name: str
    opened_by: str
    opened_at: datetime
    total: int
    waiting: int
    done: int
    refused: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One of its lines and what came of it; `code` and `params` say why it was refused."""

    place: int
    number: str
    issued_on: date | None
    person: str
    procedure: str
    valid_until_on: date | None
    file: str
    state: str
    code: str
    params: Mapping[str, str]
    scan_id: str | None
    scan_state: str


def scan_view(session: Session, clock: Clock, officer: Officer, scan_id: str, vault: Shelf) -> ScanView:
    """One scan. Raises `ScanNotFound`."""
    scan = scan_for(session, clock, officer, scan_id)
    sheets = session.scalars(select(ScanPage).where(ScanPage.scan_id == scan.id).order_by(ScanPage.number))
    dossier = session.get_one(Dossier, scan.dossier_id) if scan.dossier_id else None
    units = {scan.unit_id} | ({dossier.handling_unit_id} if dossier else set())
    return ScanView(
        id=scan.id, code=scan.code, dossier=dossier.code if dossier else "", kind=scan.kind, title=scan.title,
        name=scan.name, state=scan.state, reason=scan.reason, pages=scan.pages, pages_read=scan.pages_read,
        seconds=(scan.pages - scan.pages_read) * PAGE_SECONDS, scanned_by=scan.scanned_by, scanned_at=scan.scanned_at,
        settled_by=scan.settled_by, settled_at=scan.settled_at, is_signed=scan.signed_digest is not None,
        is_stuck=_is_stuck(clock, scan), copy=scan.signed_digest or scan.copy_digest or "",
        may_settle=bool(units & units_of(reach_of(session, officer, clock))),
        sheets=[_sheet(page, vault, scan) for page in sheets], fields=_fields(session, scan, dossier),
    )  # fmt: skip


def _is_stuck(clock: Clock, scan: Scan) -> bool:
    """Read for minutes without a page more: there is no worker, or it lacks the reader."""
    if scan.state != "reading" or scan.due_at is None:
        return False
    return clock.now() - scan.due_at > timedelta(minutes=2) or (scan.lease is None and scan.due_at > clock.now())


def _sheet(page: ScanPage, vault: Shelf, scan: Scan) -> PageView:
    is_told = any(told["page"] == page.number for told in scan.proposals.values())
    ratio = _ratio(vault, page) if is_told else 1.4142
    return PageView(page.number, page.dots, page.skew, page.is_blank, page.confidence, tuple(page.findings), ratio)


def _ratio(vault: Shelf, page: ScanPage) -> float:
    """Only of a page something is pointed at on."""
    said = orjson.loads(vault.read(page.words_digest))
    return float(said["height"] / said["width"])


def _fields(session: Session, scan: Scan, dossier: Dossier | None) -> list[FieldView]:
    person = session.get_one(Person, dossier.person_id) if dossier else None
    known = {"owner": person.full_name, "owner_number": person.identity} if person else {}
    found = []
    for name in FIELDS:
        told = scan.proposals.get(name)
        proposal = Proposal(told["text"], told["confidence"], told["page"], tuple(told["box"])) if told else None
        kept = getattr(scan, name)
        text = kept.isoformat() if isinstance(kept, date) else str(kept or "")
        if not text and scan.state == "waiting":
            text = (proposal.text if proposal else "") or known.get(name, "")
        found.append(FieldView(name, text, proposal))
    return found


def picture_of(session: Session, clock: Clock, officer: Officer, scan_id: str, number: int, vault: Shelf) -> bytes:
    """A page as JPEG. Raises `ScanNotFound`."""
    scan = scan_for(session, clock, officer, scan_id)
    page = session.get(ScanPage, (scan.id, number))
    if page is None:
        raise ScanNotFound
    return vault.read(page.picture_digest)


def copy_of(session: Session, clock: Clock, officer: Officer, scan_id: str, vault: Shelf) -> bytes:
    """The copy as it stands: signed, or as it was read. Raises `ScanNotFound`."""
    scan = scan_for(session, clock, officer, scan_id)
    digest = scan.signed_digest or scan.copy_digest
    if digest is None:
        raise ScanNotFound
    return vault.read(digest)


def queue(session: Session, clock: Clock, officer: Officer, state: str = "") -> Sequence[ScanLine]:
    """The scans of his units in a state (none: what is not settled yet), oldest first."""
    reach = reach_of(session, officer, clock)
    units = units_of(reach)
    query = (
        select(Scan, Dossier.code)
        .outerjoin(Dossier, Dossier.id == Scan.dossier_id)
        .where(Scan.unit_id.in_(units) | Dossier.handling_unit_id.in_(units))
        .where(Scan.state == state if state else Scan.state.in_(("reading", "waiting", "failed")))
    )
    order = Scan.settled_at.desc() if state in ("approved", "refused") else Scan.scanned_at
    return [_line(scan, code) for scan, code in session.execute(query.order_by(order).limit(MOST_LINES))]


def counts(session: Session, clock: Clock, officer: Officer) -> Mapping[str, int]:
    """How many scans of his units stand in each state."""
    units = units_of(reach_of(session, officer, clock))
    query = (
        select(Scan.state, func.count())
        .outerjoin(Dossier, Dossier.id == Scan.dossier_id)
        .where(Scan.unit_id.in_(units) | Dossier.handling_unit_id.in_(units))
        .group_by(Scan.state)
    )
    return _by_state(session, query)


def _by_state(session: Session, query: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _line(scan: Scan, code: str | None) -> ScanLine:
    return ScanLine(
        scan.id, code or "", scan.title, scan.name, scan.kind, scan.state, scan.reason, scan.pages, scan.pages_read,
        scan.scanned_by, scan.scanned_at, scan.signed_digest is not None,
    )  # fmt: skip


def papers_to_scan(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[bool, Sequence[PaperToScan]]:
    """Whether he may scan here, and every paper of the list with what the rule says. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    rows = session.scalars(select(DossierPaper).where(DossierPaper.dossier_id == dossier.id))
    originals = {row.code: row.originals + row.certified + row.copies for row in rows}
    scans = list(session.scalars(select(Scan).where(Scan.dossier_id == dossier.id).order_by(Scan.scanned_at)))
    said = rulings(session, dossier, today(clock))
    papers = [
        PaperToScan(
            each.code, each.name, originals.get(each.code, 0), said[each.code],
            [_line(scan, dossier.code) for scan in scans if scan.component == each.code],
        )
        for each in procedure_of(session, dossier.definition_id).sheet.component
    ]  # fmt: skip
    units = units_of(reach_of(session, officer, clock))
    return bool(units & {dossier.unit_id, dossier.handling_unit_id}), papers


def scans_of(session: Session, clock: Clock, officer: Officer, code: str) -> Sequence[ScanLine]:
    """The scans of a dossier. Raises `DossierNotFound`."""
    _, papers = papers_to_scan(session, clock, officer, code)
    return [scan for paper in papers for scan in paper.scans]


def list_view(session: Session, found: BacklogList) -> ListView:
    """How far a list is."""
    query = select(BacklogRow.state, func.count()).where(BacklogRow.list_id == found.id).group_by(BacklogRow.state)
    by_state = _by_state(session, query)
    states = (by_state.get(state, 0) for state in ("waiting", "done", "refused"))
    return ListView(found.id, found.name, found.opened_by, found.opened_at, sum(by_state.values()), *states)


def rows_of(session: Session, found: BacklogList, state: str = "", limit: int = MOST_LINES) -> Sequence[RowView]:
    """The lines of a list in their order, of one state or of all."""
    query = (
        select(BacklogRow, Scan.state)
        .outerjoin(Scan, Scan.id == BacklogRow.scan_id)
        .where(BacklogRow.list_id == found.id)
        .order_by(BacklogRow.place)
        .limit(limit)
    )
    query = query.where(BacklogRow.state == state) if state else query
    return [
        RowView(
            row.place, row.number, row.issued_on, row.person, row.procedure, row.valid_until_on, row.file, row.state,
            row.code, row.params, row.scan_id, scan_state or "",
        )
        for row, scan_state in session.execute(query)
    ]  # fmt: skip


def may_scan(session: Session, clock: Clock, officer: Officer) -> bool:
    """Whether he scans for any unit."""
    return bool(units_of(reach_of(session, officer, clock)))
