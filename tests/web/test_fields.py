"""What is typed becomes an answer of its field's kind, and an answer becomes what is typed."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from web.conditions import for_viewer, is_live
from web.faults import first_at, summary
from web.fields import Drawing, draw, in_rows
from web.posted import blank, read_answers, read_form, with_rows
from web.prose import prose

FORM: dict[str, Any] = {
    "components": [
        {"type": "textfield", "key": "ten"},
        {"type": "number", "key": "so"},
        {"type": "checkbox", "key": "dung"},
        {"type": "checklist", "key": "muc", "values": [{"value": 1, "label": "Một"}, {"value": "b", "label": "B"}]},
        {
            "type": "radio",
            "key": "chon",
            "values": [{"value": True, "label": "Có"}, {"value": False, "label": "Không"}],
        },
        {"type": "datetime", "key": "luc", "subtype": "datetime"},
        {"type": "textfield", "key": "khoa", "readonly": True},
    ]
}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("1.234.567,5", 1234567.5), ("1.5", 1.5), ("1,5", 1.5), ("1.234", 1234), ("-3", -3), ("một", "một")],
)
def test_a_number_is_read_as_vietnamese_write_it(typed: str, number: object) -> None:
    assert read_answers(FORM, MultiDict({"f.so": typed}))["so"] == number


def test_each_kind_of_field_gives_its_kind_of_answer() -> None:
    typed = MultiDict([("f.ten", " An "), ("f.dung", "true"), ("f.muc", "1"), ("f.muc", "b"), ("f.chon", "True"),
                       ("f.luc", "2026-08-25"), ("f.luc.time", "09:30"), ("f.khoa", "x")])  # fmt: skip
    assert read_answers(FORM, typed) == {
        "ten": "An", "dung": True, "muc": [1, "b"], "chon": True, "luc": "2026-08-25T09:30:00+07:00",
    }  # fmt: skip


def test_empty_fields_give_no_answer_but_a_box_left_alone_says_no() -> None:
    assert read_answers(FORM, MultiDict({"f.ten": "  ", "f.so": ""})) == {"dung": False}


def test_text_is_composed() -> None:
    assert read_answers(FORM, MultiDict({"f.ten": "Đa\u0323ng"}))["ten"] == "Đạng"


def test_answers_come_back_as_they_were_typed() -> None:
    answers = {"so": 1.5, "luc": "2026-08-25T02:30:00+00:00", "chon": False, "muc": [1]}
    fields = {field.name: field for field in draw(FORM, answers, Drawing())}
    assert fields["so"].text == "1,5"
    assert (fields["luc"].text, fields["luc"].time) == ("2026-08-25", "09:30")
    assert fields["chon"].chosen == ("False",)
    assert fields["muc"].shown == "Một"


def test_a_locked_form_shows_only_what_was_answered() -> None:
    fields = draw(FORM, {"ten": "An"}, Drawing(is_locked=True))
    assert [field.shown for field in fields if field.shown] == ["An"]


def test_a_locked_list_shows_only_rows_that_say_something() -> None:
    form = {
        "components": [{"type": "dynamiclist", "path": "dong", "components": [{"type": "textfield", "key": "ten"}]}]
    }
    drawn = draw(form, {"dong": [{"ten": "Nồi hơi"}, {}]}, Drawing(is_locked=True))
    assert [row.children[0].text for row in drawn[0].children] == ["Nồi hơi"]
    assert len(draw(form, {"dong": [{}, {}]}, Drawing())[0].children) == 2


def test_a_day_is_typed_as_vietnamese_write_it() -> None:
    form = {"components": [{"type": "datetime", "key": "ngay", "subtype": "date"}]}
    for typed in ("01/10/2026", "1-10-2026", "01102026", "2026-10-01"):
        assert read_answers(form, MultiDict({"f.ngay": typed})) == {"ngay": "2026-10-01"}
    assert read_answers(form, MultiDict({"f.ngay": "hôm qua"})) == {"ngay": "hôm qua"}
    assert draw(form, {"ngay": "2026-10-01"}, Drawing())[0].day == "01/10/2026"


def test_an_address_is_typed_in_three_parts_and_kept_as_one() -> None:
    form = {"components": [{"type": "textfield", "key": "o", "properties": {"kind": "address"}}]}
    typed = MultiDict({"f.o": "12 Lê Lợi", "f.o.commune": "Phường Hoàn Kiếm", "f.o.top": "Thành phố Hà Nội"})
    answers = read_answers(form, typed)
    assert answers == {"o": "12 Lê Lợi, Phường Hoàn Kiếm, Thành phố Hà Nội"}
    assert draw(form, answers, Drawing())[0].address == ("12 Lê Lợi", "Phường Hoàn Kiếm", "Thành phố Hà Nội")


def test_money_is_shown_in_thousands() -> None:
    form = {"components": [{"type": "number", "key": "o", "properties": {"kind": "money"}}]}
    assert draw(form, {"o": 1250000}, Drawing())[0].text == "1.250.000"
    assert read_answers(form, MultiDict({"f.o": "1.250.000"})) == {"o": 1250000}


def test_a_table_shows_its_rows_and_is_never_asked_for() -> None:
    rows = [{"ten": "Nồi hơi", "ngay": "2026-01-02"}]
    columns = [{"key": "ten", "label": "Tên"}, {"key": "ngay", "label": "Ngày"}]
    form = {"components": [{"type": "table", "columns": columns, "rows": rows}]}
    drawn = draw(form, {}, Drawing())[0]
    assert [row.chosen for row in drawn.children] == [("Nồi hơi", "02/01/2026")]
    assert read_answers(form, MultiDict({"f.ten": "x"})) == {}


def test_what_form_js_sends_is_read_without_what_is_locked() -> None:
    form = {"components": [{"type": "textfield", "key": "a"}, {"type": "textfield", "key": "b", "readonly": True}]}
    sent = MultiDict({"answers": '{"a": "x", "b": "y", "c": null}'})
    assert read_form(form, sent) == {"a": "x"}
    assert read_form(form, MultiDict({"answers": "{"})) == {}


def test_form_js_draws_only_what_plain_fields_cannot_follow() -> None:
    simple = {"type": "textfield", "key": "a", "conditional": {"hide": '=b = "x"'}}
    both = {"type": "textfield", "key": "c", "conditional": {"hide": '=a = "x" and b = "y"'}}
    asked = {"type": "textfield", "key": "b"}
    assert not is_live({"components": [simple, asked]})
    assert is_live({"components": [simple, asked | {"type": "number"}]})
    assert is_live({"components": [simple, asked | {"type": "radio", "values": [{"value": 1}]}]})
    assert is_live({"components": [{"type": "group", "components": [both]}]})
    shown = for_viewer({"components": [{"type": "filepicker", "key": "f"}, {"type": "text", "text": "x"}]}, {})
    assert [part["type"] for part in shown["components"]] == ["checklist", "text"]


def test_a_row_has_the_columns_its_form_gives_it_and_shares_the_rest() -> None:
    def part(key: str, row: str, columns: int | None = None) -> dict[str, Any]:
        return {"type": "textfield", "key": key, "layout": {"row": row, "columns": columns}}

    fields = draw(
        {"components": [part("a", "1", 10), part("b", "1"), part("c", "2"), part("d", "3", 8)]}, {}, Drawing()
    )
    assert [[each.columns for each in row] for row in in_rows(fields)] == [[10, 6], [16], [8]]


def test_what_was_cleared_stays_clear_whatever_the_form_or_the_process_proposes() -> None:
    form = {"components": [{"type": "textfield", "key": "ten", "defaultValue": "An"},
                           {"type": "textfield", "key": "khoa", "readonly": True}]}  # fmt: skip
    typed = read_answers(form, MultiDict({"f.ten": ""}))
    assert [field.text for field in draw(form, {"khoa": "x"} | blank(form) | typed, Drawing())] == ["", "x"]
    assert [field.text for field in draw(form, {}, Drawing())] == ["An", ""]


def test_rows_come_and_go_in_lists_of_lists_and_the_last_one_may_go() -> None:
    answers = {"a": [{"b": [{"c": 1}]}, {}]}
    assert with_rows(answers, "a[0].b", "") == {"a": [{"b": [{"c": 1}, {}]}, {}]}
    assert with_rows(answers, "", "a[0].b[0]") == {"a": [{"b": [{}]}, {}]}
    assert with_rows({"a": [{}]}, "", "a[0]") == {"a": []}
    assert with_rows({"a": [{}]}, "a[7].b", "b[0]") == {"a": [{}]}


def test_a_refused_form_leads_to_its_fields_from_top_to_bottom() -> None:
    inner = [{"type": "number", "key": "n", "label": "Số"}]
    form = {"components": [{"type": "textfield", "key": "x", "label": "Tên"},
                           {"type": "dynamiclist", "path": "a", "components": inner}]}  # fmt: skip
    faults = {"la": ["Lạ."], "a[1].n": ["Sai."], "x": ["Thiếu."]}
    fields = draw(form, {"a": [{}, {}]}, Drawing(faults=faults))
    with Flask("mau").test_request_context():
        told = summary(fields, faults)
    assert told == [("x", "Tên", "Thiếu."), ("a[1].n", "Số (dòng 2)", "Sai."), ("", "la", "Lạ.")]
    assert first_at(fields, "a[1].") == "a[1].n"


def test_a_text_of_a_form_is_headings_lists_links_and_nothing_that_runs() -> None:
    told = prose("## Hồ sơ <b>\n- **một**\n- [luật](https://vbpl.vn/?a=1&b=2)\n[x](javascript:alert(1))")
    assert told == (
        "<h3>Hồ sơ &lt;b&gt;</h3><ul><li><strong>một</strong></li>"
        '<li><a href="https://vbpl.vn/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">luật</a></li></ul>'
        "<p>[x](javascript:alert(1))</p>"
    )


def test_an_hour_is_understood_as_people_write_it() -> None:
    form = {"components": [{"type": "datetime", "key": "gio", "subtype": "time"}]}
    typed = {
        said: read_answers(form, MultiDict({"f.gio.time": said}))["gio"] for said in ("14:05", "9:05", "9h05", "9h")
    }
    assert typed == {"14:05": "14:05", "9:05": "09:05", "9h05": "09:05", "9h": "09:00"}
