"""Joins the files of a model: imports by namespace, references to nodes, and then the logic, which needs both."""

from collections.abc import Mapping
from itertools import chain

from engine.decisions.around import Around
from engine.decisions.boxed import boxed
from engine.decisions.definitions import Definitions, logic_of, read_definitions
from engine.decisions.errors import DecisionsInCircle, ImportMissing
from engine.decisions.findings import dangling
from engine.decisions.functions import read_logic
from engine.decisions.nodes import DECISION, INPUT, KINDS, KNOWLEDGE, Need, Node
from engine.decisions.paths import TypeName
from engine.decisions.reading import below, name_of
from ground.errors import Problem

Files = dict[str, Definitions]


def link(content: bytes, imports: Mapping[str, bytes], file: str) -> tuple[Definitions, Files]:
    """The file and all it reaches, by namespace. Raises ImportMissing, DecisionsInCircle and what reading raises."""
    main = read_definitions(content, file)
    files = _gather(main, imports)
    for each in files.values():
        each.shapes.imported += [(one.alias, files[one.namespace].shapes) for one in each.imports]
    for each in files.values():
        each.shapes.settle()
        for node in each.nodes.values():
            _link_node(node, each, files)
    for each in files.values():
        _refuse_circles(each)
        _read_logic(each, files)
        each.root = None
    return main, files


def _gather(main: Definitions, imports: Mapping[str, bytes]) -> Files:
    offered, faults = _read_offered(imports if main.imports else {})
    known = {each.namespace: each for each in reversed(offered)} | {main.namespace: main}
    files, waiting = {main.namespace: main}, [main]
    while waiting:
        each = waiting.pop()
        for one in each.imports:
            if one.namespace not in known:
                missing = ImportMissing(file=each.file, line=one.line, namespace=one.namespace)
                raise faults[0] if faults else missing
            if one.namespace not in files:
                files[one.namespace] = known[one.namespace]
                waiting.append(known[one.namespace])
    return files


def _read_offered(imports: Mapping[str, bytes]) -> tuple[list[Definitions], list[Problem]]:
    """Those of the files that can be read; what is wrong with the others matters only when one of them is needed."""
    offered: list[Definitions] = []
    faults: list[Problem] = []
    for name, content in imports.items():
        try:
            offered.append(read_definitions(content, name))
        except Problem as fault:
            faults.append(fault)
    return offered, faults


def _link_node(node: Node, own: Definitions, files: Files) -> None:
    for need in node.needs:
        found = _target(need, own, files)
        if found is not None:
            node.required.append((_alias(own, found), found))
    node.outputs = [found for need in node.gives if (found := _target(need, own, files)) is not None]
    taken = [found for need in node.takes if (found := _target(need, own, files)) is not None]
    node.inputs = [each for each in taken if each.kind == INPUT] + [each for each in taken if each.kind != INPUT]
    for need in chain(node.needs, node.gives, node.takes):
        if _target(need, own, files) is None:
            own.faults.append(dangling(node, need, own.file))


def _target(need: Need, own: Definitions, files: Files) -> Node | None:
    space = need.namespace
    place = own if space in ("", own.namespace) else files.get(space)
    return place.nodes.get(need.id) if place is not None else None


def _alias(own: Definitions, node: Node) -> str:
    if node.namespace == own.namespace:
        return ""
    return next((one.alias for one in own.imports if one.namespace == node.namespace), "")


def _refuse_circles(own: Definitions) -> None:
    """Decisions that need each other could never be worked out. Walks without recursion, however deep the graph."""
    settled: set[Node] = set()
    for start in own.nodes.values():
        path: dict[Node, None] = {}
        waiting: list[Node | None] = [start] if start.kind == DECISION else []
        while waiting:
            node = waiting.pop()
            if node is None:
                settled.add(path.popitem()[0])
            elif node in path:
                raise _circle(own, list(path), node)
            elif node not in settled:
                path[node] = None
                waiting.append(None)
                waiting += [each for each in node.asked() if each.kind == DECISION]


def _circle(own: Definitions, path: list[Node], node: Node) -> DecisionsInCircle:
    names = [each.name for each in path[path.index(node) :]]
    shown = [*names[:10], "…"] if len(names) > 10 else names
    return DecisionsInCircle(file=own.file, line=node.line, circle=" → ".join((*shown, node.name)))


def _read_logic(own: Definitions, files: Files) -> None:
    members = own.members.union(*(files[one.namespace].members for one in own.imports))
    for element in below(own.root, *KINDS):
        node = own.nodes[str(element.get("id") or name_of(element))]
        names = {name for alias, each in node.required for name in (alias, each.name) if name} | {node.name}
        around = Around(node.shapes, members | names, node.name, own.file, [], own.tables, _types(node))
        logic = logic_of(element)
        if node.kind == KNOWLEDGE and logic is not None:
            node.logic = read_logic(logic, around, boxed)
        elif node.kind == DECISION:
            node.work = boxed(logic, around)
        own.formulas += [(node.name, formula) for formula in around.formulas]
        own.logic.append((node, around.formulas))


def _types(node: Node) -> dict[str, TypeName]:
    """The types of what a node requires; imported things by their path."""
    return {
        f"{alias}.{each.name}" if alias else each.name: (each.shapes, each.type)
        for alias, each in node.required
        if each.type and each.kind in (DECISION, INPUT)
    }
