"""The desk's rows. CHECKs tie columns to states; an index repeats the WHERE of the sweep or list that asks for it."""

from cases.tables.accesses import Access, ListAccess
from cases.tables.calendars import CalendarDecision, CalendarVersion
from cases.tables.counter import Payment, Rating, Ticket
from cases.tables.designs import Design, DesignFile, DesignVersion
from cases.tables.dossiers import Apology, Consultation, Dossier, DossierPaper, Pause, Person, Supplement
from cases.tables.entrances import CitizenVisit, OnlineDraft, SystemToken, Tries
from cases.tables.files import PaperFile
from cases.tables.handbooks import Handbook
from cases.tables.justifications import Justification
from cases.tables.laws import LawReplacement, PackEdition
from cases.tables.lists import ListChoice, SavedFilter, SearchLine
from cases.tables.outputs import SLIPS, CodeCounter, NumberBook, NumberNote, Result, Slip
from cases.tables.parts import new_id
from cases.tables.people import Officer, RoleHolding, SigningAuthority, Substitution, Unit, WebSession
from cases.tables.places import Commune
from cases.tables.proposals import VersionProposal
from cases.tables.remarks import Note, TaskDraft
from cases.tables.retention import ArchiveLine, ArchiveList, LegalHold
from cases.tables.reuse import NationalAnswer, OwnPaper, PaperConsent, PaperOrigin, PaperUse
from cases.tables.scans import BacklogList, BacklogRow, Scan, ScanPage
from cases.tables.steps import Escalation, Notice, RequestKey, StepTerm
from cases.tables.trials import FileVerdict, PaperTrial

__all__ = [
    "SLIPS",
    "Access",
    "Apology",
    "ArchiveLine",
    "ArchiveList",
    "BacklogList",
    "BacklogRow",
    "CalendarDecision",
    "CalendarVersion",
    "CitizenVisit",
    "CodeCounter",
    "Commune",
    "Consultation",
    "Design",
    "DesignFile",
    "DesignVersion",
    "Dossier",
    "DossierPaper",
    "Escalation",
    "FileVerdict",
    "Handbook",
    "Justification",
    "LawReplacement",
    "LegalHold",
    "ListAccess",
    "ListChoice",
    "NationalAnswer",
    "Note",
    "Notice",
    "NumberBook",
    "NumberNote",
    "Officer",
    "OnlineDraft",
    "OwnPaper",
    "PackEdition",
    "PaperConsent",
    "PaperFile",
    "PaperOrigin",
    "PaperTrial",
    "PaperUse",
    "Pause",
    "Payment",
    "Person",
    "Rating",
    "RequestKey",
    "Result",
    "RoleHolding",
    "SavedFilter",
    "Scan",
    "ScanPage",
    "SearchLine",
    "SigningAuthority",
    "Slip",
    "StepTerm",
    "Substitution",
    "Supplement",
    "SystemToken",
    "TaskDraft",
    "Ticket",
    "Tries",
    "Unit",
    "VersionProposal",
    "WebSession",
    "new_id",
]
