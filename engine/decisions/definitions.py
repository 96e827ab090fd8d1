"""Reads one file of a model: its imports, types and nodes. What refers to elsewhere is linked afterwards."""

from dataclasses import dataclass, field
from typing import Final

from engine.decisions.errors import NotAModel, TypesInCircle
from engine.decisions.formula import Formula
from engine.decisions.nodes import KINDS, KNOWLEDGE, SERVING, Need, Node
from engine.decisions.reading import Xml, below, expression_in, first, line_of, name_of, tag, text_of, type_of
from engine.decisions.shapes import Shape, Shapes, written_kind
from engine.decisions.tables import Table
from engine.feel.kinds import FunctionOf
from engine.feel.names import plain
from engine.model import Finding
from ground.xml import read_xml

_DMN: Final = "/DMN/"
_MEMBERS: Final = ("itemComponent", "variable", "column", "output", "formalParameter")


@dataclass(frozen=True, slots=True)
class Import:
    """An imported model: the alias its things are called by (may be empty), its namespace, the line that says so."""

    alias: str
    namespace: str
    line: int


@dataclass(slots=True, eq=False)
class Definitions:
    """One file: the models it imports, its types and nodes; `root` is there until everything is read."""

    file: str
    name: str
    namespace: str
    root: Xml
    imports: list[Import] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    shapes: Shapes = field(default_factory=Shapes)
    members: frozenset[str] = frozenset()
    tables: list[Table] = field(default_factory=list)
    formulas: list[tuple[str, Formula]] = field(default_factory=list)
    logic: list[tuple[Node, list[Formula]]] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)


def read_definitions(content: bytes, file: str) -> Definitions:
    """The file with everything that can be read without its imports.

    Raises NotAModel, TypesInCircle or an error of the XML reader.
    """
    root = read_xml(content, file).getroot()
    if tag(root) != "definitions" or _DMN not in str(root.tag):
        raise NotAModel(file=file, found=tag(root))
    read = Definitions(file, str(root.get("name") or ""), str(root.get("namespace") or ""), root)
    _read_imports(read)
    read.members = frozenset(_member_names(root))
    for each in below(root, "itemDefinition"):
        read.shapes.own[plain(str(each.get("name")))] = _shape(each, read.members)
    read.formulas += [(shape.name, formula) for shape in read.shapes.own.values() for formula in shape.formulas()]
    _refuse_circles(read)
    for element in below(root, *KINDS):
        node = _node(element, read)
        read.nodes[node.id] = node
    return read


def _read_imports(read: Definitions) -> None:
    for element in below(read.root, "import"):
        if _DMN in str(element.get("importType") or _DMN):
            alias, namespace = plain(str(element.get("name") or "")), str(element.get("namespace") or "")
            read.imports.append(Import(alias, namespace, line_of(element)))


def _member_names(root: Xml) -> set[str]:
    """Names that may follow a dot anywhere in the file; those of one plain word need no help."""
    names = {plain(str(each.get("name") or "")) for each in root.iter() if tag(each) in _MEMBERS}
    return {name for name in names if not name.isidentifier()}


def _shape(element: Xml, names: frozenset[str]) -> Shape:
    parts = tuple((plain(str(part.get("name"))), _shape(part, names)) for part in below(element, "itemComponent"))
    function = first(element, "functionItem")
    return Shape(
        plain(str(element.get("name") or "")),
        type_of(element),
        line_of(element),
        parts,
        element.get("isCollection") in ("true", "1"),
        _function(function) if function is not None else None,
        _tests(element, "allowedValues", names),
        _tests(element, "typeConstraint", names),
    )


def _function(element: Xml) -> FunctionOf:
    parameters = tuple(written_kind(type_of(each)) for each in below(element, "parameters"))
    return FunctionOf(parameters, written_kind(plain(str(element.get("outputTypeRef") or "Any"))))


def _tests(element: Xml, name: str, names: frozenset[str]) -> Formula | None:
    found = first(element, name)
    return Formula(text_of(found), names, line_of(found), True) if found is not None else None


def _refuse_circles(read: Definitions) -> None:
    own = read.shapes.own
    for shape in own.values():
        seen: set[str] = set()
        base = shape.name
        while base in own and not own[base].parts and own[base].function is None:
            if base in seen:
                raise TypesInCircle(file=read.file, line=shape.line, name=shape.name)
            seen.add(base)
            base = own[base].base


def _node(element: Xml, read: Definitions) -> Node:
    variable = first(element, "variable")
    name = name_of(element)
    title = plain(str(element.get("name") or ""))
    node = Node(
        tag(element), str(element.get("id") or name), title, name, type_of(variable), line_of(element),
        read.namespace, read.shapes, tuple(_needs(element)),
    )  # fmt: skip
    if node.kind == SERVING:
        node.gives = tuple(_need(each) for each in below(element, "outputDecision"))
        node.takes = tuple(_need(each) for each in below(element, "inputDecision", "inputData"))
    return node


def _needs(element: Xml) -> list[Need]:
    requirements = below(element, "informationRequirement", "knowledgeRequirement")
    kinds = ("requiredDecision", "requiredInput", "requiredKnowledge")
    return [_need(each) for requirement in requirements for each in below(requirement, *kinds)]


def _need(element: Xml) -> Need:
    namespace, _, name = str(element.get("href") or "").rpartition("#")
    return Need(namespace, name, line_of(element))


def logic_of(node_element: Xml) -> Xml | None:
    """Where the logic of a node is written: its boxed expression, or the function a knowledge model wraps."""
    if tag(node_element) == KNOWLEDGE:
        return first(node_element, "encapsulatedLogic")
    return expression_in(node_element)
