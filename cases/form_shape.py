"""The shape of a form's JSON: what each setting is made of, looked at before any of it is believed."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

MOST_NESTED: Final = 10
MOST_COMPONENTS: Final = 1_000
Fault = tuple[str, str]

_COMPONENT: Final[Mapping[str, tuple[type, ...]]] = {
    "type": (str,),
    "key": (str,),
    "path": (str,),
    "label": (str,),
    "dateLabel": (str,),
    "subtype": (str,),
    "valuesKey": (str,),
    "validate": (dict,),
    "properties": (dict,),
    "conditional": (dict,),
    "values": (list,),
    "decimalDigits": (int,),
    "increment": (int, float, str),
    "defaultRepetitions": (int,),
}
_VALIDATE: Final[Mapping[str, tuple[type, ...]]] = {
    "min": (int, float, str),
    "max": (int, float, str),
    "minLength": (int,),
    "maxLength": (int,),
    "pattern": (str,),
    "validationType": (str,),
    "patternErrorMessage": (str,),
}
_WORDS: Final[Mapping[type, str]] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    dict: "an object",
    list: "a list",
}


def faults_of(schema: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the shape, as place and reason; nothing here recurses."""
    waiting = [(0, schema)]
    count = 0
    while waiting:
        depth, holder = waiting.pop()
        inner = holder.get("components", [])
        if not isinstance(inner, list) or not all(isinstance(each, dict) for each in inner):
            yield "components", "a list of components is expected"
            return
        count += len(inner)
        if depth > MOST_NESTED or count > MOST_COMPONENTS:
            yield "components", f"at most {MOST_COMPONENTS} components, {MOST_NESTED} groups one in the other, are read"
            return
        for component in inner:
            yield from _faults(component)
            waiting.append((depth + 1, component))


def _faults(component: Mapping[str, Any]) -> Iterator[Fault]:
    names = (component.get(name) for name in ("key", "path", "id", "type"))
    place = str(next(filter(None, names), "?"))[:100]
    yield from _wrong(component, _COMPONENT, place)
    if not _is_number(component.get("increment")):
        yield place, "increment is no number"
    limits = component.get("validate")
    if isinstance(limits, dict):
        yield from _wrong(limits, _VALIDATE, place)
        yield from ((place, f"{name} is no number") for name in ("min", "max") if not _is_number(limits.get(name)))
    rights = component.get("properties")
    if isinstance(rights, dict) and not all(isinstance(value, str) for value in rights.values()):
        yield place, "properties are texts"
    values = component.get("values")
    if isinstance(values, list) and not all(isinstance(each, dict) and _is_plain(each.get("value")) for each in values):
        yield place, "each of the values has a value: a text, a number, true or false"


def _wrong(holder: Mapping[str, Any], kinds: Mapping[str, tuple[type, ...]], place: str) -> Iterator[Fault]:
    for name, allowed in kinds.items():
        value = holder.get(name)
        if value is not None and (not isinstance(value, allowed) or isinstance(value, bool)):
            yield place, f"{name} must be {_WORDS[allowed[0]]}"


def _is_number(limit: object) -> bool:
    if limit is None or limit == "" or not isinstance(limit, (int, float, str)):
        return True  # said already, or nothing said at all
    try:
        return Decimal(str(limit)).is_finite()
    except InvalidOperation:
        return False


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float, bool))
