"""An instance at rest: its live tokens, the forks they share, their variables as differences, nothing else.

A compressed JSON document of our own, so that an upgrade of SpiffWorkflow touches the loading code only. No specs: they
come from the graph. No history: it is in the journal. The bytes of an instance depend on what it stands at, not on what
it went through.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow import Workflow
from SpiffWorkflow.task import Task

from engine.spiff.errors import FrontierNotReadable
from engine.spiff.graph import Graph
from engine.spiff.instance import Instance, Others
from engine.spiff.tree import in_order, is_live
from ground.clock import Clock

FORMAT = 1
LIMIT_BYTES = 64 * 1024 * 1024
Row = list[Any]
_ABSENT: Any = object()


def record(instance: Instance) -> dict[str, Any]:
    """The instance as plain JSON values; variables and notes are shared with it, not copied."""
    called, seen = [], 0
    workflows: list[Workflow] = [instance]
    while seen < len(workflows):
        for task in in_order(workflows[seen]):
            if (inner := instance.subprocesses.get(task.id)) is not None:
                called.append([task.id.hex, inner.spec.name, _rows(inner), *([inner.origin] if inner.origin else [])])
                workflows.append(inner)
        seen += 1
    end = {"ended_in": instance.ended_in, "variables": instance.data} if instance.completed else None
    return {"format": FORMAT, "main": instance.spec.name, "tasks": _rows(instance), "called": called, "end": end}


def pack(recorded: dict[str, Any]) -> bytes:
    """The stored form of a record."""
    return zstandard.ZstdCompressor(level=3).compress(orjson.dumps(recorded))


def weight(recorded: dict[str, Any]) -> int:
    """How many bytes of variables a record holds."""
    rows = [*recorded["tasks"], *(row for _, _, rows, *_ in recorded["called"] for row in rows)]
    kept = [[row[5], *_values(row[4])] for row in rows if row[5] or row[4]]
    return len(orjson.dumps([kept, recorded["end"] and recorded["end"]["variables"]]))


def contents(frontier: bytes) -> dict[str, Any]:
    """The record these bytes hold. Raises `FrontierNotReadable`."""
    with _readable():
        content = zstandard.ZstdDecompressor().decompress(frontier, max_output_size=LIMIT_BYTES)
        recorded: dict[str, Any] = orjson.loads(content)
        if recorded["format"] != FORMAT:
            raise ValueError(f"format {recorded['format']}")
        return recorded


def restored(graph: Graph, recorded: dict[str, Any], clock: Clock, others: Others | None = None) -> Instance:
    """The instance of a record. Raises `FrontierNotReadable` when it does not fit the graph."""
    with _readable():
        return _restore(graph, recorded, clock, others)


def unpack(graph: Graph, frontier: bytes, clock: Clock, others: Others | None = None) -> Instance:
    """The instance these bytes hold. Raises `FrontierNotReadable` when they do not fit the graph."""
    return restored(graph, contents(frontier), clock, others)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (zstandard.ZstdError, orjson.JSONDecodeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise FrontierNotReadable(reason=f"{type(error).__name__} {error}") from error


def _rows(workflow: Workflow) -> list[Row]:
    places: dict[UUID, int] = {}
    rows: list[Row] = []
    for task in in_order(workflow):
        places[task.id] = len(rows)
        parent = task.parent
        base = parent.data if parent is not None else {}
        # Sorted: the same variables give the same bytes whatever way they came. Inner objects keep their order.
        changed = {
            name: task.data[name] for name in sorted(task.data) if not _same(base.get(name, _ABSENT), task.data[name])
        }
        gone = sorted(base.keys() - task.data.keys())
        notes = task.internal_data if is_live(task) else None
        place = places[parent.id] if parent is not None else -1
        rows.append([task.id.hex, place, task.task_spec.name, task.state, notes or None, changed or None, gone or None])
    return rows


def _same(one: Any, other: Any) -> bool:
    # Python takes 1, 1.0 and true for the same; at rest they are not.
    return one is other or (orjson.dumps(one) == orjson.dumps(other) if type(one) is type(other) else False)


def _values(notes: dict[str, Any] | None) -> list[Any]:
    return [notes[name] for name in ("items", "results", "outputs") if name in notes] if notes else []


def _restore(graph: Graph, recorded: dict[str, Any], clock: Clock, others: Others | None) -> Instance:
    instance = Instance(graph.plans[recorded["main"]], graph.plans, clock, others, deserializing=True)
    _grow(instance, recorded["tasks"])
    for token, process, rows, *origin in recorded["called"]:
        caller = instance.get_task_from_id(UUID(hex=token))
        _grow(instance.create_subprocess(caller, process, *origin, deserializing=True), rows)
    if recorded["end"] is not None:
        instance.completed, instance.ended_in = True, recorded["end"]["ended_in"]
        instance.data = recorded["end"]["variables"]
    return instance


def _grow(workflow: Workflow, rows: list[Row]) -> None:
    tasks: list[Task] = []
    for token, place, spec, state, notes, changed, gone in rows:
        parent = tasks[place] if place >= 0 else None
        task = Task(workflow, workflow.spec.task_specs[spec], parent, state, UUID(hex=token))
        task.internal_data = notes or {}
        task.data = (parent.data if parent is not None else {}) | (changed or {})
        for name in gone or ():
            del task.data[name]
        tasks.append(task)
    workflow.task_tree = tasks[0]
