"""Sentences are put together from phrases; each of them has its Vietnamese."""

import ast
from collections.abc import Iterator
from pathlib import Path

import engine.feel
from ground.messages import has_translation

FOLDER = Path(str(engine.feel.__file__)).parent
SAYING = {"complaint", "PatternRefused"}
NAMED = {"reason", "expected"}


def _phrases(page: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said = node.args if name in SAYING else node.args[1:] if name == "expect" else []
            said = [*said, *(keyword.value for keyword in node.keywords if keyword.arg in NAMED)]
            yield from (part.value for part in said if isinstance(part, ast.Constant) and isinstance(part.value, str))
            if name == "_wrong":
                yield f"it is not {ast.literal_eval(node.args[1])}"


def _is_sign(phrase: str) -> bool:
    return not any(letter.isalpha() for letter in phrase)


def test_every_phrase_is_translated() -> None:
    phrases = {phrase for page in FOLDER.rglob("*.py") for phrase in _phrases(page)}
    assert len(phrases) > 50
    assert [phrase for phrase in sorted(phrases) if not _is_sign(phrase) and not has_translation(phrase)] == []
