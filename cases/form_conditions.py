"""Which conditions of a form a plain page follows by its small script, and which need form-js itself."""

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


def live_parts(form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The components with conditions a plain page cannot follow."""
    return _live(form.get("components", ()), frozenset())


def flat(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The components with those of their groups, not those of lists."""
    for component in components:
        yield component
        if component.get("type") == "group":
            yield from flat(component.get("components", ()))


def _live(components: Sequence[Mapping[str, Any]], outer: frozenset[str]) -> Iterator[Mapping[str, Any]]:
    known = outer | {str(each.get("key")) for each in flat(components) if _is_text(each)}
    for each in flat(components):
        if _is_beyond(each, known):
            yield each
        if each.get("type") == "dynamiclist":
            yield from _live(each.get("components", ()), known)


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
