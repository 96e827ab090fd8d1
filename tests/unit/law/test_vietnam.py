"""The shipped years 2020 to 2030 agree with the package of holidays, the moon over Hà Nội, and the decisions."""

from datetime import date, timedelta

import holidays
import pytest

from cases.calendars import calendar_named
from tests.unit.law import lunar

OFFICE = calendar_named()
YEARS = range(2020, 2031)
PACKAGE = holidays.country_holidays("VN", years=YEARS)
# What the package does not know, and what the house does not take over from it before a text is seen.
UNKNOWN_TO_THE_PACKAGE = {date(2026, 1, 2)}
NOT_TAKEN_OVER = {date(2026, 11, 24), date(2027, 11, 24), date(2028, 11, 24), date(2029, 11, 26), date(2030, 11, 25)}
# Mùng một Tết and the tenth of the third lunar month, as published for these years.
PUBLISHED = {
    2025: (date(2025, 1, 29), date(2025, 4, 7)), 2026: (date(2026, 2, 17), date(2026, 4, 26)),
    2027: (date(2027, 2, 6), date(2027, 4, 16)), 2028: (date(2028, 1, 26), date(2028, 4, 4)),
    2029: (date(2029, 2, 13), date(2029, 4, 23)), 2030: (date(2030, 2, 2), date(2030, 4, 12)),
    2031: (date(2031, 1, 23), date(2031, 4, 1)), 2032: (date(2032, 2, 11), date(2032, 4, 19)),
}  # fmt: skip


def test_every_day_off_of_the_package_is_off_here() -> None:
    assert {on for on in PACKAGE if OFFICE.is_working_day(on)} == NOT_TAKEN_OVER


def test_every_weekday_off_here_is_in_the_package_or_a_decision_it_does_not_know() -> None:
    off = {each.on for each in OFFICE.exceptions if not each.hours and each.on.weekday() < 5}
    assert off - set(PACKAGE) == UNKNOWN_TO_THE_PACKAGE


def test_every_swapped_day_off_is_worked_on_another_day_of_the_same_year() -> None:
    off = [each for each in OFFICE.exceptions if each.kind == "swap_off"]
    worked = [each for each in OFFICE.exceptions if each.kind == "swap_work"]
    assert [each.on.year for each in off] == [each.on.year for each in worked]
    assert all(each.on.weekday() >= 5 for each in worked)


def test_every_exception_has_a_name_and_its_ground() -> None:
    assert all(each.name and each.basis for each in OFFICE.exceptions)


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_moon_at_utc_7_gives_the_published_days(year: int) -> None:
    assert (lunar.new_year(year), lunar.kings_day(year)) == PUBLISHED[year]


@pytest.mark.parametrize("year", YEARS)
def test_tet_and_the_kings_day_are_those_of_the_moon_over_ha_noi(year: int) -> None:
    names = {each.on: each.name for each in OFFICE.exceptions}
    assert names[lunar.new_year(year)] == "Tết Nguyên Đán"
    assert names[lunar.kings_day(year)] == "Ngày Giỗ Tổ Hùng Vương"
    assert not OFFICE.is_working_day(lunar.new_year(year) - timedelta(1))
