"""What a designer picks from lists instead of typing: roles, forms with their fields, decisions, messages, parts."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import orjson
from sqlalchemy.orm import Session

from cases.bundle import Procedure, read_bundle
from cases.dossier import STATES
from cases.form_examples import example_of
from cases.notices import TEXTS
from cases.operation_names import OPERATION_NAMES
from cases.procedure import MESSAGES, shipped_bundles
from cases.rulepacks import packs
from cases.studio.judging import people_of_roles
from engine.definitions import read_bundle as read_drawings
from engine.model import PERSON_TASKS, Process
from ground.errors import Problem

PART = "sub_"


def names_for(session: Session, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Everything that may be picked while this draft is drawn, as JSON can carry it."""
    return {
        "people": people_of_roles(session),
        "forms": {name.removesuffix(".json"): _fields(content) for name, content in _json(files)},
        "operations": sorted(OPERATION_NAMES),
        "notices": sorted(TEXTS),
        "states": list(STATES),
        "messages": sorted(MESSAGES),
        "packs": [pack.key for pack in packs()],
        "parts": _parts(files),
        "shared": {slug: name for slug, (name, _) in shared_parts().items()},
    }


def _json(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((name, content) for name, content in files.items() if name.endswith(".json"))


def _fields(content: bytes) -> list[dict[str, Any]]:
    """The inputs of a form: their keys, names and choices; nothing where it cannot be read."""
    try:
        schema = orjson.loads(content)
    except orjson.JSONDecodeError:
        return []
    return list(_inputs(schema)) if isinstance(schema, dict) else []


def _inputs(holder: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    inner = holder.get("components", [])
    for component in inner if isinstance(inner, list) else []:
        if not isinstance(component, dict):
            continue
        if component.get("type") == "group":
            yield from _inputs(component)
            continue
        key = component.get("key") or component.get("path")
        if isinstance(key, str):
            label = component.get("label") or component.get("dateLabel") or key
            yield {
                "key": key, "label": str(label), "type": str(component.get("type", "")),
                "values": component.get("values", []), "inner": list(_inputs(component)),
                "example": example_of(component),
            }  # fmt: skip


def _parts(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The processes of the draft that can be called, with the steps whose term a caller may set."""
    try:
        drawn = read_drawings(files)
    except Problem:  # a drawing nobody can read is told of elsewhere
        return {}
    return {process.id: _part(process) for process in drawn if process.id.startswith(PART)}


def _part(process: Process) -> dict[str, Any]:
    steps = [
        {"id": step.id, "name": step.name or step.id, "term": step.properties.get("term", ""), "role": step.lane}
        for step in process.elements.values()
        if step.kind in PERSON_TASKS
    ]
    return {"name": process.name, "steps": steps}


@cache
def shared_parts() -> Mapping[str, tuple[str, Mapping[str, bytes]]]:
    """The shared drawings the house ships, each with its forms and the parts it calls, by their keys."""
    found: dict[str, tuple[str, Mapping[str, bytes]]] = {}
    for bundle in shipped_bundles([resources.files(place) for place in ("processes", "forms")]):  # type: ignore[misc]
        procedure = read_bundle(bundle.files)
        for slug in procedure.processes:
            if slug.startswith(PART) and slug not in found:
                found[slug] = (procedure.processes[slug].name, dict(_files_of_part(slug, procedure)))
    return found


def _files_of_part(slug: str, procedure: Procedure) -> Iterator[tuple[str, bytes]]:
    waiting, seen = [slug], {slug}
    while waiting:
        name = waiting.pop()
        yield from ((file, content) for file, content in procedure.files.items() if file.partition(".")[0] == name)
        calls = {each.called for each in procedure.processes[name].elements.values() if each.called} - seen
        seen |= calls
        waiting += sorted(calls & procedure.processes.keys())
