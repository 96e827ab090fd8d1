"""The approved copy of a scanned paper is signed by its officer and sealed, after the commit, once."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.law import hold
from cases.tables import Dossier, DossierPaper, PaperFile, Scan
from documents.sign import Signer
from documents.vault import Vault
from engine import journal
from engine.jobs import Call
from ground.clock import Clock
from ground.database import reading, transaction

SIGN_SCAN = "sign_scan"


def sign_copy(vault: Vault, signer: Callable[[str], Signer | None], seal: Signer, call: Call) -> None:
    """Sign the copy (Circular 01/2023/TT-VPCP art. 8): the officer who has one by his key, the agency by its seal."""
    with reading(call.database) as session:
        scan = session.get_one(Scan, str(call.variables["scan"]))
        if scan.signed_digest is not None or scan.copy_digest is None or scan.settled_at is None:
            return
    copy, at, reason = vault.read(scan.copy_digest), scan.settled_at, f"Số hóa {scan.code}"
    own = signer(scan.settled_by)
    if own is not None:
        copy = own.sign(copy, reason=reason, at=at, field="signer")
    digest = vault.keep(copy := seal.sign(copy, reason=reason, at=at, field="seal"))
    with transaction(call.database) as session:
        _record(session, call.clock, scan.id, digest, len(copy), own is not None)


def _record(session: Session, clock: Clock, scan_id: str, digest: str, size: int, is_personal: bool) -> None:
    scan = session.get_one(Scan, scan_id)
    dossier = hold(session, session.get_one(Dossier, scan.dossier_id)) if scan.dossier_id else None
    session.refresh(scan, with_for_update=True)
    if scan.signed_digest is not None:
        return
    scan.signed_digest = digest
    if dossier is not None:
        _file(session, clock, scan, dossier, digest, size)
    chain = dossier.instance_id if dossier is not None else f"backlog:{scan.unit_id}"
    facts = {"digest": digest, "code": scan.code, "is_personal": is_personal}
    journal.append(session, clock, chain, "scan_signed", scan.id, scan.settled_by, facts)


def _file(session: Session, clock: Clock, scan: Scan, dossier: Dossier, digest: str, size: int) -> None:
    """The signed copy stands among the dossier's files, under the name the archive wants, and beside its paper."""
    there = session.scalar(select(func.count()).select_from(PaperFile).where(PaperFile.dossier_id == dossier.id)) or 0
    session.add(
        PaperFile(
            dossier_id=dossier.id, component=scan.component, kind="pdf", media_type="application/pdf", size=size,
            name=f"{dossier.code}.{there + 1:02}_{scan.component}.pdf", pages=scan.pages, digest=digest,
            verdict="good", filed_at=clock.now(), filed_by=scan.settled_by,
        )
    )  # fmt: skip
    rows = select(DossierPaper).where(DossierPaper.dossier_id == dossier.id, DossierPaper.code == scan.component)
    for paper in session.scalars(rows):
        paper.digest = digest
