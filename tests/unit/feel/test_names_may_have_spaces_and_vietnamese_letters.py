"""Names are what people call things: with spaces, Vietnamese letters and a few signs."""

from typing import Any
from unicodedata import normalize

import pytest

from engine.feel import parse
from tests.unit.feel.asking import value


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("tuổi >= 18", {"tuổi": 20}, True),
        ('loại giấy tờ = "CCCD"', {"loại giấy tờ": "CCCD"}, True),
        ("lệ phí + phí thẩm định", {"lệ phí": 5, "phí thẩm định": 7}, 12),
        ("số bản  chính\n * 2", {"số bản chính": 3}, 6),
        ("ngày-nộp + 1", {"ngày-nộp": 1}, 2),
        ("thu và chi + 1", {"thu và chi": 4}, 5),
        ("nhà and đất", {"nhà and đất": "x"}, "x"),
        ("a-b", {"a": 5, "b": 3}, 2),
        ("a - b", {"a": 5, "b": 3, "a-b": 100}, 2),
        ("a-b", {"a": 5, "b": 3, "a-b": 100}, 100),
        ("mức 2.1 + 1", {"mức 2.1": 1}, 2),
        ("hồ sơ.người nộp.họ tên", {"hồ sơ": {"người nộp": {"họ tên": "An"}}}, "An"),
        ("date and time", {"date": True, "time": False}, False),
        ("in hồ sơ", {"in hồ sơ": 1}, 1),
        ("x.date of birth", {"x": {"date of birth": "y"}}, "y"),
        ("{tên gọi: 1, hai lần: tên gọi * 2}.hai lần", {}, 2),
        ("for mục nhỏ in [1, 2] return mục nhỏ + 1", {}, [2, 3]),
        ("(function(số thứ nhất, số thứ hai) số thứ nhất - số thứ hai)(3, 1)", {}, 2),
        ("[{giá trị: 1}, {giá trị: 5}][giá trị > 2].giá trị", {}, [5]),
    ],
)
def test_names_are_found(text: str, context: dict[str, Any], expected: object) -> None:
    assert value(text, context) == expected


def test_names_are_the_same_however_their_letters_are_composed() -> None:
    for form in ("NFC", "NFD"):
        for other in ("NFC", "NFD"):
            assert value(normalize(form, "tuổi + 1"), {normalize(other, "tuổi"): 1}) == 2


def test_texts_are_the_same_however_their_letters_are_composed() -> None:
    assert value(normalize("NFC", '"Hồ sơ" = x'), {"x": normalize("NFD", "Hồ sơ")}) is True


def test_half_a_character_is_no_character() -> None:
    assert value('matches(x, "a")', {"x": "\ud800a"}) is True
    assert value('string length("\ud800")') == 1


def test_words_in_a_row_are_one_name_even_when_nobody_knows_it() -> None:
    assert parse("họ và tên = 1 and ngày sinh = 2").reads == {"họ và tên", "ngày sinh"}


def test_a_name_hides_the_built_in_of_the_same_name_but_not_its_call() -> None:
    assert value("count + count([1, 2])", {"count": 10}) == 12


def test_emoji_may_be_names() -> None:
    assert value("{🐎: 1}.🐎") == 1
