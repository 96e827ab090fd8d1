"""Scans: handed in for a component, followed while they are read, approved or refused; how much is digitised."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from api.bearer import caller, token
from api.door import Act, Answer, Door, Paper, fingerprint
from api.parts import one_file
from api.schemas_in import Empty, RepeatHeader
from api.schemas_scans import (
    CoverageOut,
    ScanApprovalIn,
    ScanFileIn,
    ScanLineOut,
    ScanLinesOut,
    ScanOut,
    ScanRefusalIn,
)
from cases import people
from cases.digitising import scanning, views
from cases.digitising.coverage import coverage
from cases.digitising.tools import SCAN_BYTES
from ground.database import reading

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """Everything about scans."""

    def view(code: str, component: str) -> Response:
        token()
        name, content = one_file(SCAN_BYTES + 4096)
        with reading(door.desk.database) as session:
            # Nobody's file is looked at, and nothing kept, before we know that he may scan here.
            officer = caller(door.desk, session).officer
            dossier = people.dossier_for(session, officer, code, door.desk.clock)
            scanning.require_scanner(session, door.desk.clock, officer, dossier.unit_id, dossier.handling_unit_id)
        kept = scanning.look_over(door.desk.vault, content, name)
        return door.carry_out(fingerprint(content), lambda act: take_in_scan(act, kept, code, component))

    address = "/dossiers/<code>/papers/<component>/scans"
    door.raw(address, view, take_in_scan, ScanOut, form=ScanFileIn, state=201, **ONCE)
    door.read("/dossiers/<code>/scans", list_scans, ScanLinesOut)
    door.read("/scans", list_waiting_scans, ScanLinesOut)
    door.read("/scans/<scan_id>", get_scan, ScanOut)
    door.file("/scans/<scan_id>/copy", get_scan_copy)
    door.act("/scans/<scan_id>/approval", approve_one_scan, ScanApprovalIn, ScanOut, **ONCE)
    door.act("/scans/<scan_id>/refusal", refuse_one_scan, ScanRefusalIn, ScanOut, **ONCE)
    door.act("/scans/<scan_id>/repetition", repeat_one_scan, Empty, ScanOut, **ONCE)
    door.read("/coverage", get_coverage, CoverageOut)


def take_in_scan(act: Act, kept: scanning.ScanKept, code: str, component: str) -> Answer:
    """Hand in a scanned paper of a dossier: PDF, JPEG, PNG or TIFF. A worker reads it; look again how far it is."""
    scan = scanning.take_in(act.session, act.clock, act.officer, code, component, kept)
    return Answer(_told(act, scan.id), 201, {"Location": f"/api/v1/scans/{scan.id}"})


def list_scans(act: Act, code: str) -> Answer:
    """The scans of a dossier."""
    return _lines(views.scans_of(act.session, act.clock, act.officer, code))


def list_waiting_scans(act: Act) -> Answer:
    """What is being read, waits for approval or could not be read, in the units the caller scans for."""
    return _lines(views.queue(act.session, act.clock, act.officer))


def get_scan(act: Act, scan_id: str) -> Answer:
    """One scan: how far it is, its pages with their quality, its fields with what was read of them."""
    return Answer(_told(act, scan_id))


def get_scan_copy(act: Act, scan_id: str) -> Paper:
    """The searchable copy as PDF/A, signed once it is approved."""
    content = views.copy_of(act.session, act.clock, act.officer, scan_id, act.desk.vault)
    return Paper(content, f"scan-{scan_id[:8]}.pdf", "application/pdf")


def approve_one_scan(act: Act, body: ScanApprovalIn, scan_id: str) -> Answer:
    """Confirm what the paper says; the copy is signed in the caller's name."""
    scanning.approve(act.session, act.clock, act.officer, scan_id, body.facts())
    return Answer(_told(act, scan_id))


def refuse_one_scan(act: Act, body: ScanRefusalIn, scan_id: str) -> Answer:
    """Refuse the copy, with the reason."""
    scanning.refuse(act.session, act.clock, act.officer, scan_id, body.reason)
    return Answer(_told(act, scan_id))


def repeat_one_scan(act: Act, body: Empty, scan_id: str) -> Answer:
    """Read every page anew."""
    scanning.read_again(act.session, act.clock, act.officer, scan_id)
    return Answer(_told(act, scan_id))


def get_coverage(act: Act) -> Answer:
    """How much of the results still in force is digitised, by procedure."""
    return Answer(CoverageOut.of(coverage(act.session, act.clock, act.officer)))


def _told(act: Act, scan_id: str) -> ScanOut:
    return ScanOut.of(views.scan_view(act.session, act.clock, act.officer, scan_id, act.desk.vault))


def _lines(rows: Sequence[object]) -> Answer:
    return Answer(ScanLinesOut(rows=[ScanLineOut.of(row) for row in rows]))
