"""The archive package of a finished dossier (Circular 13/2023/TT-BNV, art. 3): papers, slips, results and their
signature reports, the journal with its chain, metadata (Circular 02/2019/TT-BNV), digests.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.desk import Shelf
from cases.filing import files_of
from cases.people import dossier_for
from cases.tables import Dossier, Officer, Person, Result, Slip, Unit
from documents.archive import pack
from documents.sign import verify
from engine.journal import entries, entry_facts, payload_of
from ground.canonical import canonical
from ground.clock import VIETNAM, Clock
from ground.errors import Conflict

JOURNAL = "nhat_ky.jsonl"
METADATA = "metadata.xml"


class DossierStillOpen(Conflict):
    """The dossier {code} is still being handled: it is packed for the archive when it is closed."""

    code = "dossier_still_open"


def archive(
    session: Session, clock: Clock, officer: Officer, code: str, vault: Shelf, trust: Sequence[Path] = ()
) -> bytes:
    """The ZIP of a closed dossier. The same dossier gives the same bytes. Raises `DossierStillOpen`."""
    dossier = dossier_for(session, officer, code, clock)
    if dossier.closed_at is None:
        raise DossierStillOpen(code=code)
    papers = dict(_papers(session, dossier, vault))
    parts = {name: content for name, (content, _) in papers.items()}
    reports = {f"{name}.chu_ky.json": _report(parts[name], trust) for name in parts if name.endswith(".pdf")}
    parts |= {name: report for name, report in reports.items() if report}
    parts[JOURNAL] = _journal(session, dossier)
    parts[METADATA] = _metadata(session, dossier, {name: kind for name, (_, kind) in papers.items()})
    return pack(parts, dossier.closed_at)


def _papers(session: Session, dossier: Dossier, vault: Shelf) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Every paper by the name it has in the package, with its bytes and what it is."""
    for number, file in enumerate(files_of(session, dossier), 1):
        name = f"giay_to/{dossier.code}.{number:02}_{file.component}.{file.name.rpartition('.')[2]}"
        yield name, (vault.read(file.digest), "Thành phần hồ sơ")
    slips = select(Slip).where(Slip.dossier_id == dossier.id, Slip.digest.is_not(None)).order_by(Slip.made_at, Slip.id)
    for number, slip in enumerate(session.scalars(slips), 1):
        yield f"phieu/{number:02}_{slip.kind}.pdf", (vault.read(str(slip.digest)), "Phiếu")
    for result in session.scalars(select(Result).where(Result.dossier_id == dossier.id).order_by(Result.key)):
        digest = result.issued_digest or result.numbered_digest or result.signed_digest or result.draft_digest
        kind = (result.number or result.state).replace("/", "-")
        yield f"ket_qua/{dossier.code}_KQ_{kind}.pdf", (vault.read(digest), "Kết quả")


def _report(pdf: bytes, trust: Sequence[Path]) -> bytes:
    """What is found of a paper's signatures; empty where there is none."""
    verdict = verify(pdf, trust)
    if not verdict.signatures:
        return b""
    found = [
        {
            "field": one.field, "name": one.name, "organisation": one.organisation, "signed_at": one.signed_at,
            "stamped_at": one.stamped_at, "level": str(one.level), "finding": one.finding,
        }
        for one in verdict.signatures
    ]  # fmt: skip
    return canonical({"valid": verdict.valid, "number": verdict.number, "signatures": found})


def _journal(session: Session, dossier: Dossier) -> bytes:
    """A line an entry: the very bytes its digest covers, the digest, and what it tells (null once erased)."""
    lines = []
    for entry in entries(session, dossier.instance_id):
        payload = payload_of(session, entry)
        told = None if payload is None else payload.decode()
        lines.append(canonical({"entry": entry_facts(entry).decode(), "digest": entry.digest, "payload": told}))
    return b"\n".join(lines) + b"\n"


def _metadata(session: Session, dossier: Dossier, papers: dict[str, str]) -> bytes:
    """Dossier and document metadata by the names of Circular 02/2019/TT-BNV."""
    unit, person = session.get_one(Unit, dossier.unit_id), session.get_one(Person, dossier.person_id)
    assert dossier.closed_at is not None
    year = dossier.submitted_at.astimezone(VIETNAM).year
    root = etree.Element("HoSo")
    facts: dict[str, Any] = {
        "FileCode": f"{unit.code}.{year}.{dossier.code}",
        "OrganId": unit.code,
        "FileCatalog": year,
        "FileNotation": dossier.code,
        "Title": f"{dossier.procedure_name} – {person.full_name}",
        "Language": "Tiếng Việt",
        "StartDate": dossier.submitted_at.astimezone(VIETNAM).date().isoformat(),
        "EndDate": dossier.closed_at.astimezone(VIETNAM).date().isoformat(),
        "TotalDoc": len(papers),
        "Format": "Điện tử",
    }
    _add(root, facts)
    for ordinal, (name, kind) in enumerate(sorted(papers.items()), 1):
        document = etree.SubElement(root, "TaiLieu")
        ending = name.rpartition(".")[2].upper()
        told = {"DocCode": name, "DocOrdinal": ordinal, "TypeName": kind, "OrganName": unit.name, "Format": ending}
        _add(document, told)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _add(parent: Any, facts: dict[str, Any]) -> None:
    for name, worth in facts.items():
        etree.SubElement(parent, name).text = str(worth)
