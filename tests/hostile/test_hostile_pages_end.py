"""Pages of TOML and forms of JSON that would break a careless reader are refused in a sentence."""

from typing import Any

import pytest

from cases.form_fields import FormNotReadable, read_form
from cases.scenarios.reading import ScenarioNotReadable, read_scenarios
from cases.sheet import SheetNotReadable, read_sheet
from ground.toml import TomlFault, read_toml


@pytest.mark.parametrize(
    "page",
    [
        b"a = " + b"[" * 50_000,
        b"a = " + b"[" * 300 + b"]" * 300,
        b"[" + b"a." * 5_000 + b"a]",
        b"a = " + b"9" * 5_000,
        b"a = 1\na = 2",
        b"\xff\xfea",
        b"a" * 2_000_000,
        b"a = 1979-99-99",
        b"a = " + b"{a = " * 400 + b"1" + b"}" * 400,
    ],
    ids=range(9),
)
def test_a_page_of_toml_that_breaks_readers_is_refused(page: bytes) -> None:
    with pytest.raises(TomlFault):
        read_toml(page)
    with pytest.raises(SheetNotReadable):
        read_sheet(page, "p.toml")
    with pytest.raises(ScenarioNotReadable):
        read_scenarios(page, "p.scenarios.toml")


@pytest.mark.parametrize(
    "page", [b"scenario = 5", b"scenario = [1]", b"cast = 1\n[[scenario]]", b"[[scenario]]\ngiven = []"]
)
def test_stories_that_are_no_tables_are_refused(page: bytes) -> None:
    with pytest.raises(ScenarioNotReadable):
        read_scenarios(page, "p.scenarios.toml")


@pytest.mark.parametrize(
    "component",
    [
        {"type": {"a": 1}},
        {"type": ["x"]},
        {"type": "textfield", "key": "a", "validate": True},
        {"type": "textfield", "key": "a", "label": {}},
        {"type": "number", "key": "a", "validate": {"min": "a"}},
        {"type": "number", "key": "a", "validate": {"max": "NaN"}},
        {"type": "textfield", "key": "a", "validate": {"pattern": 5}},
        {"type": "textfield", "key": "a", "validate": {"maxLength": "9"}},
        {"type": "select", "key": "a", "values": [1]},
        {"type": "select", "key": "a", "values": [{}]},
        {"type": "radio", "key": "a", "values": 5},
        {"type": "select", "key": "a", "values": [{"value": []}]},
        {"type": "textfield", "key": "a", "conditional": "x"},
        {"type": "textfield", "key": "a", "properties": {"readRoles": 1}},
        {"type": "group", "components": 1},
        {"type": "group", "components": [1]},
    ],
    ids=str,
)
def test_a_form_of_the_wrong_shape_is_refused(component: dict[str, Any]) -> None:
    with pytest.raises(FormNotReadable):
        read_form({"id": "p.a", "components": [component]})


def test_a_form_as_deep_as_json_allows_is_refused() -> None:
    form: dict[str, Any] = {"type": "group", "components": []}
    for _ in range(900):
        form = {"type": "group", "components": [form]}
    with pytest.raises(FormNotReadable):
        read_form(form)
