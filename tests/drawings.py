"""Drawings for tests, made directly: `drawing("p", start(), user("A"), end(), flows=["start > A > end"])`."""

from collections.abc import Sequence
from typing import Any

from engine.model import Element, Flow, Kind, Loop, Message, Process, Timer


def element(id: str, kind: Kind, **rest: Any) -> Element:
    """One element; its name is its id unless given."""
    return Element(id=id, kind=kind, tag=kind.value, line=1, **({"name": id} | rest))


def start(id: str = "start") -> Element:
    return element(id, Kind.START)


def end(id: str = "end", **rest: Any) -> Element:
    return element(id, Kind.END, **rest)


def user(id: str, **rest: Any) -> Element:
    return element(id, Kind.USER_TASK, **rest)


def job(id: str, operation: str = "print_receipt", **rest: Any) -> Element:
    return element(id, Kind.SERVICE_TASK, operation=operation, **rest)


def call(id: str, called: str, **rest: Any) -> Element:
    return element(id, Kind.CALL, called=called, **rest)


def either(id: str, default: str = "") -> Element:
    """An exclusive gateway; `default` is the id of its default flow."""
    return element(id, Kind.EXCLUSIVE, default=default)


def both(id: str) -> Element:
    """A parallel gateway."""
    return element(id, Kind.PARALLEL)


def race(id: str) -> Element:
    """An event-based gateway."""
    return element(id, Kind.EVENT_GATEWAY)


def timer(id: str, value: str, kind: str = "duration", **rest: Any) -> Element:
    return element(id, Kind.CATCH, timer=Timer(kind, value), **rest)


def message(id: str, name: str = "ho_so_bo_sung", correlation: str = "=code", **rest: Any) -> Element:
    return element(id, Kind.CATCH, message=Message(name, correlation), **rest)


def boundary_timer(id: str, host: str, value: str, kind: str = "duration", **rest: Any) -> Element:
    return element(id, Kind.BOUNDARY, attached_to=host, timer=Timer(kind, value), **rest)


def boundary_message(id: str, host: str, name: str = "rut_ho_so", correlation: str = "=code", **rest: Any) -> Element:
    return element(id, Kind.BOUNDARY, attached_to=host, message=Message(name, correlation), **rest)


def each(collection: str, *, sequential: bool = False, **rest: Any) -> Loop:
    """A multi-instance marker."""
    return Loop(sequential=sequential, input_collection=collection, **rest)


def drawing(id: str, *elements: Element, flows: Sequence[str], oddities: tuple[Any, ...] = ()) -> Process:
    """A process. A flow text is a chain `A > B > C`; a condition stands in brackets, a flow's id before a colon.

    `"gate >[=ok] yes"` is a conditional flow, `"gate >(no) again"` one with the id `no`, `"gate >(yes)[=ok] b"` both.
    """
    drawn: dict[str, Flow] = {}
    for chain in flows:
        source, *hops = chain.split(" >")
        for hop in hops:
            flow = _flow(source.strip(), hop.strip(), len(drawn) + 1)
            drawn[flow.id] = flow
            source = flow.target
    return Process(
        id=id, name=id, file=f"{id}.bpmn", line=1, elements={e.id: e for e in elements}, flows=drawn, oddities=oddities
    )


def _flow(source: str, hop: str, number: int) -> Flow:
    name, condition = "", ""
    if hop.startswith("("):
        name, hop = hop[1:].split(")", 1)
    if hop.startswith("["):
        condition, hop = hop[1:].rsplit("]", 1)
    return Flow(name or f"flow{number}", source, hop.strip(), number, condition=condition)
