"""Business rule tasks: a decision of the bundle is worked out at once, with what the token sees."""

from typing import Any

from SpiffWorkflow.task import Task

from engine.decisions import Model
from engine.feel import to_json
from engine.spiff.activities import Activity
from engine.spiff.errors import Stall, ValueNotJson, VariablesTooLarge
from engine.spiff.mapping import put
from engine.spiff.node import visible
from engine.spiff.rest import at_rest
from ground.errors import Problem


class RuleStep(Activity):
    """A business rule task with a decision: its value goes into the result variable."""

    # Set by the builder; None when the bundle has no such decision.
    model: Model | None = None

    def act(self, task: Task) -> None:
        outputs: dict[str, Any] = {}
        put(outputs, self.element.result.split("."), self._decided(task))
        task.internal_data["outputs"] = outputs
        super().act(task)

    def _decided(self, task: Task) -> Any:
        if self.model is None:
            raise self._failed("there is no such decision in this bundle")
        task.workflow.top_workflow.check_time()
        try:
            outcome = self.model.evaluate(self.element.decision, visible(task), task.workflow.top_workflow.clock)
            value = at_rest({"value": to_json(outcome.value)})["value"]
        except (ValueNotJson, VariablesTooLarge, Problem) as error:
            raise self._failed(error.sentence("en")) from error
        if value is None and outcome.warnings:
            raise self._failed(outcome.warnings[0].sentence("en"))
        return value

    def _failed(self, reason: str) -> Stall:
        return Stall("decision_failed", decision=self.element.decision, reason=reason)
