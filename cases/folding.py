"""Text made equal for searching: composed, lower case, without diacritics; `đ` is not `d` with an accent and is
mapped.
"""

import unicodedata


def compose(text: str) -> str:
    """Unicode NFC, spaces at both ends removed: how text is stored."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Lower case without diacritics: what is searched in and searched for."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))
    return " ".join(bare.replace("đ", "d").split())


def like(text: str) -> str:
    """A LIKE pattern (escape character `\\`) that finds the folded text anywhere."""
    folded = fold(text)
    for mark in ("\\", "%", "_"):
        folded = folded.replace(mark, "\\" + mark)
    return f"%{folded}%"
