"""A decision model: loaded once, asked as often as wanted, checked before it is used."""

from collections.abc import Mapping
from itertools import chain
from typing import Final, NamedTuple

from engine.decisions.asking import Asking
from engine.decisions.checking import check_table
from engine.decisions.definitions import Definitions
from engine.decisions.errors import DecisionUnknown
from engine.decisions.findings import ERROR, finding
from engine.decisions.formula import Formula
from engine.decisions.linking import Files, link
from engine.decisions.nodes import DECISION, INPUT, KNOWLEDGE, SERVING, Node
from engine.decisions.pages import TablePage, page_of
from engine.decisions.remarks import Remark
from engine.decisions.run import ModelRun
from engine.decisions.trace import Trace
from engine.decisions.unknown import check_names
from engine.feel.errors import FeelBudget, FeelNestedTooDeep
from engine.feel.names import plain
from engine.feel.run import CALLS
from engine.model import Finding
from ground.clock import Clock

_SHOWN: Final = 12


class Outcome(NamedTuple):
    """What a decision gave, why parts of it gave null, and how it came to be."""

    value: object
    warnings: tuple[Remark, ...]
    trace: Trace


class Model:
    """A model file with the files it imports; it never changes and may be shared between threads."""

    def __init__(self, main: Definitions, files: Files) -> None:
        self._main = main
        self._files = files
        self._aliases = {one.namespace: one.alias for one in main.imports if one.alias}
        self.name = main.name
        self.namespace = main.namespace

    def decisions(self) -> tuple[str, ...]:
        """The names of what can be asked: decisions, decision services, knowledge models, in the order of the file."""
        return tuple(node.title for node in self._main.nodes.values() if node.kind != INPUT)

    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple(node.title for node in self._main.nodes.values() if node.kind == INPUT)

    def evaluate(self, decision: str, inputs: Mapping[str, object], clock: Clock) -> Outcome:
        """Work out a decision by its name or id; services and knowledge models take their arguments from `inputs`.

        `inputs` holds JSON or FEEL values by the name of the input; `{namespace}name` tells apart inputs of imported
        models that are called the same. Texts become dates where the model says that a date is wanted.
        What fails is null with a warning. Raises DecisionUnknown and nothing else.
        """
        node = self._called(decision)
        run = ModelRun(clock)
        run.where = node.name
        try:
            value = self._ask(node, Asking(run, inputs, self._aliases, {}))
        except FeelBudget as overrun:
            run.remarks.append(Remark(run.where, run.line, overrun))
            value = None
        except RecursionError:  # the depth of the caller's own stack is not ours to know
            run.remarks.append(Remark(run.where, run.line, run.error(FeelNestedTooDeep, 0, limit=CALLS)))
            value = None
        return Outcome(value, tuple(run.remarks), run.noted.trace())

    def pages(self) -> tuple[TablePage, ...]:
        """Its decision tables for people to read, in the order of the file."""
        return tuple(page_of(table) for table in self._main.tables)

    def check(self) -> list[Finding]:
        """Everything wrong with the model that can be told without asking it."""
        main = self._main
        unread = [_unreadable(name, formula, main.file) for name, formula in main.formulas if formula.fault()]
        strange = chain.from_iterable(check_names(node, formulas, main.file) for node, formulas in main.logic)
        return [
            *main.faults,
            *unread,
            *strange,
            *chain.from_iterable(check_table(table, main.file) for table in main.tables),
        ]

    def _ask(self, node: Node, asking: Asking) -> object:
        return asking.serve_inputs(node) if node.kind in (KNOWLEDGE, SERVING) else asking.answer(node)

    def _called(self, name: str) -> Node:
        nodes = self._main.nodes
        known = [node for kind in (DECISION, SERVING, KNOWLEDGE, INPUT) for node in nodes.values() if node.kind == kind]
        wanted = plain(name)
        for node in known:
            if wanted in (node.title, node.name):
                return node
        if name in nodes:
            return nodes[name]
        imported = self._imported(wanted)
        if imported is not None:
            return imported
        names = self.decisions()
        shown = ", ".join((*names[:_SHOWN], "…") if len(names) > _SHOWN else names)
        raise DecisionUnknown(model=self.name, decision=name, known=shown)

    def _imported(self, wanted: str) -> Node | None:
        """A node of an imported model, called by the alias and a dot."""
        for one in self._main.imports:
            for node in self._files[one.namespace].nodes.values():
                if wanted in (f"{one.alias}.{node.name}", node.name if not one.alias else ""):
                    return node
        return None


def _unreadable(name: str, formula: Formula, file: str) -> Finding:
    return finding(
        "decision_feel_not_readable", ERROR, name, formula.line, file,
        "{name}: {written} cannot be read. {reason}", "Write the expression again; it stays null until then.",
        name=name, written=formula.text[:80], reason=formula.fault(),
    )  # fmt: skip


def load(xml: bytes, imports: Mapping[str, bytes] | None = None, file: str = "DMN") -> Model:
    """The model in this file; `imports` are the other files it may import, by file name.

    Raises NotAModel, ImportMissing, DecisionsInCircle, TypesInCircle, TableTooLarge or an error of the XML reader.
    """
    return Model(*link(xml, imports or {}, file))
