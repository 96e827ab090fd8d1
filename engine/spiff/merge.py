"""Three-way merge: what each parallel branch changed since the fork, and where two of them disagree."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Variables: TypeAlias = Mapping[str, Any]
_ABSENT: Any = object()


def merge(base: Variables, branches: Sequence[Variables]) -> tuple[dict[str, Any], list[str]]:
    """The variables after a join, and the dotted names that two branches set to different values.

    A branch contributes only what it changed against `base`; objects are merged key by key, lists as a whole.
    In a disagreement the later branch is taken.
    """
    merged = dict(base)
    clashes: list[str] = []
    for branch in branches:
        _bring(base, merged, branch, "", clashes)
    return merged, clashes


def _bring(base: Variables, merged: dict[str, Any], branch: Variables, path: str, clashes: list[str]) -> None:
    for name in [*branch, *(name for name in base if name not in branch)]:
        was, now, mine = base.get(name, _ABSENT), merged.get(name, _ABSENT), branch.get(name, _ABSENT)
        if same(mine, was) or same(mine, now):
            continue
        if same(now, was):
            _put(merged, name, mine)
        elif isinstance(now, dict) and isinstance(mine, dict):
            merged[name] = inner = dict(now)
            _bring(was if isinstance(was, dict) else {}, inner, mine, f"{path}{name}.", clashes)
        else:
            clashes.append(path + name)
            _put(merged, name, mine)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON."""
    # JSON tells true from 1, Python does not.
    return one is other or (isinstance(one, bool) == isinstance(other, bool) and bool(one == other))


def _put(merged: dict[str, Any], name: str, value: Any) -> None:
    if value is _ABSENT:
        merged.pop(name, None)
    else:
        merged[name] = value
