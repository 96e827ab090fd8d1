"""What the graph rules say is true: played out with every possible choice, a refused element never happens.

Small random drawings of tasks and gateways are walked through every state a token game can come to.
"""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from engine.dialect import read_processes
from engine.model import Kind, Known, Process
from engine.rules import judge
from tests.dialect.drawn import drawing, flow

MOST_STATES = 3_000
MOST_TOKENS = 2  # on one flow: more of them change nothing about what can happen
TAGS = ("userTask", "exclusiveGateway", "parallelGateway", "parallelGateway")
State = frozenset[tuple[str, int]]


def random_process(luck: random.Random) -> Process:
    names = [f"n{number}" for number in range(luck.randrange(4, 9))]
    parts = [f'<bpmn:{luck.choice(TAGS)} id="{name}"/>' for name in names]
    ways = [(name, luck.choice([*names, "done"])) for name in names]
    ways += [
        (luck.choice([n for n, p in zip(names, parts, strict=True) if "Gateway" in p] or names), luck.choice(names))
        for _ in range(5)
    ]
    ways = [("start", names[0]), *dict.fromkeys(ways)]
    flows = [flow(f"f{number}", *way) for number, way in enumerate(ways)]
    content = drawing('<bpmn:startEvent id="start"/>', '<bpmn:endEvent id="done"/>', *parts, *flows)
    (process,) = read_processes(content, "random.bpmn")
    return process


def moves(process: Process, name: str, tokens: Counter[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Which flows an element takes tokens from and puts tokens on, for every choice it has now."""
    element = process.elements[name]
    incoming = [one.id for one in process.incoming(name)]
    outgoing = [one.id for one in process.outgoing(name)]
    ways = [[one] for one in outgoing] if element.kind is Kind.EXCLUSIVE else [outgoing]
    if element.kind is Kind.PARALLEL:
        taken = [incoming] if incoming and all(tokens[one] for one in incoming) else []
    else:
        taken = [[one] for one in incoming if tokens[one]]
    for sources in taken:
        for targets in ways or [[]]:
            yield sources, targets


def happened(process: Process) -> set[str] | None:
    """Every element that can be done at all; nothing when there are too many states to know."""
    first = Counter(one.id for one in process.outgoing("start"))
    waiting, seen, done = [first], {frozenset(first.items())}, {"start"}
    while waiting:
        tokens = waiting.pop()
        for name in process.elements:
            for sources, targets in moves(process, name, tokens):
                done.add(name)
                after = tokens - Counter(sources) + Counter(targets)
                after = Counter({one: min(count, MOST_TOKENS) for one, count in after.items()})
                state: State = frozenset(after.items())
                if state not in seen:
                    seen.add(state)
                    waiting.append(after)
        if len(seen) > MOST_STATES:
            return None
    return done


@pytest.mark.parametrize("block", range(10))
def test_what_is_called_unreachable_or_never_complete_never_happens(block: int) -> None:
    luck = random.Random(block)
    for _ in range(40):
        process = random_process(luck)
        done = happened(process)
        for finding in judge([process], Known()):
            if done is not None and finding.rule in ("unreachable_element", "join_never_completes"):
                assert finding.element not in done
