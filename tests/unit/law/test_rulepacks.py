"""What the law says is data: the pack in force on a day, its codes, numbers and waits."""

from datetime import date

import pytest

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
