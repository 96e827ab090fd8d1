"""Functions on lists. Positions count from one; negative ones from the end."""

from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.builtins.strings import position
from engine.feel.calls import call
from engine.feel.compare import compare, equal
from engine.feel.errors import FeelNestedTooDeep
from engine.feel.run import Run
from engine.feel.values import DEEPEST_VALUE, Builtin, Function, kind_name
from engine.feel.warnings import FeelOutside, FeelWrongValue

Members = list[Any]


def index_of_position(members: Members, wanted: Decimal, beyond: int = 0) -> int:
    """A position of the list as Python counts. Raises FeelOutside."""
    place = position(wanted)
    size = len(members) + beyond
    if place == 0 or not -len(members) <= place <= size:
        raise FeelOutside(size=len(members), index=place)
    return place - 1 if place > 0 else len(members) + place


def made(run: Run, members: Members) -> Members:
    """Pay for a list that was made."""
    run.grow(len(members))
    return members


def has(run: Run, members: Members, wanted: object) -> bool:
    """Whether the list has this value among its items."""
    run.spend(len(members))
    return any(equal(run, member, wanted) for member in members)


@builtin("list contains", "list: list, element: any")
def list_contains(run: Run, members: Members, element: object) -> object:
    """Whether an item is in the list."""
    return has(run, members, element)


@builtin("count", "list: list")
def count(run: Run, members: Members) -> object:
    """How many items."""
    return Decimal(len(members))


def _extreme(run: Run, members: Members, wanted: int) -> object:
    run.spend(len(members))
    best: object = members[0] if members else None
    if members and compare(run, best, best) is None:
        raise FeelWrongValue(value=kind_name(best), reason="its items cannot be put in order")
    for member in members[1:]:
        order = compare(run, member, best)
        if order is None:
            raise FeelWrongValue(value=kind_name(member), reason="its items cannot be put in order")
        best = member if order == wanted else best
    return best


@builtin("min", "list: list", "c...: point")
def minimum(run: Run, members: Members) -> object:
    """The smallest item; null of an empty list."""
    return _extreme(run, members, -1)


@builtin("max", "list: list", "c...: point")
def maximum(run: Run, members: Members) -> object:
    """The greatest item; null of an empty list."""
    return _extreme(run, members, 1)


def _quantify(members: Members, every: bool) -> object:
    if (not every) in members and any(member is (not every) for member in members):
        return not every
    if all(member is every for member in members):
        return every
    if all(member is None or isinstance(member, bool) for member in members):
        return None
    raise FeelWrongValue(value="list", reason="it may contain true and false only")


@builtin("all", "list: list", "b...: boolean?")
def every(run: Run, members: Members) -> object:
    """Whether all items are true."""
    return _quantify(members, True)


@builtin("any", "list: list", "b...: boolean?")
def some(run: Run, members: Members) -> object:
    """Whether one item is true."""
    return _quantify(members, False)


@builtin("sublist", "list: list, start position: number, [length: number?]")
def sublist(run: Run, members: Members, start: Decimal, length: Decimal | None) -> object:
    """Part of a list."""
    begin = index_of_position(members, start)
    if length is None:
        return made(run, members[begin:])
    size = position(length)
    if size < 0 or begin + size > len(members):
        raise FeelOutside(size=len(members), index=begin + size)
    return made(run, members[begin : begin + size])


@builtin("append", "list: list, item...: any")
def append(run: Run, members: Members, new: Members) -> object:
    """The list with more items at its end."""
    return made(run, [*members, *new])


@builtin("concatenate", "list...: any")
def concatenate(run: Run, lists: Members) -> object:
    """The lists one after another."""
    joined = [member for part in lists for member in (part if isinstance(part, list) else [part])]
    if any(part is None for part in lists):
        raise FeelWrongValue(value="null", reason="it is not a list")
    return made(run, joined)


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(run: Run, members: Members, place: Decimal, new: object) -> object:
    """The list with an item put before the position."""
    index = index_of_position(members, place, beyond=1)
    return made(run, [*members[:index], new, *members[index:]])


@builtin("remove", "list: list, position: number")
def remove(run: Run, members: Members, place: Decimal) -> object:
    """The list without the item at the position."""
    index = index_of_position(members, place)
    return made(run, [*members[:index], *members[index + 1 :]])


@builtin("list replace", "list: list, position: number, newItem: any")
def replace_at(run: Run, members: Members, place: Decimal, new: object) -> object:
    """The list with another item at the position."""
    index = index_of_position(members, place)
    return made(run, [*members[:index], new, *members[index + 1 :]])


@builtin("list replace", "list: list, match: function, newItem: any")
def replace_where(run: Run, members: Members, match: Function | Builtin, new: object) -> object:
    """The list with another item wherever the function, given an item and the new one, is true."""
    answers = [call(run, match, member, new) for member in members]
    if not all(isinstance(answer, bool) for answer in answers):
        raise FeelWrongValue(value="match", reason="the function must give true or false")
    return made(run, [new if answer else member for member, answer in zip(members, answers, strict=True)])


@builtin("reverse", "list: list")
def reverse(run: Run, members: Members) -> object:
    """From the last to the first."""
    return made(run, members[::-1])


@builtin("index of", "list: list, match: any")
def index_of(run: Run, members: Members, match: object) -> object:
    """All positions of an item."""
    run.spend(len(members))
    return made(run, [Decimal(place) for place, member in enumerate(members, 1) if equal(run, member, match)])


def distinct(run: Run, members: Members) -> Members:
    """Each value once, in the order of its first occurrence."""
    seen: set[object] = set()
    kept: Members = []
    for member in members:
        key = (type(member), member) if isinstance(member, (str, Decimal, bool)) else None
        if key is None and not has(run, kept, member):
            kept.append(member)
        elif key is not None and key not in seen:
            seen.add(key)
            kept.append(member)
    return made(run, kept)


@builtin("union", "list...: list")
def union(run: Run, lists: Members) -> object:
    """All items of the lists, each once."""
    return distinct(run, [member for part in lists for member in part])


@builtin("distinct values", "list: list")
def distinct_values(run: Run, members: Members) -> object:
    """Each value once."""
    return distinct(run, members)


@builtin("flatten", "list: list")
def flatten(run: Run, members: Members) -> object:
    """The items of lists in lists, in one list."""
    found: Members = []
    _flatten_into(run, members, found, 0)
    return found


def _flatten_into(run: Run, members: Members, found: Members, depth: int) -> None:
    if depth > DEEPEST_VALUE:
        raise run.error(FeelNestedTooDeep, run.at, limit=DEEPEST_VALUE)
    run.grow(len(members))
    for member in members:
        if isinstance(member, list):
            _flatten_into(run, member, found, depth + 1)
        else:
            found.append(member)
