"""Fields of Vietnam: each kind takes what people write, stores one form of it, and refuses what cannot be."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cases.form_fields import FormNotReadable, read_form
from cases.forms import FormRefused, check, filled
from ground.clock import FixedClock

CLOCK = FixedClock(datetime(2026, 8, 25, 2, 30, tzinfo=UTC))


def form(*components: dict[str, Any]) -> dict[str, Any]:
    """A form of these components."""
    return {"id": "mau", "type": "default", "components": list(components)}


def of_kind(kind: str) -> dict[str, Any]:
    """A form of one text of this kind."""
    return form({"type": "textfield", "key": "o", "properties": {"kind": kind}})


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("identity", "001 090 001 234", "001090001234"),
        ("tax_code", "0300588569", "0300588569"),
        ("tax_code", "0101248141001", "0101248141-001"),
        ("phone", "+84 912.345.678", "0912345678"),
        ("phone", "024 3825 1234", "02438251234"),
        ("money", "1.250.000 đồng", "1250000"),
        ("address", "số 1,  phường Hoàn Kiếm, hà nội", "số 1, phường Hoàn Kiếm, Thành phố Hà Nội"),
        ("address", "Thôn Hạ, Xã Sơn Đông, tỉnh Phú Thọ", "Thôn Hạ, Xã Sơn Đông, Tỉnh Phú Thọ"),
    ],
)  # fmt: skip
def test_a_kind_stores_one_form_of_what_people_write(kind: str, typed: str, stored: str) -> None:
    assert check(of_kind(kind), {"o": typed}, "chuyen_vien", clock=CLOCK) == {"o": stored}


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("identity", "00109000123", "wrong_identity"),
        ("identity", "099090001234", "wrong_identity"),
        ("tax_code", "0300588568", "wrong_check_digit"),
        ("tax_code", "0300588569-000", "wrong_check_digit"),
        ("tax_code", "03005885", "wrong_tax_code"),
        ("phone", "0112345678", "wrong_phone"),
        ("money", "1,5 triệu", "wrong_money"),
        ("address", "Hà Nội", "wrong_address"),
        ("address", "Xã Sơn Đông, Thị xã Sơn Tây, Xã Sơn Đông, Hà Nội", "old_address"),
        ("address", "Xã Sơn Đông, Tỉnh Hà Tây", "wrong_address"),
    ],
)
def test_a_kind_refuses_what_cannot_be(kind: str, typed: str, code: str) -> None:
    with pytest.raises(FormRefused) as refused:
        check(of_kind(kind), {"o": typed}, "chuyen_vien", clock=CLOCK)
    assert [error.code for error in refused.value.errors] == [code]
    assert refused.value.errors[0].message["vi"] != refused.value.errors[0].message["en"]


def test_money_as_a_number_is_whole_and_never_below_nothing() -> None:
    schema = form({"type": "number", "key": "o", "properties": {"kind": "money"}})
    assert check(schema, {"o": 600000}, "x", clock=CLOCK) == {"o": 600000}
    for wrong in (-1, 0.5):
        with pytest.raises(FormRefused):
            check(schema, {"o": wrong}, "x", clock=CLOCK)


def test_a_kind_nobody_knows_is_refused_with_the_form() -> None:
    with pytest.raises(FormNotReadable):
        read_form(of_kind("shoe_size"))


def test_a_day_before_today_is_refused_where_the_form_says_so() -> None:
    schema = form({"type": "datetime", "key": "o", "subtype": "date", "disallowPassedDates": True})
    assert check(schema, {"o": "2026-08-25"}, "x", clock=CLOCK)
    with pytest.raises(FormRefused) as refused:
        check(schema, {"o": "2026-08-24"}, "x", clock=CLOCK)
    assert refused.value.errors[0].code == "in_the_past"


def test_a_condition_makes_a_field_required_or_locks_it() -> None:
    schema = form(
        {"type": "textfield", "key": "ly_do", "validate": {"required": "=ket_luan = \"tu_choi\""}},
        {"type": "textfield", "key": "so", "readonly": "=da_cap"},
    )  # fmt: skip
    role, known = "chuyen_vien", {"ket_luan": "tu_choi", "da_cap": True, "so": "12"}
    for answers, code in (({}, "missing"), ({"ly_do": "a", "so": "13"}, "foreign")):
        with pytest.raises(FormRefused) as refused:
            check(schema, answers, role, known=known, clock=CLOCK)
        assert refused.value.errors[0].code == code
    assert check(schema, {"ly_do": "a", "so": "12"}, role, known=known, clock=CLOCK) == {"ly_do": "a"}
    assert check(schema, {"so": "13"}, role, known={"ket_luan": "cap", "da_cap": False}, clock=CLOCK)["so"] == "13"


def test_a_file_component_names_papers_of_the_dossier_only() -> None:
    schema = form({"type": "filepicker", "key": "o", "multiple": True})
    papers = {"dossier_papers": [{"label": "Giấy kiểm định", "value": "KQ1"}]}
    assert check(schema, {"o": ["KQ1"]}, "x", known=papers, clock=CLOCK) == {"o": ["KQ1"]}
    with pytest.raises(FormRefused) as refused:
        check(schema, {"o": ["KQ2"]}, "x", known=papers, clock=CLOCK)
    assert refused.value.errors[0].code == "not_an_option"
    assert filled(schema, "x", papers)["components"][0]["values"] == papers["dossier_papers"]


def test_a_table_shows_a_list_and_takes_nothing() -> None:
    schema = form({"type": "table", "dataSource": "=thiet_bi", "columns": [{"label": "Tên", "key": "ten"}]})
    known = {"thiet_bi": [{"ten": "Nồi hơi"}, "không phải dòng"]}
    assert filled(schema, "x", known)["components"][0]["rows"] == [{"ten": "Nồi hơi"}]
    with pytest.raises(FormRefused):
        check(schema, {"thiet_bi": []}, "x", known=known, clock=CLOCK)


def test_a_condition_on_variables_alone_is_settled_before_the_form_is_shown() -> None:
    schema = form(
        {"type": "textfield", "key": "a", "conditional": {"hide": "=cap = \"xa\""}},
        {"type": "textfield", "key": "b", "conditional": {"hide": "=cap != \"xa\""}},
        {"type": "textfield", "key": "c", "conditional": {"hide": "=a = \"x\""}},
        {"type": "dynamiclist", "path": "dong", "components": [
            {"type": "textfield", "key": "d"},
            {"type": "textfield", "key": "e", "conditional": {"hide": "=d = \"x\""}},
        ]},
    )  # fmt: skip
    shown = filled(schema, "chuyen_vien", {"cap": "xa"}, CLOCK)["components"]
    assert [part.get("key", "dong") for part in shown] == ["b", "c", "dong"]
    assert "conditional" not in shown[0]
    assert "conditional" in shown[1]
    assert "conditional" in shown[2]["components"][1]
