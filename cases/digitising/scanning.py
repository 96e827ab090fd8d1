"""Scans of a dossier's papers: handed in at the counter, read by a worker, confirmed by an officer and signed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.axes import check_axis, check_scan
from cases.desk import Shelf
from cases.digitising.rules import Ruling, ruling
from cases.law import hold
from cases.papers import PaperUnknown
from cases.people import DossierNotFound, RoleMissing, dossier_for
from cases.procedure import procedure_of
from cases.reach import Reach, reach_of
from cases.scancopies import SIGN_SCAN
from cases.tables import Dossier, DossierPaper, Officer, Scan, ScanPage
from documents.scans import Scanned, accept_scan
from engine import journal
from engine.jobs import enqueue
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid, NotFound
from ground.messages import Phrase

# Who scans: the counter, its branch in a commune, and the registry, which keeps the results.
SCANNERS = ("bo_phan_mot_cua", "can_bo_xa", "van_thu")
MOST_SCANS = 100
WANTED = {"owner": "whose paper it is", "number": "its number", "issued_on": "its date of issue"}
LONGEST = {"number": 100, "issuer": 300, "signed_by": 200, "excerpt": 1000, "owner": 300, "owner_number": 20}


class ScanNotFound(NotFound):
    """There is no such scan that you may see."""

    code = "scan_not_found"


class ScanForbidden(Conflict):
    """{name}: {reason} Take it back and keep it on paper."""

    code = "scan_forbidden"


class TooManyScans(Conflict):
    """This dossier has {limit} scans already."""

    code = "too_many_scans"


class ScanReasonMissing(Invalid):
    """Say why the copy is refused, so that it is scanned better."""

    code = "scan_reason_missing"


class ScanFactMissing(Invalid):
    """Enter {field} before you approve the copy: without it nobody finds it again."""

    code = "scan_fact_missing"


class ScanDateWrong(Invalid):
    """The dates of this paper are not possible: it is of {issued}, good until {until}, and today is {today}."""

    code = "scan_date_wrong"


@dataclass(frozen=True, slots=True)
class ScanKept:
    """A scanned file in the vault that no row names yet."""

    scanned: Scanned
    digest: str


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """What an officer confirms of a digitised paper."""

    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    signed_by: str = ""
    excerpt: str = ""
    owner: str = ""
    owner_number: str = ""
    valid_until_on: date | None = None


def look_over(vault: Shelf, content: bytes, name: str) -> ScanKept:
    """Look at the head of a scanned file and lay it into the vault. Never inside a transaction.

    Raises what `documents.scans.accept_scan` and the vault raise; a file that is refused is not kept.
    """
    scanned = accept_scan(content, name)
    return ScanKept(scanned, vault.keep(content))


def rulings(session: Session, dossier: Dossier, on: date) -> Mapping[str, Ruling]:
    """For each paper of the procedure's list whether it is scanned: by its name, the channel and where it came from."""
    rows = session.scalars(select(DossierPaper).where(DossierPaper.dossier_id == dossier.id))
    sources = {row.code: row.source for row in rows}
    components = procedure_of(session, dossier.definition_id).sheet.component
    return {each.code: ruling(each.name, dossier.channel, sources.get(each.code, "brought"), on) for each in components}


def take_in(session: Session, clock: Clock, officer: Officer, code: str, component: str, kept: ScanKept) -> Scan:
    """Have a scanned file of a component read. The same bytes a second time change nothing, unless they were refused.

    Raises `DossierNotFound`, `RoleMissing`, `PaperUnknown`, `ScanForbidden`, `TooManyScans`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_scanner(session, clock, officer, dossier.unit_id, dossier.handling_unit_id)
    names = {each.code: each.name for each in procedure_of(session, dossier.definition_id).sheet.component}
    if component not in names:
        raise PaperUnknown(code=component)
    said = rulings(session, dossier, today(clock))[component]
    if said.is_forbidden:
        raise ScanForbidden(name=names[component], reason=said.reason)
    here = list(session.scalars(select(Scan).where(Scan.dossier_id == dossier.id)))
    for scan in here:
        if (scan.component, scan.digest) == (component, kept.digest) and scan.state != "refused":
            return scan
    if len(here) >= MOST_SCANS:
        raise TooManyScans(limit=MOST_SCANS)
    scan = Scan(
        dossier_id=dossier.id, unit_id=dossier.unit_id, kind="component", component=component,
        procedure=dossier.procedure, title=names[component], name=kept.scanned.name, file_kind=kept.scanned.kind,
        digest=kept.digest, pages=kept.scanned.pages, state="reading", due_at=clock.now(), scanned_by=officer.name,
        scanned_at=clock.now(),
    )  # fmt: skip
    session.add(scan)
    session.flush()
    _settle(session, dossier)
    note(session, clock, scan, "scan_taken_in", officer.name, {"name": scan.name, "pages": scan.pages})
    return scan


def require_scanner(session: Session, clock: Clock, officer: Officer, *units: str) -> None:
    """Raises `RoleMissing` unless the officer scans for one of these units."""
    if not set(units) & units_of(reach_of(session, officer, clock)):
        raise RoleMissing(role=SCANNERS[0])


def units_of(reach: Reach) -> frozenset[str]:
    """The units somebody with this reach scans for."""
    return frozenset().union(*(reach.units(role) for role in SCANNERS))


def scan_for(session: Session, clock: Clock, officer: Officer, scan_id: str) -> Scan:
    """A scan, if the officer may see its dossier, or (without one) scans for its unit. Raises `ScanNotFound`."""
    found = session.execute(
        select(Scan, Dossier.code).outerjoin(Dossier, Dossier.id == Scan.dossier_id).where(Scan.id == scan_id)
    ).one_or_none()
    if found is None:
        raise ScanNotFound
    scan, code = found
    if code is None and scan.unit_id not in units_of(reach_of(session, officer, clock)):
        raise ScanNotFound
    if code is not None:
        try:
            dossier_for(session, officer, code, clock)
        except DossierNotFound as hidden:
            raise ScanNotFound from hidden
    return scan


def approve(session: Session, clock: Clock, officer: Officer, scan_id: str, confirmed: ScanFacts) -> Scan:
    """Confirm what the paper says and let the copy be signed in the officer's name.

    Raises `ScanNotFound`, `RoleMissing`, `MoveNotAllowed`, `ScanFactMissing`, `ScanDateWrong`.
    """
    scan = _hold(session, clock, officer, scan_id)
    check_scan(scan.state, "approved")
    _check(confirmed, scan, today(clock))
    for each in fields(confirmed):
        setattr(scan, each.name, getattr(confirmed, each.name))
    scan.code = paper_code(scan)
    scan.state, scan.settled_by, scan.settled_at = "approved", officer.name, clock.now()
    _settle_of(session, scan)
    note(session, clock, scan, "scan_approved", officer.name, {"copy": scan.copy_digest, "code": scan.code})
    enqueue(session, clock, SIGN_SCAN, {"scan": scan.id}, instance_id=_instance(session, scan))
    return scan


def refuse(session: Session, clock: Clock, officer: Officer, scan_id: str, reason: str) -> Scan:
    """Say that the copy is not good, and why. Raises as `approve`, and `ScanReasonMissing`."""
    scan = _hold(session, clock, officer, scan_id)
    check_scan(scan.state, "refused")
    if not reason.strip():
        raise ScanReasonMissing
    scan.state, scan.reason = "refused", reason.strip()[:2000]
    scan.settled_by, scan.settled_at = officer.name, clock.now()
    _settle_of(session, scan)
    note(session, clock, scan, "scan_refused", officer.name, {"reason": scan.reason})
    return scan


def read_again(session: Session, clock: Clock, officer: Officer, scan_id: str) -> Scan:
    """Have every page read anew from the bytes as scanned."""
    scan = _hold(session, clock, officer, scan_id)
    check_scan(scan.state, "reading")
    session.execute(delete(ScanPage).where(ScanPage.scan_id == scan.id))
    scan.state, scan.reason, scan.due_at, scan.attempts, scan.lease = "reading", "", clock.now(), 0, None
    scan.pages_read, scan.copy_digest, scan.proposals = 0, None, {}
    note(session, clock, scan, "scan_read_again", officer.name, {})
    return scan


def paper_code(scan: Scan) -> str:
    """The code of a digitised paper: whose it is, which kind, and its number or else a serial of its own.

    The national pattern is not published; the store's own code is kept where the store gives one.
    """
    return ".".join([scan.owner_number or "0", scan.component or scan.procedure, scan.number or scan.id[:8]])


def note(session: Session, clock: Clock, scan: Scan, name: str, actor: str, told: Mapping[str, object]) -> None:
    """One fact about a scan, in the journal of its dossier or of the unit's backlog."""
    chain = _instance(session, scan) or f"backlog:{scan.unit_id}"
    payload = {"component": scan.component, "digest": scan.digest, **told}
    journal.append(session, clock, chain, name, scan.id, actor, payload)


def _instance(session: Session, scan: Scan) -> str | None:
    return session.get_one(Dossier, scan.dossier_id).instance_id if scan.dossier_id else None


def _hold(session: Session, clock: Clock, officer: Officer, scan_id: str) -> Scan:
    """The scan, locked after its dossier, for an officer who scans there."""
    scan = scan_for(session, clock, officer, scan_id)
    units = [scan.unit_id]
    if scan.dossier_id is not None:
        dossier = hold(session, session.get_one(Dossier, scan.dossier_id))
        units.append(dossier.handling_unit_id)
    require_scanner(session, clock, officer, *units)
    session.refresh(scan, with_for_update=True)
    return scan


def _check(said: ScanFacts, scan: Scan, on: date) -> None:
    wanted = ("number", "owner") if scan.kind == "result" else ("owner",)
    for name in wanted:
        if not getattr(said, name).strip():
            raise ScanFactMissing(field=Phrase(WANTED[name]))
    if scan.kind == "result" and said.issued_on is None:
        raise ScanFactMissing(field=Phrase(WANTED["issued_on"]))
    is_early = said.issued_on is not None and said.issued_on > on
    if is_early or (said.issued_on and said.valid_until_on and said.valid_until_on < said.issued_on):
        days = (said.issued_on, said.valid_until_on, on)
        issued, until, now = (f"{day:%d/%m/%Y}" if day else "–" for day in days)
        raise ScanDateWrong(issued=issued, until=until, today=now)


def _settle_of(session: Session, scan: Scan) -> None:
    if scan.dossier_id is not None:
        _settle(session, session.get_one(Dossier, scan.dossier_id))


def _settle(session: Session, dossier: Dossier) -> None:
    """How the dossier's digital side stands: waiting while one waits, else refused while one is, else approved."""
    session.flush()
    latest: dict[str, str] = {}
    rows = session.scalars(select(Scan).where(Scan.dossier_id == dossier.id).order_by(Scan.scanned_at, Scan.id))
    for row in rows:
        latest[row.component] = row.state
    states = set(latest.values())
    wanted = "waiting" if states - {"approved", "refused"} else "rejected" if "refused" in states else "approved"
    if wanted not in (dossier.digitisation, "waiting"):
        # Every judgement comes out of waiting: what was approved may be refused after another scan.
        dossier.digitisation = "waiting"
    if check_axis("digitisation", dossier.digitisation, wanted):
        dossier.digitisation = wanted
