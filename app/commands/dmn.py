"""`motcua dmn`: look for mistakes in a decision model."""

from argparse import ArgumentParser, Namespace

from app.commands.check import told
from app.commands.decide import read_model
from app.settings import Settings

HELP = """Look for mistakes in a DMN model: rows that overlap, inputs no row catches, texts that cannot be read.

    motcua dmn check le_phi.dmn

Tables are looked into over numbers, dates, texts and true or false. A cell that is more than constants, ranges and
comparisons is named and left out: what is reported is certain, with an example of an input for which it happens.
Exit code 1 when there is an error; warnings alone are accepted.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to look at."""
    parser.add_argument("action", choices=("check",))
    parser.add_argument("model", metavar="FILE.dmn")


def run(settings: Settings, given: Namespace) -> int:
    """Print every finding."""
    findings = read_model(given.model).check()
    for finding in findings:
        print(told(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    print(f"{given.model}: {errors} lỗi, {len(findings) - errors} cảnh báo (errors, warnings)")
    return 1 if errors else 0
