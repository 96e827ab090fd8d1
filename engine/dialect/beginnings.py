"""Where a part begins that has no start event: at everything no flow leads to (BPMN 2.0.2, 13.2 and 13.3.4)."""

from collections.abc import Iterator, Mapping, Sequence

from engine.model import Element, Flow, Kind

Elements = Mapping[str, Element]
Flows = Mapping[str, Flow]


def with_beginnings(process: str, line: int, elements: Elements, flows: Flows) -> tuple[Elements, Flows]:
    """The same with a start event of ours, and flows from it, in each part that has none; that event is not `drawn`.

    An event sub-process cannot do without the event that starts it.
    """
    parts = {"": (process, line)} | {
        each.id: (each.id, each.line)
        for each in elements.values()
        if each.kind is Kind.SUBPROCESS and not each.by_event
    }
    begun = {each.parent for each in elements.values() if each.kind is Kind.START}
    reached = {flow.target for flow in flows.values()}
    new_elements, new_flows = dict(elements), dict(flows)
    for scope, (name, place) in parts.items():
        first = [each for each in elements.values() if each.parent == scope and _begins(each, reached)]
        if scope not in begun and first:
            start = Element(
                id=_unused(f"{name}_begins", elements), kind=Kind.START, tag=Kind.START.value, line=place,
                parent=scope, lane=first[0].lane, drawn=False,
            )  # fmt: skip
            new_elements[start.id] = start
            new_flows |= {flow.id: flow for flow in _ways(start, first, flows)}
    return new_elements, new_flows


def _begins(element: Element, reached: set[str]) -> bool:
    """Whether a token stands here at once: nothing leads here, and nothing else brings one."""
    waits_for_its_pair = element.kind is Kind.CATCH and bool(element.link)
    return not (element.id in reached or element.kind is Kind.BOUNDARY or element.by_event or waits_for_its_pair)


def _ways(start: Element, first: Sequence[Element], flows: Flows) -> Iterator[Flow]:
    for each in first:
        yield Flow(id=_unused(f"{start.id}_{each.id}", flows), source=start.id, target=each.id, line=start.line)


def _unused(name: str, names: Mapping[str, object]) -> str:
    while name in names:
        name += "_"
    return name
