"""Ranges can be kept, compared, asked for their parts and for how they lie to each other."""

import pytest

from tests.unit.feel.asking import value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{r: [1..5], a: 3 in r, b: 6 in r}.a", True),
        ("[1..5] = [1..5]", True),
        ("(1..5) = ]1..5[", True),
        ("(< 5) = (null..5)", False),
        ("[1..5).end included", False),
        ("(>= 5).start", 5),
        ("before(1, [2..5])", True),
        ("before([1..5), [5..9])", True),
        ("after([6..9], [1..5])", True),
        ("meets([1..5], [5..9])", True),
        ("met by([5..9], [1..5])", True),
        ("overlaps([1..5], [5..9])", True),
        ("overlaps([1..5), [5..9])", False),
        ("overlaps before([1..5], [4..9])", True),
        ("overlaps after([4..9], [1..5])", True),
        ("finishes(5, [1..5])", True),
        ("finished by([1..5], (3..5])", True),
        ("includes([1..5], 3)", True),
        ("during([2..3], [1..5])", True),
        ("starts(1, [1..5])", True),
        ("started by([1..5], [1..2])", True),
        ("coincides([1..5], [1..5])", True),
        ('range("[18..60)") = [18..60)', True),
        ("[1..xs[2]]", None),
        ('"b" in ["a".."c"]', True),
        ("[1..5[ = [1..5)", True),
    ],
)
def test_ranges_lie_to_each_other(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("before(point: 3, range: [1..2])", False),
    ("before(range: [1..2], point: 3)", True),
    ("after(point: 3, range: [1..2])", True),
    ("after(range: [1..2], point: 3)", False),
])  # fmt: skip
def test_the_order_of_the_names_says_which_side_the_range_is_on(text: str, expected: bool) -> None:
    assert value(text) is expected
