"""Whatever is sent as a drawing ends in a clear error, in findings, or in a drawing that may run."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.dialect import read_processes
from engine.model import Finding, Known
from engine.rules import judge
from ground.errors import Problem
from tests.dialect.drawn import drawing, flow, row_of_tasks

SHIPPED = sorted((Path(__file__).parents[2] / "processes").glob("*.bpmn"))
EVERYTHING = (Path(__file__).parents[1] / "rules/element_not_supported/good_every_element.bpmn").read_bytes()
# Refused or judged long before anybody would call it hanging, on a machine that has other things to do as well.
LONGEST_SECONDS = 10


def verdict(content: bytes) -> list[Finding] | Problem:
    began = time.process_time()
    answer: list[Finding] | Problem
    try:
        answer = judge(read_processes(content, "x.bpmn"), Known())
    except Problem as problem:
        answer = problem
    assert time.process_time() - began < LONGEST_SECONDS
    return answer


def rules_found(content: bytes) -> set[str]:
    found = verdict(content)
    assert isinstance(found, list)
    return {finding.rule for finding in found}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 30), st.sampled_from([b"aZ09_.", b"<>/\"'=& \x00\xff"]))
def test_flipped_bytes_never_break_the_reader(seed: int, flips: int, letters: bytes) -> None:
    content, luck = bytearray(EVERYTHING), random.Random(seed)
    for _ in range(flips):
        content[luck.randrange(400, len(content))] = luck.choice(letters)
    verdict(bytes(content))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_lost_doubled_and_exchanged_lines_never_break_the_rules(seed: int, changes: int) -> None:
    lines, luck = EVERYTHING.decode().splitlines(), random.Random(seed)
    for _ in range(changes):
        here, there = luck.randrange(3, len(lines) - 2), luck.randrange(3, len(lines) - 2)
        now = lines[here]
        choices: list[list[str]] = [
            [],
            [now, lines[there]],
            [now.replace("id=", "name=")],
            [now.replace('Ref="', 'Ref="x')],
        ]
        lines[here : here + 1] = luck.choice(choices)
    verdict("\n".join(lines).encode())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_drawing_cut_anywhere_is_refused_and_not_half_read(path: Path) -> None:
    content = path.read_bytes()
    for length in range(0, len(content) - 20, len(content) // 50):
        assert isinstance(verdict(content[:length]), Problem)


def test_two_thousand_elements_in_a_row_pass() -> None:
    assert verdict(row_of_tasks(1_998)) == []


def test_one_element_too_many_is_refused() -> None:
    assert rules_found(row_of_tasks(1_999)) == {"too_large"}


def test_a_drawing_full_of_elements_is_refused_in_time() -> None:
    assert rules_found(row_of_tasks(12_000)) == {"too_large"}


def test_thousands_of_processes_are_refused_in_time() -> None:
    many = "".join(
        f'<bpmn:process id="p{n}" isExecutable="true"><bpmn:startEvent id="s{n}"/></bpmn:process>' for n in range(5_000)
    )
    assert rules_found(drawing(head=many)) == {"too_large"}


def test_hundreds_of_splits_and_joins_are_judged_in_time() -> None:
    parts, flows, last = ['<bpmn:startEvent id="start"/>', '<bpmn:endEvent id="done"/>'], [], "start"
    for n in range(450):
        parts += [f'<bpmn:parallelGateway id="{kind}{n}"/>' for kind in ("s", "j")]
        flows += [flow(f"a{n}", last, f"s{n}"), *(flow(f"b{n}_{way}", f"s{n}", f"j{n}") for way in range(15))]
        last = f"j{n}"
    assert rules_found(drawing(*parts, *flows, flow("end", last, "done"))) == set()


def test_a_knot_of_gateways_is_judged_in_time() -> None:
    luck = random.Random(7)
    names = [f"g{n}" for n in range(1_900)]
    parts = [f'<bpmn:{luck.choice(["parallel", "exclusive"])}Gateway id="{name}"/>' for name in names]
    flows = [flow(f"f{n}", luck.choice(names), luck.choice(names)) for n in range(9_000)]
    assert rules_found(drawing('<bpmn:startEvent id="start"/>', *parts, *flows, flow("f", "start", "g0")))


def test_a_chain_of_calls_is_judged_in_time() -> None:
    chain = "".join(
        f'<bpmn:process id="p{n}" isExecutable="true"><bpmn:startEvent id="s{n}"/><bpmn:endEvent id="e{n}"/>'
        f'<bpmn:callActivity id="c{n}" calledElement="p{n + 1}"/>{flow(f"x{n}", f"s{n}", f"c{n}")}'
        f"{flow(f'y{n}', f'c{n}', f'e{n}')}</bpmn:process>"
        for n in range(99)
    )
    assert rules_found(drawing(head=chain, process='id="p99" isExecutable="true"')) == {"start_event"}


def test_a_drawing_full_of_strange_settings_is_refused_in_time() -> None:
    strange = " ".join(f'a{n}="1"' for n in range(150))
    tasks = (f'<bpmn:userTask id="t{n}" {strange}/>' for n in range(500))
    found = verdict(drawing(*tasks))
    assert isinstance(found, list)
    assert len(found) < 5_000
