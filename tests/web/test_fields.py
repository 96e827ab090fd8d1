"""What is typed becomes an answer of its field's kind, and an answer becomes what is typed."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from web.fields import Drawing, draw
from web.posted import read_answers

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
