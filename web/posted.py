"""What was typed into a form, as answers: each field read by its component, empty ones left out, nothing guessed."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from cases.form_conditions import flat
from cases.form_fields import MOST_ROWS
from web.conditions import is_locked
from web.moments import read_hour

Typed = MultiDict[str, str]
# 1.234.567,89 as Vietnamese write it; a lone dot with other than three digits behind it is a decimal point.
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{2})(\d{2})(\d{4})")
ROW = re.compile(r"(.+)\[(\d{1,3})\]")


def read_form(form: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    """The answers, whichever way the page sent them: by form-js as one JSON text, or field by field."""
    if "answers" not in typed:
        return read_answers(form, typed)
    try:
        answers = json.loads(typed["answers"])
    except ValueError:
        return {}
    locked = {_key(each) for each in flat(form.get("components", ())) if is_locked(each)}
    given = answers if isinstance(answers, dict) else {}
    return {str(key): value for key, value in given.items() if value is not None and key not in locked}


def blank(form: Mapping[str, Any]) -> dict[str, None]:
    """Nothing for every field that can be typed in: what was cleared stays clear when the form is shown again."""
    parts = (each for each in flat(form.get("components", ())) if not is_locked(each))
    return {_key(each): None for each in parts if _key(each)}


def _key(component: Mapping[str, Any]) -> str:
    return str(component.get("key") or component.get("path") or "")


def read_answers(form: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    """The answers of every field that is not locked. What is no number stays text, for the form check to say so."""
    return _read_all(form.get("components", ()), typed, "")


def with_rows(answers: dict[str, Any], more: str, fewer: str) -> dict[str, Any]:
    """The same answers with one row more in the list `more`, or without the row `fewer` (`list[2]`)."""
    rows = _rows_at(answers, more)
    if rows is not None and len(rows) < MOST_ROWS:
        rows.append({})
    gone = ROW.fullmatch(fewer)
    rows = _rows_at(answers, gone[1]) if gone else None
    if gone and rows is not None:
        del rows[int(gone[2]) : int(gone[2]) + 1]
    return answers


def _rows_at(answers: Any, path: str) -> list[Any] | None:
    """The rows of the list at a path as `may[1].phu_tung`, or nothing."""
    *lists, last = path.split(".")
    for each in lists:
        found = ROW.fullmatch(each)
        rows = answers.get(found[1]) if found and isinstance(answers, dict) else None
        if not found or not isinstance(rows, list) or len(rows) <= int(found[2]):
            return None
        answers = rows[int(found[2])]
    rows = answers.get(last) if isinstance(answers, dict) else None
    return rows if isinstance(rows, list) else None


def _read_all(components: Sequence[Mapping[str, Any]], typed: Typed, prefix: str) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for component in components:
        inner = component.get("components", ())
        if component.get("type") == "group":
            answers |= _read_all(inner, typed, prefix)
        elif component.get("type") == "dynamiclist" and not is_locked(component):
            answers[str(component.get("path"))] = _read_rows(component, typed, prefix)
        elif component.get("key") and not is_locked(component):
            value = _value(component, typed, f"f.{prefix}{component['key']}")
            if value is not None:
                answers[str(component["key"])] = value
    return answers


def _read_rows(component: Mapping[str, Any], typed: Typed, prefix: str) -> list[dict[str, Any]]:
    name = f"{prefix}{component.get('path')}"
    count = typed.get(f"f.{name}.rows", "0")
    inner = component.get("components", ())
    rows = range(min(int(count), MOST_ROWS) if count.isdecimal() and len(count) < 4 else 0)
    return [_read_all(inner, typed, f"{name}[{number}].") for number in rows]


def _value(component: Mapping[str, Any], typed: Typed, name: str) -> Any:
    kind = component.get("type")
    if kind == "checkbox":
        return name in typed
    if kind in ("checklist", "taglist", "filepicker"):
        return [_option(component, text) for text in typed.getlist(name)] or None
    text = unicodedata.normalize("NFC", typed.get(name, "")).replace("\r\n", "\n").strip()
    time = read_hour(typed.get(f"{name}.time", ""))
    if _is_address(component):
        rest = (typed.get(f"{name}.{part}", "").strip() for part in ("commune", "top"))
        text = ", ".join(part for part in (text, *rest) if part)
    if kind == "datetime":
        text = _iso_day(text)
    if kind == "datetime" and component.get("subtype") == "datetime":
        return f"{text}T{time or '00:00'}:00+07:00" if text else None
    if kind == "datetime" and component.get("subtype") == "time":
        return time or None
    if kind == "number":
        return _number(text) if text else None
    return (_option(component, text) if kind in ("radio", "select") else text) if text else None


def _is_address(component: Mapping[str, Any]) -> bool:
    rights = component.get("properties")
    return isinstance(rights, dict) and rights.get("kind") == "address"


def _iso_day(text: str) -> str:
    """`2026-12-31` for `31/12/2026`, `31-12-2026` or `31122026`; anything else stays, for the form check to refuse."""
    found = DAY.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()[:3] if found[1] else found.groups()[3:]
    return f"{year}-{int(month):02}-{int(day):02}"


def _option(component: Mapping[str, Any], text: str) -> Any:
    """The option as the form has it: a number or a truth value is posted as text."""
    offered = (each["value"] for each in component.get("values") or ())
    return next((value for value in offered if str(value) == text), text)


def _number(text: str) -> int | float | str:
    plain = text.replace(" ", "").replace("\u00a0", "")
    plain = plain.replace(".", "") if THOUSANDS.fullmatch(plain) else plain
    plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain):
        return text
    return float(plain) if "." in plain else int(plain)
