"""The reading of scans: a page a turn, each turn committed, so that a worker that dies loses one page at most.

A turn takes one scan under a lease, works with no transaction open, and writes down what came of it under that lease.
Scans take turns, so a long one keeps no short one waiting. When all pages are read the last turn joins them.
"""

import logging
from dataclasses import asdict
from datetime import timedelta

import orjson
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from cases.desk import Shelf
from cases.digitising.proposals import Line, lines_of, propose, told
from cases.digitising.rules import bounds
from cases.digitising.scanning import note
from cases.law import hold
from cases.tables import Dossier, Scan, ScanPage, new_id
from documents.scans import PageRead, ScanReaderMissing, Word, findings, join_pages, read_page
from ground.canonical import canonical
from ground.clock import Clock, today
from ground.database import reading, transaction
from ground.errors import Problem, Unavailable

log = logging.getLogger("motcua.scans")
LEASE = timedelta(minutes=4)
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
SYSTEM = "system"


def read_scans(database: Engine, clock: Clock, vault: Shelf) -> int:
    """One turn: the next page of the scan that has waited longest, or the joining of its pages; 0 when none is due.

    Raises `ScanReaderMissing` where the system lacks the reader: scans wait until it is installed.
    """
    scan = _take(database, clock)
    if scan is None:
        return 0
    try:
        if scan.pages_read < scan.pages:
            _read(database, clock, vault, scan)
        else:
            _join(database, clock, vault, scan)
    except ScanReaderMissing:
        _put_off(database, clock, scan, attempts=scan.attempts - 1)
        raise
    except Unavailable as problem:
        log.warning("scan %s, page %s: %s", scan.id, scan.pages_read + 1, problem)
        if scan.attempts > len(BACK_OFF):
            _give_up(database, clock, scan, problem)
        else:
            _put_off(database, clock, scan, attempts=scan.attempts)
    except Problem as problem:
        _give_up(database, clock, scan, problem)
    return 1


def _take(database: Engine, clock: Clock) -> Scan | None:
    with transaction(database) as session:
        scan = session.scalar(
            select(Scan)
            .where(Scan.state == "reading", Scan.due_at <= clock.now())
            .order_by(Scan.due_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if scan is not None:
            scan.lease, scan.due_at, scan.attempts = new_id(), clock.now() + LEASE, scan.attempts + 1
        return scan


def _held(session: Session, scan: Scan) -> Scan | None:
    """The row, locked, if this worker still holds its lease."""
    return session.scalar(
        select(Scan).where(Scan.id == scan.id, Scan.lease == scan.lease, Scan.state == "reading").with_for_update()
    )


def _read(database: Engine, clock: Clock, vault: Shelf, scan: Scan) -> None:
    number = scan.pages_read + 1
    page = read_page(vault.read(scan.digest), scan.file_kind, number)
    words = canonical({"width": page.width, "height": page.height, "words": [asdict(word) for word in page.words]})
    digests = {
        "paper_digest": vault.keep(page.paper), "picture_digest": vault.keep(page.picture),
        "words_digest": vault.keep(words),
    }  # fmt: skip
    with transaction(database) as session:
        row = _held(session, scan)
        if row is None:
            return
        session.add(_page(clock, scan.id, number, page, digests))
        row.pages_read, row.lease, row.due_at, row.attempts = number, None, clock.now(), 0


def _page(clock: Clock, scan_id: str, number: int, page: PageRead, digests: dict[str, str]) -> ScanPage:
    facts = page.facts
    return ScanPage(
        scan_id=scan_id, number=number, dots=facts.dots, skew=facts.skew, is_blank=facts.is_blank,
        confidence=facts.confidence, word_count=facts.words, findings=list(findings(facts, bounds(today(clock)))),
        read_at=clock.now(), **digests,
    )  # fmt: skip


def _join(database: Engine, clock: Clock, vault: Shelf, scan: Scan) -> None:
    with reading(database) as session:
        pages = list(session.scalars(select(ScanPage).where(ScanPage.scan_id == scan.id).order_by(ScanPage.number)))
    copy = join_pages([vault.read(str(page.paper_digest)) for page in pages], scan.pages, scan.title)
    digest = vault.keep(copy)
    # The head is on the first page, the signature on the last that says anything.
    speaking = [page for page in pages if not page.is_blank] or pages
    lines = [page_lines(vault, page) for page in dict.fromkeys((speaking[0], speaking[-1]))]
    proposals = told(propose(lines))
    with transaction(database) as session:
        row = _held(session, scan)
        if row is None:
            return
        row.copy_digest, row.proposals, row.state = digest, proposals, "waiting"
        row.lease, row.due_at, row.attempts = None, None, 0
        for page in pages:
            # Joined, it is needed no more; the sweep takes its bytes.
            session.get_one(ScanPage, (scan.id, page.number)).paper_digest = None


def page_lines(vault: Shelf, page: ScanPage) -> list[Line]:
    """The lines of a page that was read."""
    said = orjson.loads(vault.read(page.words_digest))
    return lines_of([Word(**word) for word in said["words"]], page.number, said["width"], said["height"])


def _put_off(database: Engine, clock: Clock, scan: Scan, attempts: int) -> None:
    with transaction(database) as session:
        row = _held(session, scan)
        if row is not None:
            wait = BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]
            row.lease, row.due_at, row.attempts = None, clock.now() + wait, max(attempts, 0)


def _give_up(database: Engine, clock: Clock, scan: Scan, problem: Problem) -> None:
    """It cannot be read: a person must look at it."""
    with transaction(database) as session:
        if scan.dossier_id is not None:
            hold(session, session.get_one(Dossier, scan.dossier_id))
        row = _held(session, scan)
        if row is None:
            return
        row.state, row.reason, row.lease, row.due_at = "failed", problem.sentence("vi"), None, None
        note(session, clock, row, "scan_failed", SYSTEM, {"code": problem.code, "page": scan.pages_read + 1})
