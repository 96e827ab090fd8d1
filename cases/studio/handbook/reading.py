"""Keys and expressions of a procedure as people read them: field names, choices, conditions without quotes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cases.bundle import Procedure
from cases.form_fields import Field, fields_of
from cases.terms import parse_term
from ground.errors import Problem

QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
NAME = re.compile(r"[A-Za-z_]\w*")
# FEEL as it is said aloud; longer signs first.
SPOKEN = (
    (">=", "≥"), ("<=", "≤"), ("!=", "khác"), (" and ", " và "), (" or ", " hoặc "), ("not(", "không phải ("),
    (" = ", " là "), (" in ", " thuộc "),
)  # fmt: skip
OUTCOMES = {
    "granted": "Đủ điều kiện", "denied": "Không đủ điều kiện", "supplement": "Cần bổ sung", "accepted": "Tiếp nhận",
    "refused": "Từ chối", "approved": "Đồng ý, đã ký", "returned": "Trả lại", "stopped": "Dừng giải quyết",
    "da_bo_sung": "Đã bổ sung", "het_han": "Hết hạn bổ sung",
}  # fmt: skip
KEYS = {"outcome": "Kết quả của bước", "bo_sung": "Bổ sung", "tiep_nhan": "Tiếp nhận", "true": "đúng", "false": "sai"}


class Reading:
    """Names for the keys of one procedure: of its fields, of their choices."""

    def __init__(self, procedure: Procedure) -> None:
        self.keys: dict[str, str] = dict(KEYS)
        self.choices: dict[str, str] = dict(OUTCOMES)
        for schema in procedure.forms.values():
            self._learn(schema)

    def _learn(self, schema: Mapping[str, Any]) -> None:
        for component in components_of(schema):
            key, label = component.get("key") or component.get("path"), component.get("label")
            if isinstance(key, str) and isinstance(label, str) and label and key != "outcome":
                self.keys.setdefault(key, label)
            for value, name in choices_of(component):
                self.choices[value] = name

    def expression(self, text: str) -> str:
        """A condition or a cell of a table in words; an empty one means anything."""
        plain = text.strip().removeprefix("=").strip()
        if plain in ("", "-"):
            return "bất kỳ"
        pieces = QUOTED.split(plain)
        return "".join(self._said(piece) if place % 2 else self._spoken(piece) for place, piece in enumerate(pieces))

    def _said(self, text: str) -> str:
        return f"“{self.choices.get(text, text)}”"

    def _spoken(self, text: str) -> str:
        for sign, word in SPOKEN:
            text = text.replace(sign, word)
        return NAME.sub(lambda found: self.keys.get(found[0], found[0]), text)


def components_of(holder: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every component of a form, those in groups and lists after what holds them."""
    inner = holder.get("components", ())
    for component in inner if isinstance(inner, list) else ():
        if isinstance(component, dict):
            yield component
            yield from components_of(component)


def choices_of(component: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The choices written in a field: value and name."""
    values = component.get("values", ())
    for each in values if isinstance(values, list) else ():
        if isinstance(each, dict) and isinstance(each.get("value"), str):
            yield each["value"], str(each.get("label") or each["value"])


def title_of(form_id: str, schema: Mapping[str, Any]) -> str:
    """What a form is called: the heading it begins with, else its key."""
    for component in components_of(schema):
        text = component.get("text")
        if component.get("type") == "text" and isinstance(text, str) and text.lstrip().startswith("#"):
            return text.lstrip().splitlines()[0].lstrip("#").strip()
    return form_id.rpartition(".")[2].replace("_", " ")


def fields_of_form(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of a form; none of one that cannot be checked, which the rules tell."""
    try:
        return fields_of(schema)
    except Problem:
        return ()


def term_words(text: str) -> str:
    """`2 ngày làm việc` for `2wd`; what is no term stays as it is written."""
    try:
        return parse_term(text).words("vi") if text else ""
    except Problem:
        return text
