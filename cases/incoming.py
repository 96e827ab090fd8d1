"""What comes from outside and a drawing waits for: another agency's answer, a superior's decision, a report.

It is entered by whoever the procedure's sheet names, through the form named there, and goes to the dossier's process.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases import forms
from cases.follow import follow, unit_of
from cases.law import hold
from cases.people import RoleMissing, dossier_for, reach_of
from cases.procedure import procedure_of
from cases.tables import Dossier, Officer
from engine import commands
from engine.changes import Changes
from ground.clock import Clock
from ground.errors import NotFound

MESSAGE_KEPT = timedelta(days=30)


class MessageUnknown(NotFound):
    """The procedure of {code} waits for no message called {message}. Choose one that its sheet names."""

    code = "message_unknown"


def is_expected(session: Session, code: str, message: str) -> bool:
    """Whether the procedure of this dossier names this message."""
    dossier = session.scalar(select(Dossier).where(Dossier.code == code))
    return dossier is not None and message in procedure_of(session, dossier.definition_id).sheet.messages


def bring(
    session: Session, clock: Clock, officer: Officer, code: str, message: str, answers: Mapping[str, Any], key: str
) -> Changes | None:
    """Enter a message for a dossier; None when its process does not wait for it yet, or had it under this `key`.

    Raises `DossierNotFound`, `MessageUnknown`, `RoleMissing`, `FormRefused`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    procedure = procedure_of(session, dossier.definition_id)
    incoming = procedure.sheet.messages.get(message)
    if incoming is None:
        raise MessageUnknown(code=code, message=message)
    if unit_of(dossier, procedure, incoming.role) not in reach_of(session, officer, clock).units(
        incoming.role, dossier.procedure
    ):
        raise RoleMissing(role=incoming.role)
    contents = forms.check(procedure.form(incoming.form), answers, incoming.role, clock=clock)
    changes = commands.deliver(session, clock, message, code, contents, key, MESSAGE_KEPT, officer.name)
    if changes is not None:
        follow(session, clock, changes)
    return changes
