"""What is typed becomes an answer of its field's kind, and an answer becomes what is typed."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from web.fields import Drawing, draw, for_viewer, is_live
from web.posted import read_answers, read_form

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
    assert not is_live({"components": [simple]})
    assert is_live({"components": [{"type": "group", "components": [both]}]})
    shown = for_viewer({"components": [{"type": "filepicker", "key": "f"}, {"type": "text", "text": "x"}]}, {})
    assert [part["type"] for part in shown["components"]] == ["checklist", "text"]
