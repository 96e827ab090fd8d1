"""Whatever stands in a text, it is read and worked out or refused: nothing else ever comes out."""

import os
import random
from contextlib import suppress
from functools import partial

from engine.feel import FeelError, parse, to_json, unary_tests
from tests.stopwatch import seconds
from tests.unit.feel.asking import CLOCK

ROUNDS = int(os.environ.get("FEEL_FUZZ_ROUNDS", "2000"))
_SPELLED = r"""
1 2.5 .5 1e3 -1 0 a b x item partial ? tuổi họ_tên "" "a" "2026-08-25" @"P1D" @"2026-08-25" @"10:00:00Z"
+ - * / ** = != < <= > >= ( ) [ ] { } , : . .. -> and or not in between if then else for return some every satisfies
instance of function external null true false list<number> range context number string date time duration count sum
sort matches replace split substring // /* */ @ ' " \\ # $ abs modulo now() today() flatten append concatenate min max
"""
TOKENS = _SPELLED.split()
NAMES = (
    "date and time",
    "string length",
    "days and time duration",
    "years and months duration",
    "day of week",
    "get value",
)
CONTEXT = {"a": 5, "b": "x", "x": [1, 2, {"a": 1}], "tuổi": 20, "họ_tên": None}


def _text(choice: random.Random) -> str:
    words = (
        choice.choice(TOKENS) if choice.random() < 0.95 else choice.choice(NAMES) for _ in range(choice.randint(1, 18))
    )
    return " ".join(words) if choice.random() < 0.7 else "".join(words)


def test_random_tokens_never_crash() -> None:
    choice = random.Random(20260825)
    for _ in range(ROUNDS):
        text = _text(choice)
        assert seconds(partial(_end, text), 1) < 1, text


def _end(text: str) -> None:
    for read in (parse, unary_tests):
        with suppress(FeelError):
            to_json(read(text).evaluate({**CONTEXT, "?": 1}, CLOCK).value)
