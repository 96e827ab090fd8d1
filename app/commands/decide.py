"""`motcua decide`: ask a decision model."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.values import read_file, read_values, show
from app.settings import Settings
from engine.decisions import Model, load
from ground.clock import SystemClock

HELP = """Work out a decision of a DMN model and print its value as JSON; say why parts of it are null.

    motcua decide le_phi.dmn                                                 what can be asked, and what it needs
    motcua decide le_phi.dmn --decision 'Mức lệ phí' --input an.json         with {"Tuổi": 61} in an.json
    motcua decide le_phi.dmn --decision 'Mức lệ phí' --input an.json --trace

--trace also tells which rows of the tables matched, and why. Dates are written as texts: "2026-08-25".
Models that the file imports are looked for beside it. Warnings go to the error output.
"""


def arguments(parser: ArgumentParser) -> None:
    """The model, the decision and what it is asked about."""
    parser.add_argument("model", metavar="FILE.dmn")
    parser.add_argument("--decision", metavar="NAME", help="a decision, a decision service or a knowledge model")
    parser.add_argument("--input", metavar="FILE.json", help="the inputs, as a JSON object; - reads the input")
    parser.add_argument("--trace", action="store_true", help="tell which rows matched, and why")


def run(settings: Settings, given: Namespace) -> int:
    """Print the value, or what can be asked."""
    model = read_model(given.model)
    if not given.decision:
        print("\n".join((*model.decisions(), *(f"  ← {name}" for name in model.inputs()))))
        return 0
    inputs = read_values(given.input) if given.input else {}
    outcome = model.evaluate(given.decision, inputs, SystemClock(settings.shift))
    for warning in outcome.warnings:
        print(f"{warning.sentence('vi')}\n{warning.sentence('en')}", file=sys.stderr)
    if given.trace:
        print("\n".join(outcome.trace.sentences("vi")))
    print(show(outcome.value))
    return 0


def read_model(path: str) -> Model:
    """The model in a file, with its neighbours to import from."""
    others = sorted(Path(path).parent.glob("*.dmn")) if path != "-" else []
    imports = {other.name: other.read_bytes() for other in others if other != Path(path)}
    return load(read_file(path), imports, Path(path).name)
