"""When form-js has to draw a form instead of the plain page, and what it is given."""

from collections.abc import Mapping
from typing import Any

from cases.form_conditions import live_parts


def is_live(form: Mapping[str, Any]) -> bool:
    """Whether the form has conditions the plain page cannot follow: then form-js draws it, where it can run."""
    return any(live_parts(form))


def for_viewer(form: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The form as form-js draws it: a file component lets choose among the dossier's papers, as a checklist does; what
    is only shown and has nothing to show is left out; what is said already needs no default; numbers stay numbers.
    """
    parts = []
    for component in form.get("components", ()):
        key = str(component.get("key") or component.get("path"))
        if is_locked(component) and answers.get(key) in (None, "", []):
            continue
        inner = answers if component.get("type") == "group" else {}
        part = for_viewer(component, inner) if "components" in component else dict(component)
        part |= {"type": "checklist"} if part.get("type") == "filepicker" else {}
        for name in ("valuesKey", "serializeToString", *(("defaultValue",) if key in answers else ())):
            part.pop(name, None)
        limits = part.get("validate")
        if isinstance(limits, Mapping) and isinstance(limits.get("required"), str):
            part["validate"] = {name: limit for name, limit in limits.items() if name != "required"}
        parts.append(part)
    return {**form, "components": parts}


def is_locked(component: Mapping[str, Any]) -> bool:
    """Whether a component is only shown."""
    return component.get("readonly") is True or component.get("disabled") is True
