"""Procedures as the house keeps them: bundles are cross-checked, stored under one digest, found again by version."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from cases.agreement import disagreements
from cases.budget import Budget, budgets_of
from cases.bundle import Bundle, BundleNotReadable, Procedure, read_bundle, sheet_name
from cases.lawuses import replaced_findings
from cases.operation_names import OPERATION_NAMES
from cases.sheet import read_sheet
from engine import definitions
from engine.commands import deploy
from engine.definitions import DefinitionRefused, active_of, digest_of, files_of, find_digest
from engine.model import Finding, Known
from engine.tables import Definition
from ground.clock import Clock
from ground.errors import NotFound

__all__ = [
    "Bundle", "BundleNotReadable", "Procedure", "ProcedureNotActive", "active_procedure", "budgets", "check_bundle",
    "deploy_bundle", "deploy_shipped", "known_for", "procedure_of", "read_bundle", "shipped_bundles",
]  # fmt: skip

MESSAGES = frozenset({"ho_so_bo_sung"})
SHIPPED = "motcua"
_CALLED = re.compile(rb'<(?:\w+:)?calledElement\b[^>]*\bprocessId="([a-z0-9_]+)"')
_CACHED = 200


class ProcedureNotActive(NotFound):
    """No procedure {procedure} is in force here. Deploy and approve it first."""

    code = "procedure_not_active"


def known_for(files: Mapping[str, bytes]) -> Known:
    """The names this bundle's drawing may use.

    A bare drawing may name any role and message: there is no sheet to ask.
    """
    forms = frozenset(name.removesuffix(".json") for name in files if name.endswith(".json"))
    decisions = frozenset(name.removesuffix(".dmn").rpartition(".")[2] for name in files if name.endswith(".dmn"))
    name = sheet_name(files)
    sheet = read_sheet(files[name], name) if name else None
    roles = frozenset(sheet.roles) if sheet else None
    messages = MESSAGES | frozenset(sheet.messages) if sheet else None
    return Known(forms=forms, roles=roles, messages=messages, operations=OPERATION_NAMES, decisions=decisions)


def check_bundle(files: Mapping[str, bytes], session: Session | None = None) -> list[Finding]:
    """Everything the rules of drawings and the cross-check have to say, warnings included.

    With a session it is the verdict of `deploy_bundle`; without one calls that lead out of the bundle are warnings.
    """
    findings = definitions.check(files, known_for(files), session)
    if not sheet_name(files):
        return findings
    procedure = read_bundle(files)
    return [*findings, *disagreements(procedure), *replaced_findings(procedure, session)]


def budgets(files: Mapping[str, bytes]) -> list[Budget]:
    """What is left of the term of the law after the longest way; nothing for a bare drawing."""
    return budgets_of(read_bundle(files)) if sheet_name(files) else []


def deploy_bundle(session: Session, clock: Clock, files: Mapping[str, bytes], by: str, activate: bool) -> Definition:
    """Store a bundle as a new version: a draft, or in force at once.

    Raises `DefinitionRefused` with every error found.
    """
    errors = [finding for finding in check_bundle(files, session) if finding.severity == "error"]
    if errors:
        raise DefinitionRefused(errors)
    return deploy(session, clock, files, known_for(files), by, activate)


def deploy_shipped(session: Session, clock: Clock, bundle: Bundle) -> Definition | None:
    """Store a bundle that comes with the house; None when this very bundle is stored already.

    It comes into force only where nothing of the office's own making is: then it waits as a draft.
    """
    if find_digest(session, bundle.slug, digest_of(bundle.files)) is not None:
        return None
    active = active_of(session, bundle.slug)
    return deploy_bundle(
        session, clock, bundle.files, SHIPPED, activate=active is None or active.deployed_by == SHIPPED
    )


def shipped_bundles(folders: Sequence[Path]) -> list[Bundle]:
    """The bundles whose files lie in these folders: one for each sheet, with the shared drawings it calls."""
    pages = {page.name: page for folder in folders for page in sorted(folder.iterdir()) if page.is_file()}
    sheets = sorted(name for name in pages if name.endswith(".toml") and not name.endswith(".scenarios.toml"))
    return [_gather(name.removesuffix(".toml"), pages) for name in sheets]


def _gather(slug: str, pages: Mapping[str, Path]) -> Bundle:
    files: dict[str, bytes] = {}
    waiting = [slug]
    while waiting:
        name = waiting.pop()
        new = {page: pages[page].read_bytes() for page in _pages_of(name, pages) if page not in files}
        files |= new
        drawing = new.get(f"{name}.bpmn", b"")
        waiting.extend(called.decode() for called in _CALLED.findall(drawing))
    return Bundle(slug, files)


def _pages_of(name: str, pages: Mapping[str, Path]) -> Iterator[str]:
    """The files that belong to one slug. Scenarios are tests: they change nothing about the version."""
    kinds = (".bpmn", ".toml", ".json", ".html", ".dmn")
    for page in pages:
        if page.partition(".")[0] == name and page.endswith(kinds) and not page.endswith(".scenarios.toml"):
            yield page


class _Shelf:
    """Procedures by definition: a definition never changes, so a process of the machine reads each once."""

    def __init__(self) -> None:
        self.read: dict[str, Procedure] = {}

    def of(self, session: Session, definition_id: str) -> Procedure:
        if definition_id not in self.read:
            if len(self.read) >= _CACHED:
                self.read.pop(next(iter(self.read)))
            self.read[definition_id] = read_bundle(files_of(session, definition_id))
        return self.read[definition_id]


@lru_cache(maxsize=1)
def _shelf() -> _Shelf:
    return _Shelf()


def procedure_of(session: Session, definition_id: str) -> Procedure:
    """The procedure of a stored definition. Raises `BundleNotReadable` for a bare drawing."""
    return _shelf().of(session, definition_id)


def active_procedure(session: Session, slug: str, day: date | None = None) -> tuple[Definition, Procedure]:
    """The version in force of a procedure, on a given day. Raises `ProcedureNotActive`."""
    definition = active_of(session, slug, day)
    if definition is None:
        raise ProcedureNotActive(procedure=slug)
    try:
        return definition, procedure_of(session, definition.id)
    except BundleNotReadable as error:
        raise ProcedureNotActive(procedure=slug) from error
