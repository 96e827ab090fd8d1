"""`motcua feel`: try an expression before it goes into a drawing."""

import sys
from argparse import ArgumentParser, Namespace

from app.commands.values import read_values, show
from app.settings import Settings
from engine.feel import parse
from ground.clock import SystemClock

HELP = """Work out a FEEL expression and print its value as JSON; say why parts of it are null.

    motcua feel '1 + 1'
    motcua feel 'if tuổi >= 60 then "ưu tiên" else "thường"' --context an.json      with {"tuổi": 61} in an.json
    motcua feel 'date(ngay_nop) + duration("P10D")' --context an.json
    echo '{"hồ sơ": [1, 2, 3]}' | motcua feel 'sum(hồ sơ)' --context -

Names with spaces are recognised when the context has them. Warnings go to the error output.
Exit code 1 when the expression cannot be read.
"""


def arguments(parser: ArgumentParser) -> None:
    """The expression and what it may read."""
    parser.add_argument("expression", metavar="EXPR", help="the expression, without the leading = of a drawing")
    parser.add_argument("--context", metavar="FILE.json", help="the variables, as a JSON object; - reads the input")


def run(settings: Settings, given: Namespace) -> int:
    """Print the value."""
    context = read_values(given.context) if given.context else {}
    outcome = parse(given.expression, frozenset(context)).evaluate(context, SystemClock(settings.shift))
    for warning in outcome.warnings:
        print(f"{warning.sentence('vi')}\n{warning.sentence('en')}", file=sys.stderr)
    print(show(outcome.value))
    return 0
