"""The desk's rows. CHECKs tie columns to states; an index repeats the WHERE of the sweep or list that asks for it."""

from cases.tables.dossiers import Dossier, DossierPaper, Pause, Person, Supplement
from cases.tables.outputs import CodeCounter, NumberBook, Result, Slip
from cases.tables.parts import new_id
from cases.tables.people import Officer, RoleHolding, Substitution, Unit, WebSession
from cases.tables.steps import Escalation, Notice, RequestKey, StepTerm

__all__ = [
    "CodeCounter",
    "Dossier",
    "DossierPaper",
    "Escalation",
    "Notice",
    "NumberBook",
    "Officer",
    "Pause",
    "Person",
    "RequestKey",
    "Result",
    "RoleHolding",
    "Slip",
    "StepTerm",
    "Substitution",
    "Supplement",
    "Unit",
    "WebSession",
    "new_id",
]
