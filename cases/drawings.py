"""What designers and neighbours do with drawings: hand in, approve by a second person, try out; and what they send."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable
from cases.follow import follow
from cases.handling import supplement_answered
from cases.incoming import bring, is_expected
from cases.papers import PaperBrought
from cases.people import ADMINISTRATOR, DESIGNER, require_role
from cases.procedure import deploy_bundle, procedure_of
from cases.sheet import Approval
from cases.tables import Officer
from engine import commands
from engine.changes import Changes
from engine.tables import Definition
from ground.clock import Clock

SUPPLEMENT = "ho_so_bo_sung"


def hand_in(
    session: Session, clock: Clock, officer: Officer, files: Mapping[str, bytes], four_eyes: bool
) -> Definition:
    """Store a bundle: a draft until a second person approves it, in force at once where that is not asked for.

    Raises `RoleMissing`, and `DefinitionRefused` with every finding.
    """
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    return deploy_bundle(session, clock, files, officer.name, activate=not four_eyes)


def approve(
    session: Session, clock: Clock, officer: Officer, definition_id: str, four_eyes: bool,
    decision: Approval | None = None,
) -> Definition:  # fmt: skip
    """Bring a stored version into force by a decision from and until its days; without one, by that of its sheet.

    Raises `RoleMissing`, `SamePerson` where `four_eyes` are wanted, `ValidityReversed`.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    decision = decision or _decision(session, definition_id)
    return commands.approve(
        session, clock, definition_id, officer.name, four_eyes, valid_from=decision.valid_from,
        valid_to=decision.valid_to, reference=decision.reference,
    )  # fmt: skip


def _decision(session: Session, definition_id: str) -> Approval:
    try:
        return procedure_of(session, definition_id).sheet.approval
    except BundleNotReadable:  # a bare drawing has no sheet
        return Approval()


def try_out(session: Session, clock: Clock, officer: Officer, key: str, variables: Mapping[str, Any]) -> Changes:
    """Run a drawing without a dossier, for its designer to see. Raises `RoleMissing`, `DefinitionUnknown`."""
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    return commands.start(session, clock, key, variables, f"trial:{officer.name}"[:64], officer.name)


def send(
    session: Session, clock: Clock, officer: Officer, message: str, correlation: str, variables: Mapping[str, Any],
    key: str, ttl: timedelta,
) -> bool:  # fmt: skip
    """Deliver a message; True when an instance received it, False when it waits for one.

    The message that a supplement was brought is an act of the counter, with its rights; one that the sheet of the
    dossier's procedure names is an act of the role named there; others are for trial runs.
    """
    if message == SUPPLEMENT:
        note, papers = str(variables.get("note", "")), _papers(variables.get("papers"))
        return supplement_answered(session, clock, officer, correlation, papers, note) is not None
    if is_expected(session, correlation, message):
        return bring(session, clock, officer, correlation, message, variables, key) is not None
    require_role(session, clock, officer, DESIGNER, ADMINISTRATOR)
    changes = commands.deliver(session, clock, message, correlation, variables, key, ttl, officer.name)
    if changes is not None:
        follow(session, clock, changes)
    return changes is not None


def throw(
    session: Session, clock: Clock, officer: Officer, signal: str, variables: Mapping[str, Any], key: str
) -> bool:
    """Throw a signal to everything that waits for it, dossiers and trial runs; False when its key came before.

    It reaches the dossiers of every unit, so it is the administrator's. Raises `RoleMissing`, `ValueNotJson`.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    return commands.broadcast(session, clock, signal, variables, key, officer.name)


def _papers(given: object) -> tuple[PaperBrought, ...]:
    codes = given if isinstance(given, list) else []
    return tuple(PaperBrought(code, originals=1) for code in codes if isinstance(code, str))
