"""A call activity hands over and takes back what its drawing says: everything, or only its mappings."""

from datetime import UTC, datetime

import pytest

from engine.dialect import read_processes
from engine.spiff import Run, build
from ground.canonical import Json
from ground.clock import FixedClock
from tests.dialect.drawn import drawing, flow

CLOCK = FixedClock(datetime(2026, 9, 1, 2, 0, tzinfo=UTC))
INNER = (
    '<bpmn:process id="sub" isExecutable="true"><bpmn:startEvent id="s2"/><bpmn:userTask id="inner"/>'
    f'<bpmn:endEvent id="e2"/>{flow("g1", "s2", "inner")}{flow("g2", "inner", "e2")}</bpmn:process>'
)


def called(attributes: str, mapping: str = "") -> Run:
    mappings = f"<zeebe:ioMapping>{mapping}</zeebe:ioMapping>" if mapping else ""
    content = drawing(
        '<bpmn:startEvent id="s"/><bpmn:callActivity id="c"><bpmn:extensionElements>'
        f'<zeebe:calledElement processId="sub" {attributes}/>{mappings}</bpmn:extensionElements></bpmn:callActivity>',
        '<bpmn:userTask id="after"/><bpmn:endEvent id="e"/>',
        *(flow("f1", "s", "c"), flow("f2", "c", "after"), flow("f3", "after", "e")),
        head=INNER,
    )
    processes = {process.id: process for process in read_processes(content, "p.bpmn")}
    return Run.new(build(processes, "p"), {"a": 1, "dossier": {"code": "HS-1"}}, CLOCK)


def inside(run: Run) -> dict[str, Json]:
    (wait,) = run.waits()
    return run.variables(wait.token)


def afterwards(run: Run) -> dict[str, Json]:
    (wait,) = run.waits()
    run.complete(wait.token, {"b": 2, "c": 3})
    return {name: value for name, value in inside(run).items() if name in ("b", "c", "d")}


@pytest.mark.parametrize(
    ("attributes", "mapping", "seen"),
    [
        ("", "", {"a"}),
        ("", '<zeebe:input source="=a" target="x"/>', {"a", "x"}),
        ('propagateAllParentVariables="false"', '<zeebe:input source="=a" target="x"/>', {"x"}),
        ('propagateAllParentVariables="false"', "", set()),
    ],
)
def test_a_called_process_sees_what_is_handed_over(attributes: str, mapping: str, seen: set[str]) -> None:
    assert set(inside(called(attributes, mapping))) == seen | {"dossier"}


@pytest.mark.parametrize(
    ("attributes", "mapping", "kept"),
    [
        ("", "", {"b": 2, "c": 3}),
        ("", '<zeebe:output source="=b" target="d"/>', {"d": 2}),
        ('propagateAllChildVariables="false"', '<zeebe:output source="=b" target="d"/>', {"d": 2}),
        ('propagateAllChildVariables="false"', "", {}),
    ],
)
def test_a_caller_keeps_what_it_asks_for(attributes: str, mapping: str, kept: dict[str, Json]) -> None:
    assert afterwards(called(attributes, mapping)) == kept
