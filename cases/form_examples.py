"""What a trial is filled in with: an answer of nobody that its field takes, for each field of a form-js schema."""

from collections.abc import Mapping
from typing import Any

import re2

EMAIL = "an@vidu.vn"
KINDS: Mapping[str, str] = {
    "identity": "001190000001", "tax_code": "0100000010", "phone": "0900000001", "money": "1000000",
    "address": "Số 1 phố Minh Họa, Phường Hoàn Kiếm, Thành phố Hà Nội",
}  # fmt: skip
# What a pattern may want: numbers of people and enterprises, of a passport, a telephone, a year.
_SPECIMENS = (KINDS["tax_code"], KINDS["identity"], "B1234567", KINDS["phone"], "2026", "1", "A")


def example_of(component: Mapping[str, Any]) -> Any:
    """The answer a field begins a trial with; None where any text, day or tick will do. Whatever a draft has there."""
    limits, values = _table(component.get("validate")), component.get("values")
    if component.get("type") == "number":
        return limits.get("min") or 1
    if isinstance(values, list) and values and isinstance(values[0], dict):
        first = values[0].get("value")
        return [first] if component.get("type") in {"checklist", "taglist"} else first
    kind = _table(component.get("properties")).get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return KINDS[kind]
    return EMAIL if limits.get("validationType") == "email" else _matching(str(limits.get("pattern") or ""))


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _matching(pattern: str) -> str | None:
    try:
        return next((each for each in _SPECIMENS if pattern and re2.search(pattern, each)), None)
    except re2.error:  # told where the form is checked
        return None
