"""Papers somebody asks for: control slip, result receipt, register, hand-over list. Each is a rendering of facts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.counting import next_serial
from cases.editions import pack_in_force
from cases.law import hold, pack_of
from cases.people import RoleMissing, dossier_for, reach_of, require_in
from cases.rulepacks import RulePack
from cases.tables import Dossier, Officer, Slip, Unit, new_id
from engine import journal
from engine.jobs import enqueue
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid, NotFound

COUNTER = "bo_phan_mot_cua"
ARCHIVE = ("van_thu", "luu_tru")
SIZES = ("", "A4", "A5")
MOST_DOSSIERS = 200


class SlipNotFound(NotFound):
    """There is no such slip that you may see."""

    code = "slip_not_found"


class SlipNotPrinted(Conflict):
    """The slip is still being printed. Ask again in a moment."""

    code = "slip_not_printed"


class SlipNotPossible(Invalid):
    """This slip cannot be made: {reason}."""

    code = "slip_not_possible"


def order_control(session: Session, clock: Clock, officer: Officer, code: str, paper_size: str = "") -> Slip:
    """Draw the way of a dossier as it stands now. Raises `DossierNotFound`."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    return _of_dossier(session, clock, officer, dossier, "control", paper_size, {})


def order_result_receipt(
    session: Session, clock: Clock, officer: Officer, code: str, receiver: str = "", identity: str = "",
    paper_size: str = "",
) -> Slip:  # fmt: skip
    """What was given back to whom, to be signed by him. Raises `SlipNotPossible` before it was."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, COUNTER, dossier.unit_id, dossier.procedure)
    if dossier.returned_at is None:
        raise SlipNotPossible(reason="the result has not been given back")
    scope = {"receiver": receiver.strip(), "identity": identity.strip()}
    return _of_dossier(session, clock, officer, dossier, "result_receipt", paper_size, scope)


def order_register(
    session: Session, clock: Clock, officer: Officer, volume: str, from_on: date, until_on: date, paper_size: str = ""
) -> Slip:
    """The register of one field and year, or some days of it: of the officer's counter."""
    unit = _counter(session, clock, officer)
    if until_on < from_on or (until_on - from_on).days > 366:
        raise SlipNotPossible(reason="the days run backwards or are more than a year")
    known = select(Dossier.id).where(Dossier.unit_id == unit.id, Dossier.register_volume == volume).limit(1)
    if session.scalar(known) is None:
        raise SlipNotPossible(reason=f"the counter has no volume {volume}")
    scope = {"volume": volume, "from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    return _of_unit(session, clock, officer, unit, "register", paper_size, scope)


def hand_over_papers(
    session: Session, clock: Clock, officer: Officer, codes: Sequence[str], to: str, paper_size: str = ""
) -> Slip:
    """The papers of these dossiers go to another unit together: a list, and a fact in each one's journal."""
    unit = _counter(session, clock, officer)
    taking = session.scalar(select(Unit).where(Unit.code == to))
    if taking is None or not codes or len(codes) > MOST_DOSSIERS or len(set(codes)) < len(codes):
        raise SlipNotPossible(reason="a list names a unit and each dossier once")
    found = sorted((dossier_for(session, officer, code, clock) for code in codes), key=lambda each: each.instance_id)
    for dossier in found:
        hold(session, dossier)
        if dossier.unit_id != unit.id or dossier.accepted_at is None:
            raise SlipNotPossible(reason=f"{dossier.code} is not of this counter or not accepted")
    slip = _of_unit(session, clock, officer, unit, "handover", paper_size, {"to": taking.id, "codes": list(codes)})
    for dossier in found:
        dossier.paper_by_at = None
        facts = {"from": unit.name, "to": taking.name, "is_electronic": False, "list": slip.number}
        journal.append(session, clock, dossier.instance_id, "dossier_handed_over", dossier.code, officer.name, facts)
    session.flush()
    return slip


def order_archive_list(session: Session, clock: Clock, officer: Officer, unit: Unit, scope: dict[str, Any]) -> Slip:
    """The list of what a unit hands over to the archive; who may order it is asked before."""
    return _of_unit(session, clock, officer, unit, "archive_list", "", scope)


def slip_for(session: Session, clock: Clock, officer: Officer, slip_id: str) -> Slip:
    """A printed slip, for who may see its dossier or works at its counter.

    Raises `SlipNotFound`, `SlipNotPrinted`.
    """
    slip = session.get(Slip, slip_id)
    if slip is None:
        raise SlipNotFound
    if slip.dossier_id is not None:
        dossier_for(session, officer, session.get_one(Dossier, slip.dossier_id).code, clock)
    else:
        _require_reader(session, clock, officer, slip)
    if slip.digest is None:
        raise SlipNotPrinted
    return slip


def _require_reader(session: Session, clock: Clock, officer: Officer, slip: Slip) -> None:
    """Lists of a counter are its officers'; a list for the archive is the registry's and the archive's."""
    readers = ARCHIVE if slip.kind == "archive_list" else (COUNTER,)
    reach = reach_of(session, officer, clock)
    if not any(slip.unit_id in reach.units(role) for role in readers):
        raise RoleMissing(role=readers[0])


def _counter(session: Session, clock: Clock, officer: Officer) -> Unit:
    require_in(session, clock, officer, COUNTER, officer.unit_id)
    return session.get_one(Unit, officer.unit_id)


def _of_dossier(
    session: Session, clock: Clock, officer: Officer, dossier: Dossier, kind: str, size: str, scope: dict[str, Any]
) -> Slip:
    slip = _order(session, clock, officer, pack_of(dossier), dossier.unit_id, kind, size, scope)
    slip.dossier_id = dossier.id
    facts = {"kind": kind, "number": slip.number}
    journal.append(session, clock, dossier.instance_id, "slip_ordered", dossier.code, officer.name, facts)
    enqueue(session, clock, "print_slip", {"slip": slip.id}, instance_id=dossier.instance_id, key=slip.job_key)
    session.flush()
    return slip


def _of_unit(
    session: Session, clock: Clock, officer: Officer, unit: Unit, kind: str, size: str, scope: dict[str, Any]
) -> Slip:
    slip = _order(session, clock, officer, pack_in_force(session, today(clock)), unit.id, kind, size, scope)
    enqueue(session, clock, "print_slip", {"slip": slip.id}, key=slip.job_key)
    session.flush()
    return slip


def _order(
    session: Session, clock: Clock, officer: Officer, pack: RulePack, unit_id: str, kind: str, size: str,
    scope: dict[str, Any],
) -> Slip:  # fmt: skip
    if size not in SIZES:
        raise SlipNotPossible(reason="paper is A4 or A5")
    serial = next_serial(session, unit_id, f"slip:{kind}", today(clock).year)
    slip = Slip(
        id=new_id(), unit_id=unit_id, kind=kind, number=pack.slip_number(kind, serial), job_key=new_id(),
        made_by=officer.name, made_at=clock.now(), paper_size=size, scope=scope,
    )  # fmt: skip
    session.add(slip)
    return slip
