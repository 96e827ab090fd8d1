"""What a form-js schema asks for and neither the plain fields nor the check could keep: found before it is deployed.

Forms that run already are read as ever; only a new drawing is held against this.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cases.form_conditions import flat, live_parts
from cases.form_fields import INPUTS, MOST_ROWS, feel_of, hide_of
from engine.feel import FeelError, parse
from ground.messages import Phrase

SUBTYPES = ("date", "time", "datetime")
# Where form-js evaluates templates; ours show words as they are, and `{{ name }}` in texts alone.
WORDED = ("label", "dateLabel", "timeLabel", "description")
# What only form-js knows inside a list's row.
LOCAL = frozenset({"this", "parent", "i"})
PLACE = re.compile(r"\{\{\s*=?\s*[\w.]+\s*\}\}")
SOURCE = re.compile(r"=?\s*\w+\s*")
UNSHOWN = re.compile(r"<[a-zA-Z/!]|!\[|^\s*(?:\||```)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Beyond:
    """One component with something that is beyond this house, and what."""

    component: Mapping[str, Any]
    reason: Phrase

    @property
    def place(self) -> str:
        """The component by the name its designer knows."""
        names = (self.component.get(name) for name in ("key", "path", "id"))
        return str(next(filter(None, names), "?"))[:200]


def beyond(schema: Mapping[str, Any]) -> Iterator[Beyond]:
    """Everything of the kind, in the order of the form. The schema's shape was found right before."""
    yield from _beyond(schema.get("components", ()), frozenset(), None)


def beyond_plain(schema: Mapping[str, Any]) -> Iterator[Beyond]:
    """What an application form cannot have besides: at the counter and online it is always drawn plain."""
    for component in live_parts(schema):
        yield Beyond(component, Phrase("in an application form a condition compares one field of text with one text"))


def line_of(content: bytes, *names: str) -> int:
    """The first line of a form's JSON that has one of these texts as a value, by the first name that is found; or 0."""
    text = content.decode("utf-8", "replace")
    for name in filter(None, names):
        found = re.search(r":\s*" + re.escape(f'"{name}"'), text)
        if found:
            return text.count("\n", 0, found.end()) + 1
    return 0


def _beyond(components: Any, outer: frozenset[str], rows: Mapping[str, Any] | None) -> Iterator[Beyond]:
    known = outer | frozenset(_keys(components))
    for component in flat(components):
        for reason in (*_settings(component), *_conditions(component, known), *_in_rows(component, rows)):
            yield Beyond(component, reason)
        if component.get("type") == "dynamiclist":
            yield from _beyond(component.get("components", ()), known, component)


def _keys(components: Any) -> Iterator[str]:
    for component in flat(components):
        if component.get("type") in INPUTS:
            yield str(component.get("key") or component.get("path"))


def _settings(component: Mapping[str, Any]) -> Iterator[Phrase]:
    adorners = component.get("appearance") or {}
    words = [*(component.get(name) for name in WORDED), *(adorners.values() if isinstance(adorners, Mapping) else ())]
    if any(isinstance(each, str) and (each.startswith("=") or "{{" in each) for each in words):
        yield Phrase("its labels are plain words here, only a text shows variables")
    kind = component.get("type")
    if kind == "text":
        yield from _text(str(component.get("text", "")))
    if kind == "table":
        yield from _table(component)
    if kind == "datetime" and component.get("subtype", "date") not in SUBTYPES:
        yield Phrase("its subtype is date, time or datetime")
    if component.get("valuesKey") and component.get("values"):
        yield Phrase("its options come from a variable and are written down too: keep one of both")
    values = [str(each.get("value")) for each in component.get("values") or ()]
    if len(set(values)) < len(values):
        yield Phrase("two of its options have the same value")
    if not 0 <= int(component.get("defaultRepetitions") or 0) <= MOST_ROWS:
        yield Phrase("a list has 500 rows at most")


def _text(text: str) -> Iterator[Phrase]:
    if text.startswith("=") or "{{" in PLACE.sub("", text):
        yield Phrase("a text shows variables as {{ name }}, it does not compute")
    if UNSHOWN.search(text):
        yield Phrase("a text knows headings, paragraphs, lists, strong words and links, no HTML, pictures or tables")


def _table(component: Mapping[str, Any]) -> Iterator[Phrase]:
    if component.get("columnsExpression") or not SOURCE.fullmatch(str(component.get("dataSource", ""))):
        yield Phrase("a table shows one variable by its name, with columns written down")


def _conditions(component: Mapping[str, Any], known: frozenset[str]) -> Iterator[Phrase]:
    limits = component.get("validate") or {}
    settings = (limits.get("required"), component.get("readonly"), component.get("disabled"))
    for condition in filter(None, (hide_of(component), *map(feel_of, settings))):
        try:
            reads = set(parse(condition).reads)
        except FeelError:
            yield Phrase("its condition is not FEEL")
            continue
        if reads & LOCAL:
            yield Phrase("its condition names this, parent or i: write the names of the fields")
        elif reads & known and reads - known:
            yield Phrase("its condition mixes answers and variables: show the variable as a field that is only read")


def _in_rows(component: Mapping[str, Any], rows: Mapping[str, Any] | None) -> Iterator[Phrase]:
    """A row that is written in comes back as it was typed: what is shut in it would be lost."""
    if rows is None or rows.get("readonly") is True or rows.get("disabled") is True:
        return
    rights = component.get("properties") or {}
    if component.get("readonly") or component.get("disabled") or {"readRoles", "writeRoles"} & rights.keys():
        yield Phrase("a list that is written in has no fields that are shut: show them in a table")
