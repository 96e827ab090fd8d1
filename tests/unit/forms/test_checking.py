"""One form with a field of each kind, and everything that may come back from it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.forms import FormRefused, check, filled, readable
from ground.clock import FixedClock

CLOCK = FixedClock(datetime(2026, 8, 25, 2, 30, tzinfo=UTC))
YES_NO = [{"label": "Có", "value": "co"}, {"label": "Không", "value": "khong"}]
FORM: Mapping[str, Any] = {
    "id": "mau", "type": "default",
    "components": [
        {"type": "text", "text": "# Mẫu"},
        {"type": "textfield", "key": "ten", "validate": {"required": True, "maxLength": 10, "minLength": 2}},
        {"type": "textfield", "key": "ma", "validate": {"pattern": "^[0-9]{3}$"}},
        {"type": "textfield", "key": "thu", "validate": {"validationType": "email"}},
        {"type": "textarea", "key": "ghi_chu"},
        {"type": "number", "key": "so", "validate": {"min": 1, "max": 10}, "decimalDigits": 1},
        {"type": "checkbox", "key": "dong_y"},
        {"type": "radio", "key": "chon", "values": YES_NO},
        {"type": "select", "key": "nguoi", "valuesKey": "nhung_nguoi"},
        {"type": "checklist", "key": "giay_to", "values": YES_NO},
        {"type": "datetime", "key": "ngay", "subtype": "date"},
        {"type": "group", "components": [
            {"type": "textfield", "key": "trong", "conditional": {"hide": "=chon = \"khong\""},
             "validate": {"required": True}},
        ]},
        {"type": "dynamiclist", "path": "dong", "components": [
            {"type": "textfield", "key": "a", "validate": {"required": True}},
            {"type": "number", "key": "b"},
        ]},
        {"type": "textfield", "key": "noi_bo", "properties": {"readRoles": "sep", "writeRoles": "sep"}},
        {"type": "textfield", "key": "chi_doc", "readonly": True},
    ],
}  # fmt: skip
GOOD = {"ten": "An", "chon": "khong", "trong": "x"}
KNOWN = {"nhung_nguoi": [{"label": "Chi", "value": "chi"}]}


def faults(answers: Mapping[str, Any], role: str = "nhan_vien") -> dict[str, str]:
    with pytest.raises(FormRefused) as refused:
        check(FORM, answers, role, known=KNOWN, clock=CLOCK)
    return {error.field: error.code for error in refused.value.errors}


def accepted(answers: Mapping[str, Any], role: str = "nhan_vien") -> dict[str, Any]:
    return check(FORM, {**GOOD, **answers}, role, known=KNOWN, clock=CLOCK)


def test_what_was_left_empty_comes_back_as_nothing() -> None:
    checked = accepted({"ma": "", "dong": [], "so": None})
    assert (checked["ma"], checked["dong"], checked["so"], checked["dong_y"]) == (None, None, None, False)
    assert checked["ten"] == "An"


def test_text_is_composed_and_trimmed() -> None:
    assert accepted({"ghi_chu": "  hoa\u0300 "})["ghi_chu"] == "hoà"


@pytest.mark.parametrize(
    ("key", "answer", "code"),
    [
        ("ten", None, "missing"), ("ten", " ", "missing"), ("ten", "A", "too_short"), ("ten", "A" * 11, "too_long"),
        ("ten", 5, "wrong_type"), ("ten", "A\x00", "wrong_type"), ("ten", ["An"], "wrong_type"),
        ("ma", "12", "wrong_pattern"), ("ma", "1234", "wrong_pattern"), ("thu", "an@", "wrong_pattern"),
        ("so", 0, "too_small"), ("so", 11, "too_large"), ("so", "5", "wrong_type"), ("so", True, "wrong_type"),
        ("so", 1.25, "wrong_type"), ("so", float("nan"), "wrong_type"), ("so", float("inf"), "wrong_type"),
        ("dong_y", "true", "wrong_type"), ("dong_y", 1, "wrong_type"),
        ("chon", "co_le", "not_an_option"), ("chon", ["co"], "not_an_option"), ("chon", {}, "not_an_option"),
        ("nguoi", "en", "not_an_option"), ("giay_to", "co", "wrong_type"), ("giay_to", ["x"], "not_an_option"),
        ("ngay", "31/12/2026", "wrong_type"), ("ngay", "2026-02-30", "wrong_type"), ("ngay", 20260101, "wrong_type"),
        ("dong", "x", "wrong_type"), ("dong", ["x"], "wrong_type"), ("dong", [{"a": "x"}] * 501, "too_many_rows"),
        ("la", "x", "unknown"), ("dossier", {"code": "x"}, "unknown"), ("noi_bo", "x", "foreign"),
        ("chi_doc", "x", "foreign"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_refused_at_its_field(key: str, answer: object, code: str) -> None:
    assert faults({**GOOD, key: answer}) == {key: code}


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("ma", "123"), ("thu", "an@vi.du"), ("so", 10), ("so", 1.5), ("dong_y", True), ("chon", "khong"),
        ("nguoi", "chi"),
        ("giay_to", ["co", "khong"]), ("ngay", "2026-08-25"), ("dong", [{"a": "x", "b": 2}]),
    ],
)  # fmt: skip
def test_a_right_answer_is_kept_as_it_is(key: str, answer: object) -> None:
    assert accepted({key: answer})[key] == answer


def test_rows_are_checked_field_by_field() -> None:
    answers = {**GOOD, "dong": [{"a": "x"}, {"b": "hai", "c": 1}]}
    assert faults(answers) == {"dong[1].a": "missing", "dong[1].b": "wrong_type", "dong[1].c": "unknown"}


def test_a_hidden_field_is_neither_needed_nor_kept() -> None:
    assert accepted({"trong": "cũ"})["trong"] is None
    assert faults({"ten": "An", "chon": "co"}) == {"trong": "missing"}


def test_every_fault_is_told_at_once_in_both_languages() -> None:
    with pytest.raises(FormRefused) as refused:
        check(FORM, {"ma": "x", "so": 99}, "nhan_vien", known=KNOWN, clock=CLOCK)
    assert {error.field for error in refused.value.errors} == {"ten", "ma", "so", "trong"}
    for error in refused.value.errors:
        assert error.message["vi"] != error.message["en"]
        assert "{" not in error.message["vi"]


def test_a_role_writes_and_reads_its_own_fields() -> None:
    assert accepted({"noi_bo": "mật"}, "sep")["noi_bo"] == "mật"
    variables = {"ten": "An", "noi_bo": "mật", "khac": 1, "outcome": "granted"}
    assert readable(FORM, variables, "nhan_vien") == {"ten": "An"}
    assert readable(FORM, variables, "sep") == {"ten": "An", "noi_bo": "mật"}


def test_the_page_gets_only_the_fields_of_its_role_with_their_options() -> None:
    components = {each.get("key"): each for each in filled(FORM, "nhan_vien", KNOWN)["components"]}
    assert "noi_bo" not in components
    assert components["nguoi"]["values"] == KNOWN["nhung_nguoi"]
    assert "noi_bo" in {each.get("key") for each in filled(FORM, "sep", KNOWN)["components"]}


def test_a_group_lends_its_fields_its_readers_and_writers() -> None:
    inner = [{"type": "textfield", "key": "a"}, {"type": "textfield", "key": "b", "properties": {"writeRoles": "khac"}}]
    form = {"components": [{"type": "group", "properties": {"readRoles": "sep, phu", "writeRoles": "sep"},
                            "components": inner}]}  # fmt: skip
    assert check(form, {"a": "x"}, "sep") == {"a": "x"}
    for role, key in (("phu", "a"), ("sep", "b"), ("khac", "b")):
        with pytest.raises(FormRefused) as refused:
            check(form, {key: "x"}, role)
        assert [error.code for error in refused.value.errors] == ["foreign"]
    assert readable(form, {"a": "x", "b": "y"}, "nhan_vien") == {}
    assert filled(form, "nhan_vien", {})["components"] == []
    (group,) = filled(form, "phu", {})["components"]
    assert [each.get("readonly") for each in group["components"]] == [True, True]


LOCKED = {"components": [
    {"type": "textfield", "key": "ket_qua", "readonly": True},
    {"type": "textfield", "key": "ly_do", "conditional": {"hide": '=ket_qua = "dat"'}, "validate": {"required": True}},
]}  # fmt: skip


def test_a_condition_on_a_shut_field_looks_at_what_is_known_on_the_page_and_in_the_check() -> None:
    for known, shown in (({"ket_qua": "dat"}, 1), ({"ket_qua": "khong"}, 2)):
        components = filled(LOCKED, "nhan_vien", known)["components"]
        assert len(components) == shown
        assert not any("conditional" in each for each in components)
    assert check(LOCKED, {}, "nhan_vien", known={"ket_qua": "dat"}) == {"ly_do": None}
    with pytest.raises(FormRefused):
        check(LOCKED, {"ket_qua": None}, "nhan_vien", known={"ket_qua": "khong"})


def test_steps_of_a_number_own_words_of_a_pattern_and_one_source_of_options() -> None:
    form: dict[str, Any] = {"components": [
        {"type": "number", "key": "so", "increment": "0.5"},
        {"type": "textfield", "key": "ma", "validate": {"pattern": "^A", "patternErrorMessage": "Mã bắt đầu bằng A."}},
        {"type": "taglist", "key": "ai", "valuesKey": "nhung_nguoi", "values": [{"value": "cu"}]},
    ]}  # fmt: skip
    known = {"nhung_nguoi": [{"value": "chi"}, {"label": "lạc"}, "binh"]}
    assert check(form, {"so": 1.5, "ai": ["chi", "binh"]}, "x", known=known) == {
        "so": 1.5, "ma": None, "ai": ["chi", "binh"],
    }  # fmt: skip
    with pytest.raises(FormRefused) as refused:
        check(form, {"so": 1.2, "ma": "B", "ai": ["cu"]}, "x", known=known)
    assert [(error.code, error.message["vi"]) for error in refused.value.errors][:2] == [
        ("not_a_step", "Phải là bội số của 0.5."), ("wrong_pattern", "Mã bắt đầu bằng A."),
    ]  # fmt: skip
    assert refused.value.errors[2].code == "not_an_option"


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from([*(each.get("key") or each.get("path") or "trong" for each in FORM["components"][1:]), "x"])


@given(st.dictionaries(keys, json, max_size=6))
def test_whatever_is_sent_is_accepted_or_refused_by_name(answers: dict[str, Any]) -> None:
    try:
        checked = check(FORM, answers, "nhan_vien", known=KNOWN, clock=CLOCK)
    except FormRefused as refused:
        checked = {error.field: error.code for error in refused.errors}
        assert checked.pop("x", "unknown") == "unknown"
    assert "x" not in checked
