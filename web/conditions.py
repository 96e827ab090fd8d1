"""Which conditions of a form a page follows by its small script, and when form-js has to draw the form instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# `=outcome != "supplement"`: the one kind of condition a page follows by itself; the check on the server knows all.
HIDE = re.compile(r'=?\s*(\w+)\s*(!=|=)\s*"([^"]*)"\s*')
# What a page sends of these is what a condition sees: one text.
TEXTS = ("textfield", "textarea", "radio", "select")


def hide_of(component: Mapping[str, Any]) -> tuple[str, ...]:
    """Field, `=` or `!=`, and text of a condition that hides a component; nothing where there is none of this kind."""
    match = HIDE.fullmatch(_condition(component))
    return match.groups() if match else ()


def is_live(form: Mapping[str, Any]) -> bool:
    """Whether the form has conditions the plain page cannot follow: then form-js draws it, where it can run."""
    return _is_live(form.get("components", ()), frozenset())


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


def flat(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The components with those of their groups, not those of lists."""
    for component in components:
        yield component
        if component.get("type") == "group":
            yield from flat(component.get("components", ()))


def _is_live(components: Sequence[Mapping[str, Any]], outer: frozenset[str]) -> bool:
    known = outer | {str(each.get("key")) for each in flat(components) if _is_text(each)}
    return any(
        _is_beyond(each, known) or (each.get("type") == "dynamiclist" and _is_live(each.get("components", ()), known))
        for each in flat(components)
    )


def _is_text(component: Mapping[str, Any]) -> bool:
    options = component.get("values") or ()
    return component.get("type") in TEXTS and all(isinstance(each.get("value"), str) for each in options)


def _is_beyond(component: Mapping[str, Any], known: frozenset[str]) -> bool:
    asked, said = _condition(component), hide_of(component)
    settings = (component.get("readonly"), component.get("disabled"))
    is_followed = bool(said) and said[0] in known and said[2] != ""
    return bool(asked and not is_followed) or any(isinstance(setting, str) for setting in settings)


def _condition(component: Mapping[str, Any]) -> str:
    return str((component.get("conditional") or {}).get("hide") or "").strip()
