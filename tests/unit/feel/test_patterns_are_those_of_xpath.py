"""Regular expressions are those of XPath, in linear time."""

import pytest

from tests.stopwatch import seconds
from tests.unit.feel.asking import codes, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'matches("079201000001", "^\d{12}$")', True),
        (r'matches("07920100000a", "^\d{12}$")', False),
        (r'matches("G09.20", "[A-Z]\d\d\.\d+")', True),
        (r'matches("Đặng", "^\p{Lu}\p{Ll}+$")', True),
        (r'matches("x", "[a-z-[aeiou]]")', True),
        (r'matches("e", "[a-z-[aeiou]]")', False),
        (r'matches("q", "[^Q]", "i")', False),
        (r'matches("a.b", "a.b", "q")', True),
        (r'matches("axb", "a.b", "q")', False),
        (r'matches("ab", "a b", "x")', True),
        ('matches("a\\nb", "a.b")', False),
        ('matches("a\\nb", "a.b", "s")', True),
        ('matches("a\\nb", "^b", "m")', True),
        (r'matches("hồ_sơ", "^\w+$")', False),
        (r'matches("hồ sơ", "^[\w\s]+$")', True),
        (r'matches("aA", "(a)\1", "i")', True),
        (r'matches("xabbay", "(\w)(\w)\2\1")', True),
        (r'matches("abc", "(\w)\1")', False),
        (r'replace("aabbc", "(\w)\1", "<$1>")', "<a><b>c"),
        (r'replace("0912345678", "(\d{4})(\d{3})(\d{3})", "$1 $2 $3")', "0912 345 678"),
        (r'replace("a.b", "\.", "\\$")', "a$b"),
        (r'replace("abc", "b", "[$0]")', "a[b]c"),
        (r'split("An; Bình;Chi", ";\s*")', ["An", "Bình", "Chi"]),
        ('split("a;b;;", ";")', ["a", "b", "", ""]),
    ],
)
def test_a_pattern_matches(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'matches("a", "(")', 'matches("a", ")")', 'matches("a", "[")', 'matches("a", "a{")', 'matches("a", "*")',
        'matches("a", "(?=a)")', r'matches("a", "\k")', r'matches("a", "\p{Nowhere}")', 'matches("a", "a", "g")',
        'matches("a", "[z-a]")', 'replace("a", "a", "$")', 'replace("a", "a*", "b")', r'matches("a", "(a)\2")',
    ],
)  # fmt: skip
def test_what_is_no_pattern_is_null(text: str) -> None:
    assert value(text) is None
    assert codes(text) == ["feel_wrong_value"]


def test_no_pattern_takes_for_ever() -> None:
    assert value('matches(t, "^(a+)+$")', {"t": "a" * 20_000 + "b"}) is False
    assert seconds(lambda: value('matches(t, "^(a+)+$")', {"t": "a" * 20_000 + "b"}), 1) < 1


def test_a_pattern_that_refers_back_gives_up_in_time() -> None:
    text = r'for i in 1..1000 return matches(t, "(a*)*\1b")'
    assert value(text, {"t": "a" * 50}) is None
    assert seconds(lambda: value(text, {"t": "a" * 50}), 1) < 1
