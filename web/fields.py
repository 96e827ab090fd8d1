"""A form-js schema as the fields a page draws: values as text, options, faults, and what is only shown.

The desk has cut the schema down to the role already: what it may not read is gone, what it may not write is locked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from cases.form_conditions import hide_of
from cases.form_fields import MOST_ROWS as MOST
from ground.clock import VIETNAM
from web.conditions import is_locked
from web.moments import parse_instant, show_iso_day

OPTIONS = ("radio", "select", "checklist", "taglist", "filepicker")
LEAVES = ("textfield", "textarea", "number", "checkbox", "datetime", *OPTIONS)
# form-js lays a row on sixteen columns.
WIDTH = 16


@dataclass(frozen=True, slots=True)
class Field:
    """One field, group, list, row or text of a form. `name` is its path as the form check names it.

    `hide`: the field, `=` or `!=`, and the value that hide this one. `row` and `columns`: where the form lays it, on
    sixteen columns (0: its share of what is left). `limits` are words: the least and the most a number may be.
    """

    kind: str
    name: str = ""
    label: str = ""
    hint: str = ""
    text: str = ""
    time: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    prefix: str = ""
    subtype: str = ""
    written_as: str = ""
    row: str = ""
    columns: int = 0
    hide: tuple[str, ...] = ()
    is_required: bool = False
    is_read_only: bool = False
    may_grow: bool = False
    limit: int | None = None
    shortest: int | None = None
    limits: tuple[str, str] = ("", "")
    pattern: str = ""
    faults: tuple[str, ...] = ()
    children: tuple["Field", ...] = ()

    @property
    def shown(self) -> str:
        """The value in words, for a field that is only shown."""
        if self.options:
            return ", ".join(label for value, label in self.options if value in self.chosen)
        text = self.day if self.kind == "datetime" else self.text
        return " ".join(part for part in (self.time, text) if part)

    @property
    def day(self) -> str:
        """The day as it is typed and read here: 31/12/2026."""
        return show_iso_day(self.text)

    @property
    def address(self) -> tuple[str, str, str]:
        """Street, commune, city or province of an address that is one text."""
        parts = [part.strip() for part in self.text.split(",")]
        if len(parts) < 2:
            return self.text, "", ""
        return ", ".join(parts[:-2]), parts[-2], parts[-1]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stays the same while a form is drawn: the language, the faults by path, whether all of it is only shown."""

    language: str = "vi"
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_locked: bool = False


def draw(form: Mapping[str, Any], answers: Mapping[str, Any], drawing: Drawing) -> tuple[Field, ...]:
    """The fields of a form in its order, filled with the answers."""
    return _draw_all(form.get("components", ()), answers, "", drawing)


def in_rows(fields: Sequence[Field]) -> list[tuple[Field, ...]]:
    """Neighbours that the form puts into one row, together, each with the columns it takes."""
    rows = (tuple(row) for _, row in groupby(fields, key=lambda each: each.row or id(each)))
    return [_share(row) for row in rows]


def _share(row: tuple[Field, ...]) -> tuple[Field, ...]:
    free = [each for each in row if not each.columns]
    left = WIDTH - sum(each.columns for each in row)
    share = max(left // len(free), 2) if free else 0
    return tuple(replace(each, columns=each.columns or share) for each in row)


def leaves(fields: Sequence[Field]) -> Iterator[Field]:
    """Every field, group, list and row, from top to bottom."""
    for each in fields:
        yield each
        yield from leaves(each.children)


def _draw_all(
    components: Sequence[Mapping[str, Any]], values: Mapping[str, Any], prefix: str, drawing: Drawing
) -> tuple[Field, ...]:
    fields = (_draw_one(component, values, prefix, drawing) for component in components)
    return tuple(each for each in fields if each is not None)


def _draw_one(component: Mapping[str, Any], values: Mapping[str, Any], prefix: str, drawing: Drawing) -> Field | None:
    drawn = _draw_kind(component, values, prefix, drawing)
    if drawn is None:
        return None
    layout = _mapping(component.get("layout"))
    columns = layout.get("columns")
    width = columns if isinstance(columns, int) and 0 < columns <= WIDTH else 0
    return replace(drawn, row=str(layout.get("row") or ""), columns=width, hide=hide_of(component))


def _draw_kind(component: Mapping[str, Any], values: Mapping[str, Any], prefix: str, drawing: Drawing) -> Field | None:
    kind = component.get("type", "")
    if kind in ("text", "separator"):
        return None if drawing.is_locked else Field(kind, text=str(component.get("text", "")))
    if kind == "group":
        children = _draw_all(component.get("components", ()), values, prefix, drawing)
        if drawing.is_locked and not any(child.shown or child.children for child in children):
            return None
        return Field("group", label=str(component.get("label", "")), children=children)
    if kind == "table":
        return _draw_table(component)
    if kind == "dynamiclist":
        return _draw_list(component, values, prefix, drawing)
    return _draw_leaf(component, values, prefix, drawing) if kind in LEAVES else None


def _draw_table(component: Mapping[str, Any]) -> Field:
    """A list that is only shown: its heads as options, each row's cells as what it has chosen."""
    columns = [_mapping(each) for each in component.get("columns") or ()]
    heads = tuple((str(each.get("key", "")), str(each.get("label", ""))) for each in columns)
    rows = tuple(
        Field("row", chosen=tuple(_cell(row.get(key)) for key, _ in heads)) for row in component.get("rows") or ()
    )
    return Field("table", label=str(component.get("label", "")), options=heads, is_read_only=True, children=rows)


def _cell(value: Any) -> str:
    return "" if value is None or isinstance(value, list | dict) else show_iso_day(str(value))


def _draw_list(component: Mapping[str, Any], values: Mapping[str, Any], prefix: str, drawing: Drawing) -> Field:
    name = prefix + str(component.get("path", ""))
    locked = drawing.is_locked or is_locked(component)
    given = values.get(str(component.get("path", "")))
    repeats = component.get("defaultRepetitions")
    rows = given if isinstance(given, list) else [{}] * (0 if locked else 1 if repeats is None else min(repeats, MOST))
    inner = component.get("components", ())
    drawn = tuple(
        Field("row", f"{name}[{number}]", children=_draw_all(inner, _mapping(row), f"{name}[{number}].", drawing))
        for number, row in enumerate(rows)
        if not locked or any(_mapping(row).values())
    )
    return Field(
        "list", name, str(component.get("label", "")), is_read_only=locked,
        may_grow=not locked and bool(component.get("allowAddRemove", True)),
        faults=tuple(drawing.faults.get(name, ())), children=drawn,
    )  # fmt: skip


def _draw_leaf(component: Mapping[str, Any], values: Mapping[str, Any], prefix: str, drawing: Drawing) -> Field:
    key = str(component.get("key", ""))
    value = values.get(key, component.get("defaultValue"))
    limits = _mapping(component.get("validate"))
    text, time = _as_text(component, value, drawing.language)
    written_as = str(_mapping(component.get("properties")).get("kind", ""))
    appearance = _mapping(component.get("appearance"))
    return Field(
        component["type"], prefix + key, label_of(component),
        hint=str(component.get("description", "")), time=time, chosen=_as_choices(value),
        text=in_thousands(text) if written_as == "money" else text, written_as=written_as,
        options=_options(component), unit=str(appearance.get("suffixAdorner") or ""),
        prefix=str(appearance.get("prefixAdorner") or ""), subtype=str(component.get("subtype", "date")),
        is_required=limits.get("required") is True, is_read_only=drawing.is_locked or is_locked(component),
        limit=limits.get("maxLength"), shortest=limits.get("minLength"), pattern=str(limits.get("pattern") or ""),
        limits=(_limit(limits.get("min")), _limit(limits.get("max"))),
        faults=tuple(drawing.faults.get(prefix + key, ())),
    )  # fmt: skip


def _limit(limit: Any) -> str:
    return "" if limit is None else in_thousands(str(limit).removesuffix(".0"))


def in_thousands(text: str) -> str:
    """`1.250.000` for `1250000`; anything else as it is."""
    return f"{int(text):,}".replace(",", ".") if text.isdecimal() and text.isascii() else text


def tables_of(form: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The lists that tables of the form show, by the name their source has."""
    for component in form.get("components", ()):
        if component.get("type") == "table":
            yield str(component.get("dataSource", "")).removeprefix("=").strip(), component.get("rows")
        yield from tables_of(component)


def label_of(component: Mapping[str, Any]) -> str:
    """What a component is called on the page."""
    names = (component.get(name) for name in ("label", "dateLabel", "timeLabel", "key"))
    return str(next((name for name in names if name), ""))


def _options(component: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if component["type"] not in OPTIONS:
        return ()
    return tuple((str(each["value"]), str(each.get("label", each["value"]))) for each in component.get("values") or ())


def _as_text(component: Mapping[str, Any], value: Any, language: str) -> tuple[str, str]:
    """The value as its input shows it: text, and the time of day apart."""
    kind, subtype = component["type"], component.get("subtype", "date")
    if value is None or isinstance(value, list | dict):
        return "", ""
    if isinstance(value, bool):
        return ("true" if value else ""), ""
    if kind == "number" and not isinstance(value, str):
        return (str(value).replace(".", ",") if language == "vi" else str(value)), ""
    if kind == "datetime" and subtype == "time":
        return "", str(value)[:5]
    at = parse_instant(str(value)) if kind == "datetime" and subtype == "datetime" else None
    if at is not None:
        local = at.astimezone(VIETNAM)
        return local.strftime("%Y-%m-%d"), local.strftime("%H:%M")
    return str(value), ""


def _as_choices(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(choice) for choice in value)
    return () if value is None else (str(value),)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
