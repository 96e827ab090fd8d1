"""What we rely on SpiffWorkflow to do, said as its behaviour: its own tests need not be at hand to see it change."""

from typing import Any

import pytest
from SpiffWorkflow import Workflow
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import BpmnSpecMixin
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.instance import NoScripts


class Probe(BpmnSpecMixin):  # type: ignore[misc]
    """A spec that writes down which hooks upstream calls, and answers as it is told."""

    def __init__(self, plan: Any, name: str) -> None:
        super().__init__(plan, name)
        self.heard: list[str] = []
        self.arrives, self.answer = True, True

    def test(self) -> None:
        """Nothing to check, as in ours."""

    def _predict(self, my_task: Task, *_args: Any, **_options: Any) -> None:
        self.heard.append("predict")

    def _update_hook(self, my_task: Task) -> bool:
        self.heard.append("update")
        return self.arrives

    def _on_ready_hook(self, my_task: Task) -> None:
        self.heard.append("ready")

    def _run_hook(self, my_task: Task) -> bool | None:
        self.heard.append("run")
        return self.answer

    def _on_complete_hook(self, my_task: Task) -> None:
        self.heard.append("complete")
        for spec in self.outputs:
            my_task._add_child(spec, TaskState.FUTURE)

    def _on_cancel(self, my_task: Task) -> None:
        self.heard.append("cancel")


class Bare(BpmnWorkflow):  # type: ignore[misc]
    """A workflow that does nothing by itself after a task."""

    def _task_completed_notify(self, task: Task) -> None:
        self.told = task


@pytest.fixture
def plan() -> BpmnProcessSpec:
    plan = BpmnProcessSpec(name="p")
    plan.task_specs.clear()
    plan.start, plan.end = Probe(plan, "start"), Probe(plan, "end")
    first, second = Probe(plan, "first"), Probe(plan, "second")
    first.connect(second)
    return plan


@pytest.fixture
def workflow(plan: BpmnProcessSpec) -> Bare:
    return Bare(plan, {}, script_engine=NoScripts())


@pytest.fixture
def token(workflow: Bare) -> Task:
    """A token that stands at the first probe."""
    task = workflow.task_tree._add_child(workflow.spec.task_specs["first"], TaskState.FUTURE)
    task.task_spec._update(task)
    return task


def heard(task: Task) -> list[str]:
    return list(task.task_spec.heard)


def heard_by(workflow: Bare, name: str) -> list[str]:
    return list(workflow.spec.task_specs[name].heard)


def test_connected_specs_know_each_other_both_ways(plan: BpmnProcessSpec) -> None:
    first, second = plan.task_specs["first"], plan.task_specs["second"]
    assert (first.outputs, second.inputs) == ([second], [first])


def test_a_spec_is_found_by_its_name_in_its_plan(plan: BpmnProcessSpec) -> None:
    assert plan.task_specs["first"].name == "first"


def test_a_token_that_may_go_on_is_ready_and_is_told_once(token: Task) -> None:
    assert (token.state, heard(token)) == (TaskState.READY, ["update", "ready"])


def test_a_definite_token_is_not_predicted(token: Task) -> None:
    assert "predict" not in heard(token)


def test_a_token_that_may_not_go_on_is_left_as_it_is(workflow: Bare) -> None:
    spec = workflow.spec.task_specs["first"]
    spec.arrives = False
    task = workflow.task_tree._add_child(spec, TaskState.FUTURE)
    spec._update(task)
    assert (task.state, heard(task)) == (TaskState.FUTURE, ["update"])


def test_running_completes_lets_the_children_arrive_and_then_tells_the_workflow(token: Task, workflow: Bare) -> None:
    assert token.run() is True
    (child,) = token.children
    assert (token.state, child.state, workflow.told) == (TaskState.COMPLETED, TaskState.READY, token)
    assert heard(token) == ["update", "ready", "run", "complete"]
    assert heard(child) == ["update", "ready"]


def test_a_run_without_an_answer_leaves_the_token_started_and_no_child(token: Task) -> None:
    token.task_spec.answer = None
    assert token.run() is None
    assert (token.state, token.children) == (TaskState.STARTED, [])


def test_what_is_finished_does_not_become_ready_again(token: Task) -> None:
    token.run()
    token._ready()
    assert token.state == TaskState.COMPLETED


def test_cancelling_drops_what_is_below_and_tells_the_spec(token: Task, workflow: Bare) -> None:
    child = token._add_child(workflow.spec.task_specs["second"], TaskState.FUTURE)
    token.cancel()
    assert (token.state, child.id in workflow.tasks) == (TaskState.CANCELLED, False)
    assert heard(token)[-1] == "cancel"


def test_a_removed_token_is_gone_from_the_tree_and_its_parent(token: Task, workflow: Bare) -> None:
    workflow._remove_task(token.id)
    assert token.id not in workflow.tasks
    assert token not in workflow.task_tree.children


def test_parent_and_children_are_looked_up_in_the_workflow_by_id(token: Task, workflow: Bare) -> None:
    assert token.parent is workflow.task_tree
    assert token.id in workflow.task_tree._children
    assert workflow.get_task_from_id(token.id) is token


def test_a_token_hangs_where_its_parent_is_set_to(token: Task, workflow: Bare) -> None:
    child = token._add_child(workflow.spec.task_specs["second"], TaskState.FUTURE)
    child.parent = workflow.task_tree
    assert child.parent is workflow.task_tree


def test_a_new_task_takes_its_place_below_its_parent_at_once(token: Task, workflow: Bare) -> None:
    task = Task(workflow, workflow.spec.task_specs["second"], token, TaskState.WAITING)
    assert (token.children, task.data, task.internal_data) == ([task], {}, {})


def test_states_are_flags_and_finished_means_over() -> None:
    live = TaskState.FUTURE | TaskState.WAITING | TaskState.READY | TaskState.STARTED
    over = TaskState.COMPLETED | TaskState.ERROR | TaskState.CANCELLED
    assert over == TaskState.FINISHED_MASK
    assert live & over == 0


def test_an_error_in_a_hook_comes_out_and_leaves_the_token_in_error(token: Task) -> None:
    def broken(_task: Task) -> bool:
        raise ZeroDivisionError

    token.task_spec._run_hook = broken
    with pytest.raises(ZeroDivisionError):
        token.run()
    assert token.state == TaskState.ERROR


def test_an_inner_workflow_knows_the_outermost_one_and_its_depth(workflow: Bare, plan: BpmnProcessSpec) -> None:
    workflow.subprocess_specs["p"] = plan
    task = workflow.task_tree._add_child(plan.task_specs["first"], TaskState.FUTURE)
    inner = workflow.create_subprocess(task, "p")
    again = workflow.create_subprocess(inner.task_tree._add_child(plan.task_specs["first"], TaskState.FUTURE), "p")
    assert isinstance(inner, Workflow)
    assert (inner.top_workflow, again.top_workflow, inner.depth, again.depth) == (workflow, workflow, 1, 2)
    assert (inner.parent_task_id, again.parent_workflow) == (task.id, inner)


def test_nothing_runs_when_a_workflow_is_made(workflow: Bare) -> None:
    assert [task.state for task in workflow.tasks.values()] == [TaskState.READY]
    assert heard_by(workflow, "first") == heard_by(workflow, "second") == []
