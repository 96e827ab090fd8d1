"""Papers spell amounts and days as Vietnamese offices do."""

from datetime import UTC, date, datetime

import pytest

from documents.words import document_number, long_day, moment, money, money_in_words, number_in_words, short_day


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (11, "mười một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (600_000, "sáu trăm nghìn"),
        (1_010_001, "một triệu không trăm mười nghìn không trăm linh một"),
        (2_000_000_000, "hai tỷ"),
        (2_000_000_021, "hai tỷ không trăm hai mươi mốt"),
        (1_234_567_890, "một tỷ hai trăm ba mươi bốn triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi"),
        (3_000_000_000_000_000_000, "ba tỷ tỷ"),
    ],
)
def test_numbers_are_spelled_in_vietnamese(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        number_in_words(-1)


def test_money_is_written_with_points_and_spelled_with_a_capital() -> None:
    assert money(600_000) == "600.000 đồng"
    assert money_in_words(450_000) == "Bốn trăm năm mươi nghìn đồng"


def test_early_days_and_the_first_two_months_get_a_zero() -> None:
    assert long_day(date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
    assert long_day(date(2026, 9, 2)) == "ngày 02 tháng 9 năm 2026"
    assert long_day(date(2026, 12, 31)) == "ngày 31 tháng 12 năm 2026"
    assert short_day(date(2026, 1, 5)) == "05/01/2026"


def test_moments_are_told_in_vietnams_time() -> None:
    assert moment(datetime(2026, 8, 31, 18, 5, tzinfo=UTC)) == "01 giờ 05 phút, ngày 01 tháng 9 năm 2026"


def test_small_document_numbers_get_a_zero() -> None:
    assert document_number(5, "QĐ-SNV") == "05/QĐ-SNV"
    assert document_number(125, "GP-SNV") == "125/GP-SNV"
