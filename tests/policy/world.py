"""One office for all walks: every kind of object in the home unit, and in the other unit one stranger for each role."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from flask import Flask
from sqlalchemy import Engine, select

from cases.follow import follow
from cases.papertrials import order_trial
from cases.studio.designs import begin_from
from cases.studio.handbook.ordering import order_version
from cases.tables import (
    BacklogList,
    BacklogRow,
    Dossier,
    Handbook,
    Justification,
    Officer,
    RoleHolding,
    Scan,
    ScanPage,
    Slip,
    StepTerm,
    Unit,
    VersionProposal,
)
from engine.batches import open_batch
from engine.jobs import Call, Fault, run_jobs
from engine.tables import Definition, Incident, Task
from ground.canonical import canonical
from ground.clock import Clock, today
from ground.database import reading, transaction
from tests.api.conftest import Caller
from tests.cast import ABROAD, CAST, MACHINES, hashed, open_doors

ROLES = tuple(dict.fromkeys(role for name, (_, _, held) in CAST.items() for role in held if name != "en"))
DECLARATION = "000.00.00.G09-KQ001341"
# What stands in an address where nothing of a unit is named.
ANYTHING = {
    "slug": "khai_bao_thiet_bi", "name": "pause", "seen": "0", "path": "motcua.css", "file": "brand.css",
    "address": "nowhere", "component": DECLARATION, "unit": "G09.20", "book": "CV", "year": "2026", "serial": "1",
    "page": "officer", "substitution_id": "0" * 32, "key": "2025~9",
    "process": "khai_bao_thiet_bi", "kind": "csv", "paper_id": "0" * 32, "consent_id": "0" * 32,
    "law": "44-2016-nd-cp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The doors and the JSON door's own document; by the name of a part of an address, an object of the home unit, and
    one that does not exist.
    """

    office: Flask
    document: Mapping[str, Any]
    home: Mapping[str, str]
    nowhere: Mapping[str, str]


def build(database: Engine, clock: Clock, folder: Path) -> World:
    """An office where something of everything has happened."""
    office = open_doors(database, clock, folder)
    with transaction(database) as session:
        abroad = session.scalars(select(Unit).where(Unit.code == ABROAD)).one()
        for role in ROLES:
            officer = Officer(name=stranger(role), full_name="Cao Thị Én", unit_id=abroad.id, password_hash=hashed())
            session.add(officer)
            session.flush()
            session.add(RoleHolding(officer_id=officer.id, unit_id=abroad.id, role=role))
    home = dict(_happenings(office, database, clock))
    document = office.test_client().get("/api/v1/openapi.json").get_json()
    return World(office, document, home, {part: _like(worth) for part, worth in home.items()})


def stranger(role: str) -> str:
    """The log-in name of who holds this role in the other unit."""
    return f"en_{role}"


def _like(worth: str) -> str:
    return "0" * len(worth) if worth.isalnum() and len(worth) > 3 else "999" if worth.isdecimal() else worth + "0"


def _happenings(office: Flask, database: Engine, clock: Clock) -> Iterator[tuple[str, str]]:
    callers = {name: Caller(office.test_client(), name) for name in ("binh", "chi", "khoa", "hanh")}
    binh, chi, khoa = callers["binh"], callers["chi"], callers["khoa"]
    code = str(binh.receive(channel="online").get_json()["code"])
    yield "code", code
    yield "file_id", _file(binh, code)
    binh.complete(binh.first_task(code), {"outcome": "accepted"})
    while run_jobs(database, clock, {"print_receipt": lambda call: {}}, follow):
        pass
    yield from _opinion(chi, code)
    yield from _slip(office, database, binh, code)
    yield from _incident(database, clock, binh, khoa)
    yield from _numbers(binh, callers["hanh"])
    yield "archive_list_id", _archive_list(binh, callers["hanh"])
    with reading(database) as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        yield "instance_id", dossier.instance_id
        # Which task is open and whose it is: the step that waits in the home unit.
        yield "task_id", session.scalars(select(Task.id).where(Task.state == "open").order_by(Task.opened_at)).all()[-1]
    yield "justification_id", _justification(database, clock, dossier.id)
    yield from _scans(office, database, clock, dossier)
    asked = khoa.post("/batches", {"act": "suspend", "instances": [dossier.instance_id], "reason": "x"})
    yield "batch_id", str(asked.get_json()["id"])
    with reading(database) as session:
        definition_id = session.scalars(select(Definition.id).where(Definition.key == MACHINES)).first() or ""
    yield "definition_id", definition_id
    with transaction(database) as session:
        designer = session.scalars(select(Officer).where(Officer.name == "lam")).one()
        yield "design_id", begin_from(session, clock, designer, definition_id).id
        handbook = session.get_one(Handbook, order_version(session, clock, designer, definition_id).id)
        # Any bytes do as the paper the worker would have drawn.
        handbook.digest = office.extensions["motcua"].vault.keep(b"%PDF-1.7")
        yield "handbook_id", handbook.id
        yield "trial_id", order_trial(session, clock, designer, "slips", "receipt", {}).id
        to = {"definition_id": definition_id, "from": definition_id}
        yield "rollout_id", open_batch(session, clock, "migrate", [dossier.instance_id], "quy", "x", "policy", to).id
        wish = VersionProposal(
            definition_id=definition_id, act="retire", on_day=today(clock), reason="x", asked_by="lam",
            asked_at=clock.now(),
        )  # fmt: skip
        session.add(wish)
        session.flush()
        yield "proposal_id", wish.id


def _scans(office: Flask, database: Engine, clock: Clock, dossier: Dossier) -> Iterator[tuple[str, str]]:
    """A scanned paper of the dossier that waits for approval, a list of results in force. Any bytes do as a copy."""
    vault = office.extensions["motcua"].vault
    words = vault.keep(canonical({"width": 100, "height": 141, "words": []}))
    told = {"text": "01/GP", "confidence": 90.0, "page": 1, "box": [0.1, 0.1, 0.2, 0.1]}
    with transaction(database) as session:
        scan = Scan(
            dossier_id=dossier.id, unit_id=dossier.unit_id, kind="component", component=DECLARATION,
            procedure=dossier.procedure, title="x", name="x.pdf", file_kind="pdf", digest=words, pages=1, pages_read=1,
            state="waiting", copy_digest=words, proposals={"number": told}, scanned_by="binh", scanned_at=clock.now(),
        )  # fmt: skip
        found = BacklogList(
            unit_id=dossier.unit_id, name="x", list_digest=words, opened_by="hanh", opened_at=clock.now()
        )
        session.add_all([scan, found])
        session.flush()
        page = ScanPage(
            scan_id=scan.id, number=1, dots=200, skew=1.0, is_blank=False, confidence=70.0, word_count=9,
            findings=["doubtful"], picture_digest=words, words_digest=words, read_at=clock.now(),
        )  # fmt: skip
        row = BacklogRow(list_id=found.id, place=1, number="01/GP", procedure=dossier.procedure, person="An")
        session.add_all([page, row])
        yield "scan_id", scan.id
        yield "backlog_id", found.id


def _justification(database: Engine, clock: Clock, dossier_id: str) -> str:
    with transaction(database) as session:
        step = session.scalars(select(StepTerm).where(StepTerm.dossier_id == dossier_id)).first()
        assert step
        row = Justification(
            dossier_id=dossier_id, task_id=step.task_id, step=step.name, unit_id=step.unit_id, of="chi",
            asked_by="dung", asked_at=clock.now(), question="?",
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def _page() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, static_id=True)
    return out.getvalue()


def _file(binh: Caller, code: str) -> str:
    address = f"/api/v1/dossiers/{code}/papers/{DECLARATION}/files"
    sent = {"file": (io.BytesIO(_page()), "a.pdf")}
    return str(binh.client.post(address, data=sent, headers=binh.headers).get_json()["id"])


def _opinion(chi: Caller, code: str) -> Iterator[tuple[str, str]]:
    asked = chi.post(f"/dossiers/{code}/consultations", {"questions": [{"content": "?", "agency": "Công an"}]})
    opinion = str(asked.get_json()["rows"][0]["id"])
    yield from (("opinion_id", opinion), ("consultation_id", opinion))


def _slip(office: Flask, database: Engine, binh: Caller, code: str) -> Iterator[tuple[str, str]]:
    slip_id = binh.post(f"/dossiers/{code}/slips", {"kind": "control"}).get_json()["id"]
    with transaction(database) as session:
        slip = session.get_one(Slip, slip_id)
        slip.digest = office.extensions["motcua"].vault.keep(_page())
        yield "digest", slip.digest
    yield "slip_id", slip_id


def _incident(database: Engine, clock: Clock, binh: Caller, khoa: Caller) -> Iterator[tuple[str, str]]:
    code = binh.receive().get_json()["code"]
    binh.complete(binh.first_task(code), {"outcome": "accepted"})

    def breaks(call: Call) -> dict[str, Any]:
        raise Fault("no_template", "the template is missing")

    run_jobs(database, clock, {"print_receipt": breaks}, follow)
    with reading(database) as session:
        yield "incident_id", session.scalars(select(Incident.id)).first() or ""
    yield "cause_id", str(khoa.get("/causes").get_json()["rows"][0]["id"])


def _archive_list(binh: Caller, hanh: Caller) -> str:
    """A dossier that was taken back, on its way to the archive."""
    code = binh.receive().get_json()["code"]
    binh.post(f"/dossiers/{code}/withdrawal", {"reason": "x"})
    made = hanh.post("/archive-lists", {"unit": "G09.20", "year": 2026, "codes": [code]})
    return str(made.get_json()["id"])


def _numbers(binh: Caller, hanh: Caller) -> Iterator[tuple[str, str]]:
    hanh.post("/number-books/CV", {"reason": "x"})
    yield "number", str(binh.post("/tickets").get_json()["number"])
