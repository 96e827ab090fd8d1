"""Every example of docs/feel.md gives what the page says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.feel.asking import passes, value

PAGE = (Path(__file__).parents[3] / "docs" / "feel.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```feel( cell)?\n([^`]*?)\n```\n\n((?:- with [^\n]*\n)+)", re.DOTALL)
GIVEN = re.compile(r"- with `(\{[^\n]*\})` it is `([^\n]*)`")


def _examples() -> list[tuple[str, str, dict[str, Any], str]]:
    return [
        (kind.strip(), text, json.loads(given), expected)
        for kind, text, cases in EXAMPLE.findall(PAGE)
        for given, expected in GIVEN.findall(cases)
    ]


@pytest.mark.parametrize(("kind", "text", "given", "expected"), _examples())
def test_an_example_gives_what_the_page_says(kind: str, text: str, given: dict[str, Any], expected: str) -> None:
    names = {name: held for name, held in given.items() if name != "?"}
    found = passes(text, given["?"], names) if kind == "cell" else value(text, given)
    assert found == value(expected)


def test_every_block_has_its_examples_and_there_are_thirty() -> None:
    assert len(EXAMPLE.findall(PAGE)) == PAGE.count("```feel") >= 30
