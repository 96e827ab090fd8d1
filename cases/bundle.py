"""The files of one procedure read together: drawing, sheet, forms, result templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from cases.form_fields import FormNotReadable
from cases.sheet import Law, Sheet, read_sheet
from cases.signingsteps import signing_steps
from engine import definitions
from engine.model import Element, Kind, Process
from ground.errors import Invalid


class BundleNotReadable(Invalid):
    """The bundle is not complete: {reason}. Put the drawing, the sheet and the forms of one procedure together."""

    code = "bundle_not_readable"


@dataclass(frozen=True)
class Procedure:
    """One version of a procedure, whole. `templates` are the HTML files of its results by name."""

    slug: str
    sheet: Sheet
    processes: Mapping[str, Process]
    forms: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, bytes]

    @property
    def application(self) -> str:
        """The id of the form an applicant fills in."""
        return self.sheet.form["application"]

    def form(self, form_id: str) -> Mapping[str, Any]:
        """The form with this id; a step without one has an empty form."""
        return self.forms.get(form_id, {"id": form_id, "type": "default", "components": []})

    def element(self, process: str, element: str) -> Element | None:
        found = self.processes.get(process)
        return None if found is None else found.elements.get(element)

    def properties(self, process: str, element: str) -> Mapping[str, str]:
        """What the law adds to a step; what a call activity says of the steps it calls stands above their own."""
        node = self.element(process, element)
        own = dict(node.properties) if node is not None else {}
        override = self._overrides.get((process, element))
        return own | {"term": override} if override else own

    @cached_property
    def _overrides(self) -> Mapping[tuple[str, str], str]:
        """The terms that call activities set for the steps they call; of two callers the first counts."""
        nodes = [node for drawing in self.processes.values() for node in drawing.elements.values()]
        return {
            (node.called, name.removeprefix("term.")): value
            for node in reversed(nodes)
            if node.kind is Kind.CALL
            for name, value in node.properties.items()
            if name.startswith("term.")
        }

    @cached_property
    def signing_steps(self) -> frozenset[tuple[str, str]]:
        """The process and element of the steps behind which the machine signs."""
        return signing_steps(self.processes)

    def law(self, pack: str) -> Law:
        """What the law says under this rule pack; the newest block where the sheet has none for it."""
        # An office's own edition of a pack (2025~3) sets what the desk does, never what a procedure's law says.
        return self.sheet.law_of(pack.partition("~")[0]) or self.sheet.law[-1]


@dataclass(frozen=True, slots=True)
class Bundle:
    """All files of one procedure by their flat names, the shared drawings it calls included."""

    slug: str
    files: Mapping[str, bytes]


def sheet_name(files: Mapping[str, bytes]) -> str:
    """The name of the sheet among these files, or an empty text: a bare drawing has none."""
    sheets = [name for name in files if name.endswith(".toml") and not name.endswith(".scenarios.toml")]
    if len(sheets) > 1:
        raise BundleNotReadable(reason=f"it has {len(sheets)} sheets")
    return sheets[0] if sheets else ""


def read_bundle(files: Mapping[str, bytes]) -> Procedure:
    """The procedure these files make.

    Raises `BundleNotReadable`, `SheetNotReadable` or what the drawing's reader raises.
    """
    name = sheet_name(files)
    if not name:
        raise BundleNotReadable(reason="it has no sheet")
    processes = {process.id: process for process in definitions.read_bundle(files)}
    slug = name.removesuffix(".toml")
    if slug not in processes:
        raise BundleNotReadable(reason=f"no process of the drawing is called {slug}")
    return Procedure(slug, read_sheet(files[name], name), processes, read_forms(files), dict(files))


def read_forms(files: Mapping[str, bytes]) -> dict[str, Mapping[str, Any]]:
    """The forms among these files by their ids. Raises `FormNotReadable` where one is not JSON."""
    forms: dict[str, Mapping[str, Any]] = {}
    for name, content in files.items():
        if name.endswith(".json"):
            try:
                schema = orjson.loads(content)
            except orjson.JSONDecodeError as error:
                raise FormNotReadable(form=name, place="JSON", reason=str(error)) from error
            if not isinstance(schema, dict):
                raise FormNotReadable(form=name, place="JSON", reason="an object is expected")
            forms[name.removesuffix(".json")] = schema
    return forms
