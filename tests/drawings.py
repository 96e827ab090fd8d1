"""Drawings for tests, made directly: `drawing("p", start(), user("A"), end(), flows=["start > A > end"])`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.dialect.beginnings import with_beginnings
from engine.model import Element, Flow, Kind, Loop, Message, Oddity, Process, Timer


def element(key: str, kind: Kind, **rest: Any) -> Element:
    """One element; its name is its id unless given."""
    return Element(id=key, kind=kind, tag=kind.value, line=1, **({"name": key} | rest))


def start(key: str = "start") -> Element:
    return element(key, Kind.START)


def end(key: str = "end", **rest: Any) -> Element:
    return element(key, Kind.END, **rest)


def user(key: str, **rest: Any) -> Element:
    return element(key, Kind.USER_TASK, **rest)


def job(key: str, operation: str = "print_receipt", **rest: Any) -> Element:
    return element(key, Kind.SERVICE_TASK, operation=operation, **rest)


def call(key: str, called: str, **rest: Any) -> Element:
    return element(key, Kind.CALL, called=called, **rest)


def part(key: str, *inner: Element, **rest: Any) -> tuple[Element, ...]:
    """A sub-process and the elements drawn directly in it; those of inner parts stay where they are."""
    drawn = (replace(node, parent=node.parent or key) for node in inner)
    return element(key, Kind.SUBPROCESS, **rest), *drawn


def handler(key: str, begin: Element, *inner: Element) -> tuple[Element, ...]:
    """An event sub-process that this start event begins."""
    return part(key, begin, *inner, by_event=True)


def either(key: str, default: str = "") -> Element:
    """An exclusive gateway; `default` is the id of its default flow."""
    return element(key, Kind.EXCLUSIVE, default=default)


def both(key: str) -> Element:
    """A parallel gateway."""
    return element(key, Kind.PARALLEL)


def some(key: str, default: str = "") -> Element:
    """An inclusive gateway; `default` is the id of its default flow."""
    return element(key, Kind.INCLUSIVE, default=default)


def race(key: str) -> Element:
    """An event-based gateway."""
    return element(key, Kind.EVENT_GATEWAY)


def timer(key: str, value: str, kind: str = "duration", **rest: Any) -> Element:
    return element(key, Kind.CATCH, timer=Timer(kind, value), **rest)


def message(key: str, name: str = "ho_so_bo_sung", correlation: str = "=code", **rest: Any) -> Element:
    return element(key, Kind.CATCH, message=Message(name, correlation), **rest)


def boundary_timer(key: str, host: str, value: str, kind: str = "duration", **rest: Any) -> Element:
    return element(key, Kind.BOUNDARY, attached_to=host, timer=Timer(kind, value), **rest)


def boundary_message(key: str, host: str, name: str = "rut_ho_so", correlation: str = "=code", **rest: Any) -> Element:
    return element(key, Kind.BOUNDARY, attached_to=host, message=Message(name, correlation), **rest)


def boundary(key: str, host: str, event: str, code: str = "", **rest: Any) -> Element:
    """A boundary event for an `error` or an `escalation`; without a code it catches all."""
    return element(key, Kind.BOUNDARY, attached_to=host, events=(f"{event}EventDefinition",), code=code, **rest)


def throws(key: str, event: str, **rest: Any) -> Element:
    """An intermediate event that throws an `escalation` (with its `code`) or a `link`."""
    return element(key, Kind.THROW, events=(f"{event}EventDefinition",), **rest)


def heard(key: str, signal: str, **rest: Any) -> Element:
    """An event that waits for a signal: one in the way of the token, or of another kind when `kind` says so."""
    return element(key, rest.pop("kind", Kind.CATCH), events=("signalEventDefinition",), signal=signal, **rest)


def stop(key: str, event: str, **rest: Any) -> Element:
    """An end event that is an `error`, an `escalation` or `terminate`."""
    return end(key, events=(f"{event}EventDefinition",), **rest)


def each(collection: str, *, sequential: bool = False, **rest: Any) -> Loop:
    """A multi-instance marker."""
    return Loop(sequential=sequential, input_collection=collection, **rest)


def drawing(key: str, *elements: Element, flows: Sequence[str], oddities: tuple[Oddity, ...] = ()) -> Process:
    """A process. A flow text is a chain `A > B > C`; an arrow may be `>(id)`, `>[=condition]`, `>(id)[=condition]`."""
    drawn: dict[str, Flow] = {}
    for chain in flows:
        source = chain.split(">", 1)[0].strip()
        for hop in _HOP.finditer(chain):
            name = hop["name"] or f"flow{len(drawn) + 1}"
            drawn[name] = Flow(name, source, hop["target"], len(drawn) + 1, condition=hop["condition"] or "")
            source = hop["target"]
    return Process(
        id=key,
        name=key,
        file=f"{key}.bpmn",
        line=1,
        elements={e.id: e for e in elements},
        flows=drawn,
        oddities=oddities,
    )


_HOP = re.compile(r" >(?:\((?P<name>\w+)\))?(?:\[(?P<condition>=.*?)\])? (?P<target>\w+)(?= >|$)")


def begun(process: Process) -> Process:
    """The same as the reader gives it: with a start event of ours in each part that has none."""
    elements, flows = with_beginnings(process.id, process.line, process.elements, process.flows)
    return replace(process, elements=elements, flows=flows)
