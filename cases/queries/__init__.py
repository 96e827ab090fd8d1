"""The desk's reads: rows in, frozen shapes out. Every one of them asks first who is looking."""

from cases.queries.boards import definitions, instances, procedures
from cases.queries.boards import procedure_of_slug as procedure_of
from cases.queries.dates import deadline_of
from cases.queries.dossiers import dossier_page, journal_of, public_view
from cases.queries.inbox import task_page
from cases.queries.run_shapes import DefinitionLine, InstanceLine
from cases.queries.search import search_dossiers
from cases.queries.shapes import (
    Colleague,
    Component,
    Criteria,
    DeadlinePage,
    DossierLine,
    DossierPage,
    Filters,
    JournalLine,
    Page,
    PaperLine,
    PauseLine,
    PhaseLine,
    ProcedureLine,
    PublicView,
    ResultLine,
    SlipLine,
    StepLine,
    SupplementLine,
    TaskLine,
    TaskPage,
)
from cases.queries.worklist import inbox, search_tasks
from cases.reception import Applicant

__all__ = [
    "Applicant",
    "Colleague",
    "Component",
    "Criteria",
    "DeadlinePage",
    "DefinitionLine",
    "DossierLine",
    "DossierPage",
    "Filters",
    "InstanceLine",
    "JournalLine",
    "Page",
    "PaperLine",
    "PauseLine",
    "PhaseLine",
    "ProcedureLine",
    "PublicView",
    "ResultLine",
    "SlipLine",
    "StepLine",
    "SupplementLine",
    "TaskLine",
    "TaskPage",
    "deadline_of",
    "definitions",
    "dossier_page",
    "inbox",
    "instances",
    "journal_of",
    "procedure_of",
    "procedures",
    "public_view",
    "search_dossiers",
    "search_tasks",
    "task_page",
]
