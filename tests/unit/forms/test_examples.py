"""A trial begins with answers that its form takes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from cases.form_examples import KINDS, example_of
from cases.form_kinds import KINDS as KINDS_OF_TEXT
from cases.forms import check
from tests.cast import ROOT


def fields(holder: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for component in holder.get("components", []):
        yield from fields(component)
        if "key" in component and example_of(component) is not None:
            yield component | {"properties": {"kind": component.get("properties", {}).get("kind", "")}}


@pytest.mark.parametrize("page", sorted((ROOT / "forms").glob("*.to_khai.json")), ids=lambda page: page.name)
def test_each_field_of_a_shipped_application_takes_its_example(page: Path) -> None:
    for field in fields(orjson.loads(page.read_bytes())):
        form = {"id": "mau", "type": "default", "components": [field | {"conditional": None}]}
        assert check(form, {field["key"]: example_of(field)}, "binh") == {field["key"]: example_of(field)}


@pytest.mark.parametrize("kind", KINDS_OF_TEXT)
def test_a_kind_keeps_its_example_as_it_stands(kind: str) -> None:
    assert KINDS_OF_TEXT[kind](KINDS[kind]) == KINDS[kind]


@pytest.mark.parametrize(
    "broken", [{"validate": []}, {"properties": "kind"}, {"validate": {"pattern": "("}}, {"values": [1]}]
)
def test_a_field_nobody_can_read_has_no_example(broken: dict[str, Any]) -> None:
    assert example_of({"type": "textfield"} | broken) is None
