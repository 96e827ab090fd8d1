"""One question put to a model: each decision it takes is worked out once, however long their chain."""

from collections.abc import Mapping
from typing import Any

from engine.decisions.functions import fit_all
from engine.decisions.incoming import taken
from engine.decisions.nodes import DECISION, INPUT, KNOWLEDGE, SERVING, Node
from engine.decisions.remarks import InputMissing, NoLogic
from engine.decisions.run import ModelRun, run_of
from engine.decisions.trace import Step
from engine.feel.kinds import ANY
from engine.feel.names import plain
from engine.feel.run import Scope
from engine.feel.values import Function

_WEIGHT = 16


class Asking:
    """The inputs of one question and the answers so far; `given` are answers that are not to be worked out.

    `aliases` are the names of imported models by their namespace.
    """

    def __init__(
        self,
        run: ModelRun,
        inputs: Mapping[str, object],
        aliases: Mapping[str, str],
        given: Mapping[Node, object],
    ) -> None:
        self.run = run
        self.aliases = aliases
        self.inputs = inputs
        self.answers: dict[Node, object] = dict(given)
        self.functions: dict[Node, Function] = {}

    def answer(self, wanted: Node) -> object:
        """The value of a decision or an input. Raises FeelBudget."""
        waiting = [wanted]
        while waiting:
            node = waiting[-1]
            missing = [each for each in node.asked() if each not in self.answers] if node not in self.answers else []
            self.run.spend(1)
            if missing:
                waiting += reversed(missing)
                continue
            waiting.pop()
            if node not in self.answers:
                self.answers[node] = self._take(node) if node.kind == INPUT else self._work(node)
        return self.answers[wanted]

    def _take(self, node: Node) -> object:
        found, value = self._given(node)
        with self.run.at_node(node.name, node.line, node.shapes.kinds):
            if not found:
                self.run.remark(InputMissing(name=node.name))
            value = taken(node.shapes, self.run, value, node.type, node.name)
        self.run.noted.note(Step(node.kind, node.id, node.name, value))
        return value

    def _given(self, node: Node) -> tuple[bool, object]:
        """An input by its full name `{namespace}name`, inside a context called like the import, or by its name."""
        full = f"{{{node.namespace}}}{node.name}"
        if full in self.inputs:
            return True, self.inputs[full]
        inside = self.inputs.get(self.aliases.get(node.namespace, ""))
        if isinstance(inside, Mapping) and node.name in inside:
            return True, inside[node.name]
        return self._named(node.name, node.title)

    def _named(self, *names: str) -> tuple[bool, object]:
        for name in names:
            if name in self.inputs:
                return True, self.inputs[name]
        found = next((key for key in self.inputs if plain(str(key)) in names), None)
        return found is not None, self.inputs[found] if found is not None else None

    def _work(self, node: Node) -> object:
        with self.run.at_node(node.name, node.line, node.shapes.kinds):
            assert node.work is not None
            value = node.work(Scope(self._seen(node), self.run.root, self.run))
            value = node.shapes.fit(self.run, value, node.type, node.name)
        self.run.noted.note(Step(node.kind, node.id, node.name, value))
        return value

    def _seen(self, node: Node) -> dict[str, object]:
        """Everything the logic of a node may name: what it requires, imported things under their alias."""
        seen: dict[str, Any] = {}
        if node.kind == KNOWLEDGE:
            seen[node.name] = self.function(node)
        for alias, each in node.required:
            value = self.function(each) if each.kind in (KNOWLEDGE, SERVING) else self.answers[each]
            place = seen.setdefault(alias, {}) if alias else seen
            place[each.name] = value
        return seen

    def function(self, node: Node) -> Function:
        """A business knowledge model or a decision service as a function."""
        if node not in self.functions:
            parameters = tuple((name, ANY) for name, _ in node.parameters())
            body = self._knowledge(node) if node.kind == KNOWLEDGE else self._serving(node)
            self.functions[node] = Function(parameters, body, self.run.root, _WEIGHT)
        return self.functions[node]

    def _knowledge(self, node: Node) -> Any:
        def body(scope: Scope) -> object:
            run = run_of(scope)
            with run.at_node(node.name, node.line, node.shapes.kinds):
                if node.logic is None:
                    run.remark(NoLogic(name=node.name))
                    return None
                value = node.logic.call(Scope(scope.values, Scope(self._seen(node), run.root, run), run))
                value = node.shapes.fit(run, value, node.shapes.result_of(node.type), node.name)
            run.noted.note(Step(node.kind, node.id, node.name, value))
            return value

        return body

    def _serving(self, node: Node) -> Any:
        def body(scope: Scope) -> object:
            fitted = fit_all(node.shapes, self.run, scope.values, node.parameters())
            return None if fitted is None else self.serve(node, fitted)

        return body

    def serve(self, node: Node, arguments: Mapping[str, object]) -> object:
        """What a decision service gives for these arguments: its output, or a context of its outputs."""
        given = {each: arguments[each.name] for each in node.inputs}
        inner = Asking(self.run, self.inputs, self.aliases, given)
        values = {each.name: inner.answer(each) for each in node.outputs if each.kind == DECISION}
        value = next(iter(values.values())) if len(values) == 1 else values
        with self.run.at_node(node.name, node.line, node.shapes.kinds):
            value = node.shapes.fit(self.run, value, node.shapes.result_of(node.type), node.name)
        self.run.noted.note(Step(node.kind, node.id, node.name, value))
        return value

    def serve_inputs(self, node: Node) -> object:
        """A decision service or knowledge model asked directly: its arguments are among the inputs."""
        arguments = {}
        for name, wanted in node.parameters():
            found, value = self._named(name)
            if not found:
                self.run.remark(InputMissing(name=name))
            arguments[name] = taken(node.shapes, self.run, value, wanted, name)
        if node.kind == SERVING:
            return self.serve(node, arguments)
        return self.function(node).body(Scope(arguments, self.run.root, self.run))
