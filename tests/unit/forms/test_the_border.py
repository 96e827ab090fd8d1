"""Of all that form-js can draw, a form is kept to what the plain page and the check can keep too; the rest is named."""

from typing import Any

import orjson
import pytest

from cases.agreement import disagreements
from cases.bundle import read_bundle
from cases.form_border import beyond, beyond_plain, line_of
from cases.form_fields import FormNotReadable, read_form
from tests.cases.desk import shipped

PLAIN: list[dict[str, Any]] = [
    {"type": "textfield", "key": "a", "appearance": {"prefixAdorner": "Số", "suffixAdorner": "m²"}},
    {"type": "taglist", "key": "b", "values": [{"label": "X", "value": "x"}]},
    {"type": "select", "key": "c", "valuesKey": "nhung_nguoi"},
    {"type": "datetime", "key": "d", "subtype": "time"},
    {"type": "number", "key": "e", "increment": "0.5", "serializeToString": True, "defaultValue": 1},
    {"type": "separator"}, {"type": "spacer", "height": 20},
    {"type": "text", "text": "# Tên\n{{ ten.ho }} và **đậm**, [luật](https://vbpl.vn)\n- một"},
    {"type": "table", "dataSource": "=may", "columns": [{"key": "ten", "label": "Tên"}]},
    {"type": "textfield", "key": "f", "conditional": {"hide": '=a = "x" and e > 2'}},
    {"type": "dynamiclist", "path": "g", "components": [
        {"type": "textfield", "key": "h"}, {"type": "textfield", "key": "i", "conditional": {"hide": "=h = a"}}]},
]  # fmt: skip
REFUSED: list[dict[str, Any]] = [
    {"type": "button", "key": "x"}, {"type": "documentPreview", "id": "x"}, {"type": "expression", "key": "x"},
    {"type": "html", "id": "x"}, {"type": "iframe", "id": "x"}, {"type": "image", "id": "x"}, {"type": "x", "id": "x"},
    {"type": "group", "path": "x", "components": []},
    {"type": "select", "key": "x", "valuesExpression": "=y"}, {"type": "taglist", "key": "x"},
    {"type": "number", "key": "x", "increment": "=y"}, {"type": "number", "key": "x", "validate": {"max": "=y"}},
    {"type": "dynamiclist", "path": "x", "defaultRepetitions": "=y", "components": []},
]  # fmt: skip
BEYOND: list[dict[str, Any]] = [
    {"type": "textfield", "key": "x", "label": "=ten"},
    {"type": "textfield", "key": "x", "description": "{{ten}}"},
    {"type": "textfield", "key": "x", "appearance": {"suffixAdorner": "=don_vi"}},
    {"type": "textfield", "key": "x", "conditional": {"hide": '=outcome = "'}},
    {"type": "textfield", "key": "x", "validate": {"required": "=a >"}},
    {"type": "textfield", "key": "x", "conditional": {"hide": '=a = "1" and bien > 2'}},
    {"type": "datetime", "key": "x", "subtype": "tuan"},
    {"type": "radio", "key": "x", "valuesKey": "y", "values": [{"value": "z"}]},
    {"type": "radio", "key": "x", "values": [{"value": 1}, {"value": "1"}]},
    {"type": "table", "id": "x", "dataSource": "=may[1]"},
    {"type": "table", "id": "x", "dataSource": "=may", "columnsExpression": "=cot"},
    {"type": "text", "id": "x", "text": "=ten"}, {"type": "text", "id": "x", "text": "{{#if a}}b{{/if}}"},
    {"type": "text", "id": "x", "text": "<b>đậm</b>"}, {"type": "text", "id": "x", "text": "![](x.png)"},
    {"type": "dynamiclist", "path": "x", "defaultRepetitions": 10**9, "components": []},
    {"type": "dynamiclist", "path": "y", "components": [{"type": "textfield", "key": "x", "readonly": True}]},
    {"type": "dynamiclist", "path": "y", "components": [
        {"type": "textfield", "key": "x", "conditional": {"hide": "=this.z = 1"}}]},
]  # fmt: skip
FIRST = {"type": "textfield", "key": "a"}


def test_what_is_drawn_and_checked_is_let_in() -> None:
    form = {"id": "mau", "components": PLAIN}
    assert len(read_form(form)) == 7
    assert list(beyond(form)) == []
    assert [each.place for each in beyond_plain(form)] == ["f", "i"]


@pytest.mark.parametrize("component", REFUSED, ids=lambda each: str(each)[:60])
def test_what_the_house_cannot_read_is_refused_by_its_name(component: dict[str, Any]) -> None:
    with pytest.raises(FormNotReadable) as refused:
        read_form({"id": "mau", "components": [FIRST, component]})
    assert "x" in str(refused.value.params["place"])


@pytest.mark.parametrize("component", BEYOND, ids=lambda each: str(each)[:60])
def test_what_the_page_could_not_keep_is_not_deployed(component: dict[str, Any]) -> None:
    form = {"id": "mau", "components": [FIRST, {"type": "group", "components": [component]}]}
    read_form(form)
    assert [each.place for each in beyond(form)] == ["x"]


def test_the_line_of_the_component_is_told_in_words() -> None:
    form = {"id": "mau", "components": [FIRST, {"type": "iframe", "id": "Khung_1"}]}
    content = orjson.dumps(form, option=orjson.OPT_INDENT_2)
    spoiled = read_bundle({**shipped("khai_bao_thiet_bi").files, "mau.json": content})
    found = [finding for finding in disagreements(spoiled) if finding.rule == "form_unusable"]
    assert [(finding.file, finding.line) for finding in found] == [("mau.json", 10)]
    assert found[0].message["vi"].endswith("tại Khung_1 (iframe): biểu mẫu không hiện trang của nơi khác.")
    assert line_of(content, "không có") == 0
