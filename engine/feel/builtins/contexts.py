"""Functions on contexts."""

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.run import Run
from engine.feel.values import kind_name
from engine.feel.warnings import FeelNoEntry, FeelWrongValue

Context = dict[str, Any]


def _made(run: Run, context: Context) -> Context:
    run.grow(len(context) + 1)
    return context


@builtin("get value", "m: context, key: string")
def get_value(run: Run, context: Context, key: str) -> object:
    """The value of an entry."""
    if key not in context:
        raise FeelNoEntry(kind="context", name=key)
    return context[key]


@builtin("get value", "context: context, keys: list")
def get_value_at(run: Run, context: Context, keys: list[object]) -> object:
    """The value at the end of a path of entries."""
    if not keys or not all(isinstance(key, str) for key in keys):
        raise FeelWrongValue(value="keys", reason="it must be a list of texts that is not empty")
    found: object = context
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise FeelNoEntry(kind=kind_name(found), name=str(key))
        found = found[key]
    return found


@builtin("get entries", "m: context")
def get_entries(run: Run, context: Context) -> object:
    """All entries as a list of contexts with `key` and `value`."""
    run.grow(3 * len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def context_of(run: Run, entries: list[Any]) -> object:
    """A context from such a list of entries."""
    found: Context = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) and "value" in entry else None
        if not isinstance(key, str) or key in found:
            raise FeelWrongValue(value=str(key), reason="each entry needs a key of its own and a value")
        found[key] = entry["value"]
    return _made(run, found)


@builtin("context put", "context: context, key: string, value: any")
def context_put(run: Run, context: Context, key: str, value: object) -> object:
    """The context with one entry added or replaced."""
    return _made(run, {**context, key: value})


@builtin("context put", "context: context, keys: list, value: any")
def context_put_at(run: Run, context: Context, keys: list[object], value: object) -> object:
    """The context with the entry at the end of a path added or replaced."""
    if not keys or not all(isinstance(key, str) for key in keys):
        raise FeelWrongValue(value="keys", reason="it must be a list of texts that is not empty")
    levels = [context]
    for key in keys[:-1]:
        level = levels[-1].get(str(key))
        if not isinstance(level, dict):
            raise FeelNoEntry(kind="context", name=str(key))
        levels.append(level)
    for level, key in zip(reversed(levels), reversed(keys), strict=True):
        value = _made(run, {**level, str(key): value})
    return value


@builtin("context merge", "contexts: list")
def context_merge(run: Run, contexts: list[Any]) -> object:
    """One context with the entries of all; later ones win."""
    found: Context = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise FeelWrongValue(value=kind_name(context), reason="it is not a context")
        found.update(context)
    return _made(run, found)
