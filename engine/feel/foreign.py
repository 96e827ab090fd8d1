"""Signs that people bring along from other languages, and what FEEL writes instead."""

from typing import Final

from engine.feel.lexer import Token

# Longer signs come first.
_INSTEAD: Final = (
    ("===", "="),
    ("==", "="),
    ("!==", "!="),
    ("<>", "!="),
    ("&&", "and"),
    ("||", "or"),
    ("&", "and"),
    ("|", "or"),
    ("!", "not(…)"),
    ("%", "modulo(…, …)"),
    ("'", "double quotation marks"),
    ("“", "double quotation marks"),
    ("”", "double quotation marks"),
    ("‘", "double quotation marks"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("×", "*"),
    ("÷", "/"),
    (";", "a comma"),
    ("${", "the names alone"),
)


def foreign_sign(text: str, token: Token) -> tuple[int, str, str] | None:
    """Where a foreign sign begins at this token or reaches into it, the sign, and what to write instead; or None."""
    before = text[: token.at].rstrip()
    if token.text in ("null", "true", "false") and before.endswith(" is"):
        return len(before) - 2, "is", "="
    for at in (token.at - 1, token.at):
        for sign, instead in _INSTEAD:
            if at >= 0 and text.startswith(sign, at) and at + len(sign) > token.at:
                return at, sign, instead
    return None
