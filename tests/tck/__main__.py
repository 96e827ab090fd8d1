"""`python -m tests.tck DIR [-v]`: puts every case under DIR to the language and prints how many pass."""

import sys
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.feel import FeelError
from ground.clock import FixedClock
from ground.xml import read_xml
from tests.tck.model import Asking, Model, NotHere
from tests.tck.reading import Case, Expected, first, read_cases

_CLOCK = FixedClock(datetime(2026, 8, 25, 2, 30, tzinfo=UTC))
_CLOSE = Decimal("0.00000001")


def agrees(value: Any, expected: Any) -> bool:
    """Whether a value is what the kit expects: numbers to eight digits, everything else exactly."""
    if isinstance(value, Decimal) and isinstance(expected, Decimal):
        return abs(value - expected) <= _CLOSE * (1 + abs(expected))
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(agrees, value, expected))
    if isinstance(value, dict) and isinstance(expected, dict):
        return value.keys() == expected.keys() and all(agrees(value[key], expected[key]) for key in value)
    return type(value) is type(expected) and bool(value == expected)


def judge(model: Model, case: Case, wanted: Expected) -> str:
    """`passed`, `failed …` or `elsewhere` for what is not an expression of the language."""
    if wanted.kind != "decision" or wanted.node not in model.decisions:
        return "elsewhere"
    asking = Asking(model, case.inputs, _CLOCK)
    try:
        value = asking.decide(wanted.node)
    except NotHere:
        return "elsewhere"
    except FeelError as error:
        return "passed" if wanted.fails else f"failed: {error}"
    if wanted.fails:
        return "passed" if value is None and asking.warnings else f"failed: {value!r} without a warning"
    problems = "; ".join(map(str, asking.warnings))
    return "passed" if agrees(value, wanted.value) else f"failed: {value!r}, not {wanted.value!r} {problems}"


def model_of(file: Path) -> Model:
    """The model a file of cases names."""
    named = first(read_xml(file.read_bytes(), file.name).getroot(), "modelName")
    model = file.parent / str(named.text if named is not None else "")
    return Model(model if model.is_file() else next(file.parent.glob("*.dmn")))


def main(folder: Path, verbose: bool) -> int:
    """Run everything under the folder; 0 when nothing failed."""
    counts: dict[str, Counter[str]] = {}
    for file in sorted(folder.rglob("*-test-*.xml")):
        model = model_of(file)
        for case in read_cases(file):
            for wanted in case.expected:
                answer = judge(model, case, wanted)
                counts.setdefault(file.parent.name, Counter())[answer.partition(":")[0]] += 1
                if verbose and answer.startswith("failed"):
                    print(f"{file.parent.name} {case.id} {wanted.node} {answer}")
    return _report(counts)


def _report(counts: dict[str, Counter[str]]) -> int:
    for folder, count in counts.items():
        if count["failed"]:
            print(f"{folder}: {count['failed']} failed")
    total = sum(counts.values(), Counter[str]())
    print(f"{total['passed']} of {total['passed'] + total['failed']}, {total['elsewhere']} elsewhere")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv))
