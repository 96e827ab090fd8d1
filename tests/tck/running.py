"""Puts the cases of the kit to the decision engine and says of each whether the answer is the expected one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.decisions import Model, load
from engine.decisions.run import ModelRun
from engine.feel.compare import equal
from ground.clock import FixedClock
from ground.errors import Problem
from ground.xml import read_xml
from tests.tck.reading import Case, Expected, first, read_cases

_CLOCK = FixedClock(datetime(2026, 8, 25, 2, 30, tzinfo=UTC))
_CLOSE = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one expected result; `reason` is empty when it came out as expected."""

    folder: str
    case: str
    node: str
    reason: str


def agrees(value: Any, expected: Any) -> bool:
    """Whether a value is what the kit expects: numbers to eight digits, everything else as FEEL compares it."""
    if isinstance(value, Decimal) and isinstance(expected, Decimal):
        return abs(value - expected) <= _CLOSE * (1 + abs(expected))
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(agrees, value, expected))
    if isinstance(value, dict) and isinstance(expected, dict):
        return value.keys() == expected.keys() and all(agrees(value[key], expected[key]) for key in value)
    return equal(ModelRun(_CLOCK), value, expected) is True


def run_folder(folder: Path) -> Iterator[Verdict]:
    """Every result the cases under the folder expect, with what became of it."""
    for file in files_in(folder):
        yield from run_file(file)


def files_in(folder: Path) -> list[Path]:
    """The files of cases under the folder."""
    return [file for file in sorted(folder.rglob("*.xml")) if b"testCases" in file.read_bytes()]


def run_file(file: Path) -> Iterator[Verdict]:
    """Every result the cases of one file expect, with what became of it."""
    for case in read_cases(file):
        for wanted in case.expected:
            yield Verdict(file.parent.name, case.id, wanted.node, _reason(file, case, wanted))


def _reason(file: Path, case: Case, wanted: Expected) -> str:
    try:
        outcome = _model_of(file).evaluate(case.asked or wanted.node, case.inputs, _CLOCK)
    except Problem as problem:
        return "" if wanted.fails else f"refused: {problem}"
    except Exception as crash:  # one case must not keep the others from being counted; a crash is never right
        return f"crashed: {crash!r}"
    value = outcome.value
    if case.asked and isinstance(value, dict) and wanted.node in value:
        value = value[wanted.node]
    remarks = "; ".join(remark.sentence("en") for remark in outcome.warnings)
    if wanted.fails:
        return "" if value is None and remarks else f"{value!r} without an error"
    return "" if agrees(value, wanted.value) else f"{value!r}, not {wanted.value!r} {remarks}"


@lru_cache(maxsize=8)
def _model_of(file: Path) -> Model:
    """The model a file of cases names, with its neighbours to import from."""
    named = first(read_xml(file.read_bytes(), file.name).getroot(), "modelName")
    written = str(named.text if named is not None else "").strip()
    names = (written, f"{written}.dmn", f"{file.parent.name}.dmn")
    present = [file.parent / name for name in names if (file.parent / name).is_file()]
    chosen = (present or sorted(file.parent.glob("*.dmn")))[0]
    others = {other.name: other.read_bytes() for other in sorted(file.parent.glob("*.dmn")) if other != chosen}
    return load(chosen.read_bytes(), others, chosen.name)
