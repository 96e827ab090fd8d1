"""What needs a leader's word: asking the applicant a second time, and stopping what he did not ask to stop."""

from sqlalchemy.orm import Session

from cases.follow import follow
from cases.handling import ReasonMissing
from cases.law import hold, pack_of
from cases.people import dossier_for, require_in
from cases.result_rows import any_signed
from cases.tables import Dossier, Officer
from engine import commands, journal
from engine.changes import Changes
from ground.clock import Clock
from ground.errors import Conflict


class StopNotPossible(Conflict):
    """The handling of the dossier {code} cannot be stopped: its result is signed, or it has ended."""

    code = "stop_not_possible"


def allow_supplement(session: Session, clock: Clock, officer: Officer, code: str, reason: str) -> Dossier:
    """Give leave to ask the applicant once more, for a stated reason; used up by the next request.

    Raises `RoleMissing`, `ReasonMissing`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, pack_of(dossier).more_supplements, dossier.handling_unit_id, dossier.procedure)
    if not reason.strip():
        raise ReasonMissing
    dossier.supplement_leave = {"by": officer.name, "reason": reason.strip(), "at": clock.now().isoformat()}
    facts = {"reason": reason.strip(), "asked_before": dossier.supplement_count}
    journal.append(session, clock, dossier.instance_id, "supplement_allowed", dossier.code, officer.name, facts)
    session.flush()
    return dossier


def stop(session: Session, clock: Clock, officer: Officer, code: str, reason: str) -> Changes:
    """Stop the handling by decision, where the special law says so: the applicant is told, the notice printed.

    Raises `RoleMissing`, `ReasonMissing`, `StopNotPossible`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    role = pack_of(dossier).desk.stop_decided_by
    require_in(session, clock, officer, role, dossier.handling_unit_id, dossier.procedure)
    if not reason.strip():
        raise ReasonMissing
    if dossier.state not in ("handling", "supplement", "payment") or any_signed(session, dossier):
        raise StopNotPossible(code=code)
    facts = {"reason": reason.strip()}
    journal.append(session, clock, dossier.instance_id, "dossier_stopped", dossier.code, officer.name, facts)
    changes = commands.cancel(session, clock, dossier.instance_id, officer.name, reason.strip())
    follow(session, clock, changes)
    return changes
