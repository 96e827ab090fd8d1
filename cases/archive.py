"""The archive package of a finished dossier (Circular 13/2023/TT-BNV, art. 3): papers, slips, opinions, results and
their signature reports, what was declared, the journal with its chain, metadata (Circular 02/2019/TT-BNV), digests.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.archivelists import file_code_of, retention_of
from cases.desk import Shelf
from cases.filing import files_of
from cases.people import dossier_for
from cases.procedure import procedure_of
from cases.tables import Consultation, Dossier, DossierPaper, Officer, PaperOrigin, Person, Result, Slip, Unit
from documents.archive import pack
from documents.sign import verify
from engine.journal import entries, entry_facts, payload_of
from ground.canonical import canonical
from ground.clock import VIETNAM, Clock
from ground.errors import Conflict

JOURNAL = "nhat_ky.jsonl"
METADATA = "metadata.xml"
LANGUAGE = "Tiếng Việt"
OPINIONS, DECLARED = "y_kien.json", "du_lieu.json"


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
    papers = list(_papers(session, dossier, vault))
    parts = {paper.name: paper.content for paper in papers}
    reports = {f"{name}.chu_ky.json": _report(parts[name], trust) for name in parts if name.endswith(".pdf")}
    parts |= {name: report for name, report in reports.items() if report}
    parts[OPINIONS], parts[DECLARED] = _opinions(session, dossier), _declared(session, dossier)
    parts[JOURNAL] = _journal(session, dossier)
    parts[METADATA] = _metadata(session, dossier, papers)
    return pack(parts, dossier.closed_at)


@dataclass(frozen=True, slots=True)
class _Packed:
    """A paper of the package: the name it has there, its bytes, what it is, and what stands in its head."""

    name: str
    content: bytes
    kind: str
    subject: str
    number: str = ""
    issued_on: date | None = None
    signed_by: str = ""
    is_born_digital: bool = True

    @property
    def pages(self) -> int:
        """Of a PDF; another file counts as one."""
        if not self.name.endswith(".pdf"):
            return 1
        with pikepdf.open(io.BytesIO(self.content)) as pdf:
            return len(pdf.pages)


def _papers(session: Session, dossier: Dossier, vault: Shelf) -> Iterator[_Packed]:
    """Every paper: what was handed in, the slips, the results."""
    for number, file in enumerate(files_of(session, dossier), 1):
        name = f"giay_to/{dossier.code}.{number:02}_{file.component}.{file.name.rpartition('.')[2]}"
        yield _Packed(
            name, vault.read(file.digest), "Thành phần hồ sơ", file.name, issued_on=_day(file.filed_at),
            is_born_digital=dossier.channel == "online" or file.verdict == "good",
        )  # fmt: skip
    yield from _reused(session, dossier, vault)
    slips = select(Slip).where(Slip.dossier_id == dossier.id, Slip.digest.is_not(None)).order_by(Slip.made_at, Slip.id)
    for number, slip in enumerate(session.scalars(slips), 1):
        yield _Packed(
            f"phieu/{number:02}_{slip.kind}.pdf", vault.read(str(slip.digest)), "Phiếu", slip.kind, slip.number,
            _day(slip.made_at), slip.made_by,
        )  # fmt: skip
    for result in session.scalars(select(Result).where(Result.dossier_id == dossier.id).order_by(Result.key)):
        digest = result.issued_digest or result.numbered_digest or result.signed_digest or result.draft_digest
        name = f"ket_qua/{dossier.code}_KQ_{(result.number or result.state).replace('/', '-')}.pdf"
        yield _Packed(
            name, vault.read(digest), "Kết quả", dossier.procedure_name, result.number or "", result.issued_on,
            result.signed_by,
        )  # fmt: skip


def _reused(session: Session, dossier: Dossier, vault: Shelf) -> Iterator[_Packed]:
    """Results of other dossiers that served as papers of this one, and have no file of their own here."""
    known = {file.digest for file in files_of(session, dossier)}
    rows = select(DossierPaper).where(DossierPaper.dossier_id == dossier.id, DossierPaper.digest.is_not(None))
    for paper in session.scalars(rows.order_by(DossierPaper.code, DossierPaper.received_at)):
        if paper.digest and paper.digest not in known:
            name = f"giay_to/{dossier.code}.dung_lai_{paper.code}.pdf"
            yield _Packed(
                name, vault.read(paper.digest), "Thành phần hồ sơ", f"{paper.name} – {paper.reference}",
                issued_on=paper.issued_on,
            )  # fmt: skip


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def _opinions(session: Session, dossier: Dossier) -> bytes:
    """What others were asked and said, in the order they were asked."""
    rows = select(Consultation).where(Consultation.dossier_id == dossier.id)
    return canonical([
        {
            "agency": row.agency, "asked_by": row.asked_by, "asked_at": row.asked_at, "content": row.content,
            "due_at": row.due_at, "state": row.state, "opinion": row.opinion, "answer": row.answer,
            "answered_by": row.answered_by, "answered_at": row.answered_at,
        }
        for row in session.scalars(rows.order_by(Consultation.asked_at, Consultation.id))
    ])  # fmt: skip


def _declared(session: Session, dossier: Dossier) -> bytes:
    """The application as it was filled in, how the results stand today, and where each paper came from."""
    origins = select(PaperOrigin).where(PaperOrigin.dossier_id == dossier.id)
    results = session.scalars(select(Result).where(Result.dossier_id == dossier.id).order_by(Result.key))
    return canonical({
        "code": dossier.code, "procedure": dossier.procedure, "answers": dossier.answers, "state": dossier.state,
        "submitted_at": dossier.submitted_at, "accepted_at": dossier.accepted_at, "due_at": dossier.due_at,
        "closed_at": dossier.closed_at,
        "results": [
            {"key": row.key, "number": row.number, "standing": row.standing, "ended_at": row.ended_at,
             "ended_by_document": row.ended_by_document, "approved_digest": row.approved_digest}
            for row in results
        ],
        "papers": [
            {"component": row.component, "rung": row.rung, "source": row.source, "settled_at": row.settled_at}
            for row in session.scalars(origins.order_by(PaperOrigin.settled_at, PaperOrigin.component, PaperOrigin.id))
        ],
    })  # fmt: skip


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


def _metadata(session: Session, dossier: Dossier, papers: Sequence[_Packed]) -> bytes:
    """Dossier and document metadata by the names of Circular 02/2019/TT-BNV.

    Mode: who may look at it; ConfidenceLevel: born digital or scanned.
    """
    unit, person = session.get_one(Unit, dossier.unit_id), session.get_one(Person, dossier.person_id)
    sheet = procedure_of(session, dossier.definition_id).sheet
    closed_on, retention, until, _ = retention_of(session, dossier)
    root = etree.Element("HoSo")
    file_code = file_code_of(unit, dossier)
    marks = _Marks(file_code, unit.name, retention.rights, sheet.field or sheet.code, sheet.name)
    kept = f"Bảo quản đến {until:%d/%m/%Y}" if until is not None else "Bảo quản vĩnh viễn"
    facts: dict[str, Any] = {
        "FileCode": file_code,
        "OrganId": unit.code,
        "FileCatalog": dossier.submitted_at.astimezone(VIETNAM).year,
        "FileNotation": dossier.code,
        "Title": f"{dossier.procedure_name} – {person.full_name}",
        "Maintenance": retention.words,
        "Rights": retention.rights,
        "Language": LANGUAGE,
        "StartDate": _day(dossier.submitted_at).isoformat(),
        "EndDate": closed_on.isoformat(),
        "TotalDoc": len(papers),
        "Description": f"{kept} ({retention.basis})",
        "InforSign": marks.sign,
        "Keyword": f"{dossier.procedure}; {sheet.code}",
        "PageNumber": sum(paper.pages for paper in papers),
        "Format": "Điện tử",
    }
    _add(root, facts)
    for ordinal, paper in enumerate(sorted(papers, key=lambda each: each.name), 1):
        _add(etree.SubElement(root, "TaiLieu"), _document(paper, ordinal, marks))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What all documents of one dossier have in common."""

    file_code: str
    organ: str
    rights: str
    sign: str
    topic: str


def _document(paper: _Packed, ordinal: int, marks: _Marks) -> dict[str, Any]:
    number, _, notation = paper.number.partition("/")
    return {
        "DocCode": paper.name, "FileCode": marks.file_code, "DocOrdinal": ordinal, "TypeName": paper.kind,
        "CodeNumber": number, "CodeNotation": notation,
        "IssuedDate": paper.issued_on.isoformat() if paper.issued_on else "", "OrganName": marks.organ,
        "Subject": paper.subject, "Language": LANGUAGE, "PageAmount": paper.pages, "InforSign": marks.sign,
        "Keyword": marks.topic, "Mode": marks.rights,
        "ConfidenceLevel": "Gốc điện tử" if paper.is_born_digital else "Số hóa", "Autograph": paper.signed_by,
        "Format": paper.name.rpartition(".")[2].upper(),
    }  # fmt: skip


def _add(parent: Any, facts: dict[str, Any]) -> None:
    for name, worth in facts.items():
        etree.SubElement(parent, name).text = str(worth)
