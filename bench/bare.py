"""SpiffWorkflow alone, in memory, with its own specs: the floor of a step, as long as its tree is small."""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import EndEvent, ExclusiveGateway, StartEvent, UserTask
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


class Bare:
    """One instance of upstream's own classes; `steps` user tasks in a row, each followed by a choice."""

    def __init__(self, steps: int, *, back: bool = False) -> None:
        spec = BpmnProcessSpec(name="p")
        begin = StartEvent(spec, "start", NoneEventDefinition())
        stop = EndEvent(spec, "end", NoneEventDefinition())
        tasks = [UserTask(spec, f"step{number}") for number in range(steps)]
        gates = [ExclusiveGateway(spec, f"gate{number}") for number in range(steps)]
        spec.start.connect(begin)
        begin.connect(tasks[0])
        stop.connect(spec.end)
        for number, (task, gate) in enumerate(zip(tasks, gates, strict=True)):
            task.connect(gate)
            gate.connect_outgoing_if("outcome == 'refused'", tasks[0] if back else stop)
            gate.connect(tasks[number + 1] if number + 1 < steps else stop)
        self.workflow = BpmnWorkflow(spec)
        self.workflow.do_engine_steps()

    def step(self, outputs: dict[str, Any]) -> None:
        """Complete the one open task."""
        task = self.workflow.get_next_task(state=TaskState.READY, manual=True)
        task.data.update(outputs)
        task.run()
        self.workflow.do_engine_steps()
