"""One graph serves every instance and every thread, and no run changes it.

SpiffWorkflow alone writes into shared specs while it runs (triggered subprocesses, multi-instance callbacks): one
instance's event shows up in the next one.
"""

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from engine.spiff import Graph
from tests.drawings import both, boundary_message, call, drawing, each, either, end, start, user
from tests.unit.spiff.player import Player, graph_of

INNER = drawing("sub", start(), user("t"), end("e"), flows=["start > t > e"])
DRAWN = drawing(
    "p", start(), either("m"), both("f"),
    user("a", loop=each("=[1, 2, 3]", output_collection="ys", output_element="=y")),
    boundary_message("note", "a", interrupting=False), call("c", "sub"), both("j"), either("g", default="on"), end(),
    flows=["start > m > f > a > j > g >(on) end", "f > c > j", "g >[=again] m", "note > end"],
)  # fmt: skip


def _picture(graph: Graph) -> list[Any]:
    return [
        (name, _plain(spec), spec._inputs[:], spec._outputs[:], [dict(vars(event)) for event in _events(spec)])
        for plan in graph.plans.values()
        for name, spec in plan.task_specs.items()
    ]


def _plain(spec: Any) -> list[tuple[str, str]]:
    return sorted((key, repr(value)) for key, value in vars(spec).items() if "event" not in key and key[0] != "_")


def _events(spec: Any) -> list[Any]:
    return [spec.update_event, spec.ready_event, spec.completed_event, spec.cancelled_event, spec.run_event]


def _live(graph: Graph, number: int) -> tuple[object, object]:
    an = Player(graph=graph, code="x", n=number)
    for last in (False, True):
        an.receive("note", n=number)
        for step in ("a", "t", "a", "a"):
            an.do(step, y=number, again=not last)
    return an.run.ended_in, an.run.variables()["ys"]


def test_a_run_leaves_it_as_it_was() -> None:
    graph = graph_of(DRAWN, INNER)
    before = _picture(graph)
    _live(graph, 1)
    assert _picture(graph) == before


def test_instances_do_not_meet() -> None:
    graph = graph_of(DRAWN, INNER)
    one, other = Player(graph=graph, code="x"), Player(graph=graph, code="y")
    one.receive("note").do("a", y=1)
    assert other.stands_at == ["a", "a", "a", "note", "t"]
    assert pickle.dumps(other.run.variables()) == pickle.dumps({"code": "y"})


def test_threads_do_not_meet() -> None:
    graph = graph_of(DRAWN, INNER)
    with ThreadPoolExecutor(8) as threads:
        lives = list(threads.map(lambda number: _live(graph, number), range(64)))
    assert lives == [("end", [number] * 3) for number in range(64)]
