"""From where in a drawing a flow can still get a token: what an inclusive join has to know."""

from engine.model import Flow, Kind, Process


def elements_before(process: Process, flow: Flow) -> frozenset[str]:
    """The elements from which a way leads to this flow without passing the element the flow leads to."""
    found: set[str] = set()
    waiting = [flow.source]
    while waiting:
        name = waiting.pop()
        if name in found or name == flow.target:
            continue
        found.add(name)
        waiting += [before.source for before in process.incoming(name)]
        if process.elements[name].kind is Kind.CATCH:
            waiting += [link.id for link in process.linked(name)]
        if process.elements[name].attached_to:
            waiting.append(process.elements[name].attached_to)
    return frozenset(found)
