"""What the law says is data: the pack in force on a day, its codes, numbers and waits."""

import ast
import re
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from cases.dossier import STATES
from cases.rulepacks import RulePackMissing, pack_named, pack_on


def test_the_pack_of_a_day_is_the_newest_in_force() -> None:
    assert pack_on(date(2026, 8, 25)).key == "2025"
    assert pack_on(date(2025, 7, 1)).key == "2025"


def test_a_day_before_every_pack_has_none() -> None:
    with pytest.raises(RulePackMissing):
        pack_on(date(1999, 1, 1))
    with pytest.raises(RulePackMissing):
        pack_named("1999")


def test_a_code_is_unit_day_and_serial_and_grows_past_four_digits() -> None:
    pack = pack_named("2025")
    assert pack.code("G09.20", date(2026, 1, 5), 7) == "G09.20-260105-0007"
    assert pack.code("G09.20", date(2026, 1, 5), 12345) == "G09.20-260105-12345"


def test_forms_are_named_by_what_they_are_and_numbered_by_the_pack() -> None:
    slips = pack_named("2025").slips
    assert [slips[kind].number for kind in ("receipt", "supplement", "refusal", "apology", "stop")] == [
        "01", "02", "03", "04", "05",
    ]  # fmt: skip
    assert pack_named("2025").slip_number("supplement", 3) == "03/PBS-BPTNTKQ"


def test_an_unanswered_supplement_waits_fifteen_working_days() -> None:
    assert str(pack_named("2025").supplement_wait) == "15wd"


def test_a_dossier_received_before_july_2025_lives_under_the_law_of_2021() -> None:
    assert pack_on(date(2025, 6, 30)).key == "2021"
    assert pack_on(date(2021, 3, 27)).basis == "61/2018/NĐ-CP, 01/2018/TT-VPCP"


def test_the_code_of_2021_writes_the_small_unit_first() -> None:
    pack = pack_named("2021")
    assert pack.code("H56.06", date(2023, 10, 27), 361) == "000.00.06.H56-231027-0361"
    assert pack.code("G12", date(2021, 6, 9), 1) == "000.00.00.G12-210609-0001"
    assert pack.code("H56.06.01", date(2023, 10, 27), 1) == "000.01.06.H56-231027-0001"
    assert (pack.code_rule.unit, pack_named("2025").code_rule.unit) == ("receiving", "handling")


def test_a_countrywide_system_writes_its_owner_before_the_serial() -> None:
    rule = replace(pack_named("2025").code_rule, pattern="{unit}-{yy}{mm}{dd}-{aa}{serial:04d}", owner="09")
    assert rule.code("H26.001.02", date(2026, 6, 9), 361) == "H26.001.02-260609-090361"


def test_form_05_was_the_control_slip_and_is_the_stop_notice() -> None:
    old, new = pack_named("2021"), pack_named("2025")
    assert (old.slips["control"].number, new.slips["control"].number) == ("05", "06")
    assert new.slips["stop"].number == "05"
    assert "stop" not in old.slips
    assert old.slip_number("stop", 1) == "01/TBD-BPTNTKQ"
    assert old.form_note("apology") == "Mẫu số 04 – Thông tư 01/2018/TT-VPCP"
    assert " ".join(old.desk.titles["apology"].split()) == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"


@pytest.mark.parametrize("key", ["2021", "2025"])
def test_each_pack_numbers_the_ten_states_of_the_portal(key: str) -> None:
    pack = pack_named(key)
    assert tuple(pack.states) == STATES
    assert [state.number for state in pack.states.values()] == list(range(1, 11))


@pytest.mark.parametrize("key", ["2021", "2025"])
def test_each_pack_names_its_terms_and_the_one_apology(key: str) -> None:
    pack = pack_named(key)
    counted = (pack.supplement_wait, pack.online_answer, pack.counter.not_eligible, pack.apology_before)
    assert [str(term) for term in counted] == ["15wd", "8wh", "3wd", "1wd"]
    assert pack.apologies == 1
    assert pack.counter.same_day_until == time(15)


def test_no_instrument_of_the_law_is_cited_in_the_code_of_the_desk() -> None:
    """A decree or circular by its number is a fact of the law: it belongs into a pack, a calendar or a sheet."""
    cited = re.compile(r"\d+/(?:20\d\d/)?(?:NĐ-CP|TT-VPCP|QĐ-TTg)|Bộ luật")
    for page in sorted(Path("cases").rglob("*.py")):
        if "seed" in page.parts:
            continue
        for node in ast.walk(ast.parse(page.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not _is_docstring(node.value):
                assert not cited.search(node.value), f"{page}:{node.lineno}: {node.value}"


def _is_docstring(text: str) -> bool:
    return "\n" in text or text.endswith(".")
