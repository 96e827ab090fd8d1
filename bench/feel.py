"""The expression language: a cached evaluation and a first reading, beside the same condition in plain Python."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from bench.page import Line, median
from engine.feel import Expression, parse
from engine.feel.expression import forget
from ground.clock import FixedClock

CONDITION = 'a > 3 and b in ["x","y"]'
CLOCK = FixedClock(datetime(2026, 8, 25, 2, tzinfo=UTC))
CONTEXT: dict[str, object] = {f"truong_{number}": number if number % 2 else "giá trị" for number in range(38)}
CONTEXT |= {"a": 5, "b": "x"}


def in_python() -> bool:
    """The floor: what the condition costs where it was written in Python."""
    return CONTEXT["a"] > 3 and CONTEXT["b"] in ["x", "y"]  # type: ignore[operator]


def first_reading() -> Expression:
    """The condition read, compiled and cached as if it had never been seen."""
    forget()
    return parse(CONDITION)


def microseconds(work: Callable[[], object], rounds: int) -> float:
    """The median over twenty batches of the processor time one call takes, so that neighbours do not count."""
    taken = []
    for _ in range(20):
        started = time.process_time()
        for _ in range(rounds):
            work()
        taken.append((time.process_time() - started) / rounds * 1e6)
    return median(taken)


def run(full: bool) -> list[Line]:
    """Both figures in microseconds and as multiples of the floor."""
    rounds = 5000 if full else 500
    expression = parse(CONDITION)
    floor = microseconds(in_python, rounds * 10)
    cached = microseconds(lambda: expression.evaluate(CONTEXT, CLOCK), rounds)
    reading = microseconds(first_reading, max(20, rounds // 20))
    return [
        Line("the condition in plain Python", floor, "us"),
        Line(f"a cached evaluation of {CONDITION} over 40 fields", cached, "us", "<= 10"),
        Line("a cached evaluation, of the floor", cached / floor, "x"),
        Line("the first reading", reading, "us", "<= 1000"),
        Line("the first reading, of the floor", reading / floor, "x"),
    ]
