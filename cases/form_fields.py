"""A form-js schema read into fields: what each takes, who may read and write it.

What we cannot check is refused here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

import re2

from cases.form_kinds import KINDS
from cases.form_shape import faults_of
from ground.errors import Invalid
from ground.messages import Phrase

INPUTS = frozenset(
    {"textfield", "textarea", "number", "checkbox", "radio", "select", "checklist", "taglist", "datetime",
     "dynamiclist", "filepicker"}
)  # fmt: skip
SHOWN = frozenset({"text", "table", "spacer", "separator"})
CHOICES = frozenset({"radio", "select", "checklist", "taglist", "filepicker"})
# Where several may be chosen: the answer is a list.
SEVERAL = frozenset({"checklist", "taglist", "filepicker"})
# The papers of the dossier, as options: what a file component lets choose from.
PAPERS = "dossier_papers"
RESERVED = frozenset({"dossier", "typename"})
LONGEST = {"textfield": 1000, "textarea": 20_000}
MOST_ROWS = 500
# The role nobody has: what is left where a group and a field in it are each for somebody else.
NOBODY = frozenset({"-"})
# What form-js knows besides, and what stands here instead.
INSTEAD = {
    "button": Phrase("a page has its own buttons, take it out"),
    "documentPreview": Phrase("the papers stand beside the form already, take it out"),
    "expression": Phrase("a value is computed by the process: set a variable in the drawing and show it in a text"),
    "html": Phrase("HTML is not shown in a form: write a text"),
    "iframe": Phrase("pages of others are not shown in a form"),
    "image": Phrase("pictures are not shown in a form"),
}


class FormNotReadable(Invalid):
    """The form {form} cannot be used, at {place}: {reason}. Correct it in the form editor."""

    code = "form_not_readable"


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may read and write; empty sets where nothing is said."""

    read: frozenset[str] = frozenset()
    write: frozenset[str] = frozenset()

    @classmethod
    def of(cls, component: Mapping[str, Any]) -> "Rights":
        """As the component's own properties say."""
        said = component.get("properties") or {}
        return cls(_roles(said.get("readRoles", "")), _roles(said.get("writeRoles", "")))

    def within(self, outer: "Rights") -> "Rights":
        """Of these the ones whom the group around gives them too."""
        return Rights(_both(outer.read, self.read), _both(outer.write, self.write))


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form. Limits are None where the form sets none.

    `hide`, `required_if` and `locked_if` are FEEL texts without the leading `=`; `written_as` is a name of
    `form_kinds.KINDS` for a text that is more than plain words.
    """

    kind: str
    key: str
    label: str
    is_required: bool = False
    is_locked: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    shortest: int | None = None
    longest: int | None = None
    digits: int | None = None
    step: Decimal | None = None
    pattern: str = ""
    pattern_words: str = ""
    validation: str = ""
    subtype: str = ""
    options: tuple[Any, ...] = ()
    options_from: str = ""
    hide: str = ""
    required_if: str = ""
    locked_if: str = ""
    written_as: str = ""
    is_from_today: bool = False
    read_roles: frozenset[str] = frozenset()
    write_roles: frozenset[str] = frozenset()
    fields: tuple["Field", ...] = ()

    def may_read(self, role: str) -> bool:
        return not self.read_roles or role in self.read_roles or self.may_write(role)

    def may_write(self, role: str) -> bool:
        if self.is_locked:
            return False
        return role in self.write_roles if self.write_roles else not self.read_roles or role in self.read_roles


class _Read:
    """Forms read already: a stored form never changes. Each is kept with its schema, so that no id is used again."""

    LIMIT: ClassVar[int] = 1000

    def __init__(self) -> None:
        self.forms: dict[int, tuple[Mapping[str, Any], tuple[Field, ...]]] = {}


@lru_cache(maxsize=1)
def _shelf() -> _Read:
    return _Read()


def fields_of(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    """As `read_form`, for the forms of stored procedures, which are asked for at every step."""
    shelf = _shelf().forms
    known = shelf.get(id(schema))
    if known is None:
        if len(shelf) >= _Read.LIMIT:
            shelf.clear()
        known = shelf[id(schema)] = (schema, read_form(schema))
    return known[1]


def read_form(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of a form, groups opened, in order. Raises `FormNotReadable`."""
    form = str(schema.get("id", "?"))[:200]
    for place, reason in faults_of(schema):
        raise FormNotReadable(form=form, place=place, reason=reason)
    fields = tuple(_fields(form, _components(schema), "", Rights()))
    _refuse_twins(form, fields)
    return fields


def _components(node: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    components: Sequence[Mapping[str, Any]] = node.get("components", [])
    return components


def _fields(form: str, components: Sequence[Mapping[str, Any]], outer_hide: str, outer: Rights) -> Iterator[Field]:
    for component in components:
        kind = component.get("type", "")
        hide = _or(outer_hide, hide_of(component))
        if kind == "group":
            if component.get("path"):
                raise FormNotReadable(
                    form=form, place=str(component["path"]), reason=Phrase("a group with a path is not supported")
                )
            yield from _fields(form, _components(component), hide, Rights.of(component).within(outer))
        elif kind in INPUTS:
            yield _field(form, kind, component, hide, outer)
        elif kind not in SHOWN:
            place = str(component.get("key") or component.get("id") or kind)
            reason = INSTEAD.get(kind, Phrase("the house does not know this kind of component"))
            raise FormNotReadable(form=form, place=f"{place} ({kind})"[:200], reason=reason)


def _field(form: str, kind: str, component: Mapping[str, Any], hide: str, outer: Rights) -> Field:
    key = component.get("path" if kind == "dynamiclist" else "key")
    if not isinstance(key, str) or not key.isidentifier() or key in RESERVED:
        reason = Phrase("the key is not a name of one word, or it is reserved")
        raise FormNotReadable(form=form, place=str(key), reason=reason)
    inner = tuple(_fields(form, _components(component), "", Rights())) if kind == "dynamiclist" else ()
    _refuse_twins(form, inner)
    limits = component.get("validate") or {}
    rights = Rights.of(component).within(outer)
    return Field(
        kind=kind, key=key, label=str(component.get("label") or component.get("dateLabel") or key),
        is_required=limits.get("required") is True,
        required_if=feel_of(limits.get("required")),
        is_locked=component.get("readonly") is True or component.get("disabled") is True,
        locked_if=_or(feel_of(component.get("readonly")), feel_of(component.get("disabled"))),
        written_as=_written_as(form, key, kind, component.get("properties") or {}),
        is_from_today=component.get("disallowPassedDates") is True and component.get("subtype") != "time",
        least=_number(limits.get("min")), most=_number(limits.get("max")),
        shortest=limits.get("minLength"), longest=limits.get("maxLength", LONGEST.get(kind)),
        digits=component.get("decimalDigits"), step=_number(component.get("increment")),
        pattern=_pattern(form, key, limits.get("pattern", "")),
        pattern_words=str(limits.get("patternErrorMessage") or ""),
        validation=str(limits.get("validationType", "")), subtype=component.get("subtype", "date"),
        options=_options(form, key, kind, component),
        options_from=PAPERS if kind == "filepicker" else str(component.get("valuesKey", "")),
        hide=hide, read_roles=rights.read, write_roles=rights.write, fields=inner,
    )  # fmt: skip


def _refuse_twins(form: str, fields: tuple[Field, ...]) -> None:
    keys = [field.key for field in fields]
    for key in keys:
        if keys.count(key) > 1:
            raise FormNotReadable(form=form, place=key, reason=Phrase("two fields have this key"))


def hide_of(component: Mapping[str, Any]) -> str:
    """The condition that hides a component, as FEEL without its equals sign; empty where there is none."""
    return str((component.get("conditional") or {}).get("hide") or "").removeprefix("=").strip()


def _or(outer: str, inner: str) -> str:
    return f"({outer}) or ({inner})" if outer and inner else outer or inner


def feel_of(setting: object) -> str:
    """A setting that is a condition: FEEL text behind an equals sign."""
    return setting.removeprefix("=").strip() if isinstance(setting, str) and setting.startswith("=") else ""


def _written_as(form: str, key: str, kind: str, rights: Mapping[str, Any]) -> str:
    written_as = str(rights.get("kind", ""))
    if written_as and (kind not in ("textfield", "number") or written_as not in KINDS):
        raise FormNotReadable(
            form=form, place=key, reason=Phrase("its properties name a kind of text that is not known")
        )
    return written_as


def _number(limit: object) -> Decimal | None:
    return None if limit is None or limit == "" else Decimal(str(limit))


def _pattern(form: str, key: str, pattern: str) -> str:
    if pattern:
        try:
            re2.compile(pattern)
        except re2.error as error:
            raise FormNotReadable(form=form, place=key, reason=f"the pattern is not usable: {error}") from error
    return pattern


def _options(form: str, key: str, kind: str, component: Mapping[str, Any]) -> tuple[Any, ...]:
    if kind not in CHOICES:
        return ()
    if "valuesExpression" in component:
        raise FormNotReadable(
            form=form, place=key, reason=Phrase("options by an expression are not shown: name a variable")
        )
    options = tuple(each["value"] for each in component.get("values") or ())
    if not options and not component.get("valuesKey") and kind != "filepicker":
        raise FormNotReadable(form=form, place=key, reason=Phrase("there is nothing to choose from"))
    return options


def _both(outer: frozenset[str], inner: frozenset[str]) -> frozenset[str]:
    return ((outer & inner) or NOBODY) if outer and inner else outer or inner


def _roles(roles: str) -> frozenset[str]:
    return frozenset(role.strip() for role in roles.split(",") if role.strip())
