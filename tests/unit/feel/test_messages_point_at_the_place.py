"""A text that cannot be read is refused with line, column, what was found and what was expected, in both languages."""

import pytest

from engine.feel import FeelError, parse


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("1 +", 1, 4, "feel_unfinished"),
        ("(1 + 2", 1, 7, "feel_unfinished"),
        ("1 + * 2", 1, 5, "feel_syntax"),
        ("a >\n\n  < b", 3, 3, "feel_syntax"),
        ("if a then b", 1, 12, "feel_unfinished"),
        ("for x of xs return x", 1, 13, "feel_syntax"),
        ('"a', 1, 1, "feel_quote_open"),
        ("1 /* a", 1, 3, "feel_comment_open"),
        ('@"ngày mai"', 1, 1, "feel_bad_literal"),
        ("[1, 2", 1, 6, "feel_unfinished"),
        ("{a 1}", 1, 2, "feel_syntax"),
        ("1 < 2 < 3", 1, 7, "feel_syntax"),
        ("", 1, 1, "feel_unfinished"),
        ("f(a: 1, 2)", 1, 9, "feel_syntax"),
        ("a = 1 then", 1, 7, "feel_syntax"),
        ("[1,]", 1, 4, "feel_syntax"),
        ("x in 1..5", 1, 7, "feel_syntax"),
        ("((((" * 30, 1, 50, "feel_too_deep"),
    ],
)
def test_the_message_points_at_the_place(text: str, line: int, column: int, code: str) -> None:
    with pytest.raises(FeelError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.params["line"], refused.value.params["column"]) == (code, line, column)


@pytest.mark.parametrize(
    ("text", "column", "found", "instead"),
    [
        ('outcome == "accepted"', 9, "==", "="),
        ("a > 1 && b", 7, "&&", "and"),
        ("a || b", 3, "||", "or"),
        ("!a", 1, "!", "not(…)"),
        ("a <> b", 3, "<>", "!="),
        ("loai = 'CCCD'", 8, "'", "dấu ngoặc kép"),
        ("tuổi ≥ 18", 6, "≥", ">="),
        ("${a}", 1, "${", "chỉ các tên"),
        ("7 % 2", 3, "%", "modulo(…, …)"),
        ("not a", 1, "not a", "not(…)"),
        ("a is null", 3, "is", "="),
    ],
)
def test_a_sign_of_another_language_is_named_and_replaced(text: str, column: int, found: str, instead: str) -> None:
    with pytest.raises(FeelError) as refused:
        parse(text)
    assert refused.value.sentence("vi") == f'Dòng 1, cột {column}: "{found}" không phải là FEEL; hãy viết {instead}.'


def test_the_message_says_what_was_found_and_what_was_expected() -> None:
    with pytest.raises(FeelError) as refused:
        parse('if tuoi >= 18 thì "đủ"')
    assert refused.value.sentence("en") == ('Line 1, column 15: found "thì" where an operator or "then" was expected.')
    assert refused.value.sentence("vi") == ('Dòng 1, cột 15: gặp "thì" ở chỗ cần có một phép toán hoặc "then".')
