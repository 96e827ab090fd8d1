"""Every error says what happened in both languages, under a code of its own, and is finished work."""

import ast
import importlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ground.errors import Problem
from ground.messages import has_translation, translate
from tests.house.code import ROOT, name_of, pages

LOCALE = ROOT / "ground" / "locale" / "vi"
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|pytest\.(skip|mark\.skip|xfail|mark\.xfail)")
HERE = Path(__file__)


def errors() -> list[type[Problem]]:
    """Every class of the error tree, after importing every module that names one."""
    for page in pages():
        if page.name != "env.py" and "__main__" not in page.name:
            importlib.import_module(".".join(page.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return sorted(set(_below(Problem)), key=lambda kind: (kind.__module__, kind.__name__))


def _below(kind: type[Problem]) -> Iterator[type[Problem]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _below(child)


def test_every_error_has_a_vietnamese_sentence() -> None:
    missing = [
        f"{kind.__module__}.{kind.__name__}: {kind.message()}"
        for kind in errors()
        if not has_translation(kind.message())
    ]
    assert not missing


def test_both_sentences_of_an_error_have_the_same_placeholders() -> None:
    unlike = [kind.__name__ for kind in errors() if _places(kind.message()) != _places(translate(kind.message(), "vi"))]
    assert not unlike


def test_every_error_has_a_code_of_its_own() -> None:
    codes = Counter(kind.code for kind in errors())
    assert not [code for code, times in codes.items() if times > 1]


def test_every_code_is_snake_case() -> None:
    assert not [kind.code for kind in errors() if not re.fullmatch(r"[a-z][a-z0-9_]+", kind.code)]


@pytest.mark.parametrize("page", sorted(LOCALE.glob("*.po")), ids=lambda page: page.name)
def test_a_catalogue_is_complete_and_composed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    with page.open("rb") as lines:
        assert not [message.id for message in read_po(lines) if message.id and not message.string]


def test_no_unfinished_work_is_left_in_the_code() -> None:
    left = [
        f"{name_of(page)}:{number}"
        for page in pages() + pages("tests", "bench", "tools")
        if page != HERE
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not left


def test_nothing_broad_is_caught_without_a_reason_beside_it() -> None:
    broad = [f"{name_of(page)}:{node.lineno}" for page in pages() for node in _broad(page)]
    assert not broad


def _broad(page: Path) -> Iterator[ast.ExceptHandler]:
    lines = page.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _says_why(node, lines):
            yield node


def _says_why(node: ast.ExceptHandler, lines: list[str]) -> bool:
    goes_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
    return goes_on or "#" in lines[node.lineno - 1]


def _is_broad(node: ast.ExceptHandler) -> bool:
    return node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))


def _places(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))
