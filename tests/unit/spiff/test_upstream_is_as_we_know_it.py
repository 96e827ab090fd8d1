"""The seams of SpiffWorkflow we stand on: when an upgrade moves one, this says which before anything runs wrong."""

import hashlib
import inspect
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest
from SpiffWorkflow import Workflow
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.bpmn.specs.defaults import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.service_task import ServiceTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import CallActivity, SubWorkflowTask
from SpiffWorkflow.bpmn.specs.mixins.user_task import UserTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.specs.ExclusiveChoice import ExclusiveChoice
from SpiffWorkflow.specs.Join import Join
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.task import Task

from engine.spiff.pin import UPSTREAM


def _read(attribute: Any) -> Callable[..., Any]:
    """What is done when this attribute is read."""
    reader: Callable[..., Any] = attribute.fget
    return reader


# What each of them does is part of our own correctness, so their text is pinned, not only their name.
SEAMS: dict[Callable[..., Any], str] = {
    Task.__init__: "5d98d6df6c602dfb",
    Task._add_child: "05ec96e943da475e",
    Task._child_added_notify: "20404a6f18bf0476",
    Task._drop_children: "eca5081a4b520d8d",
    Task._ready: "4c051bb2c2a3d259",
    Task._set_state: "86c4c1d22dc9b70f",
    Task.run: "976c46e260fe7f72",
    Task.complete: "3ad34f7ae962ad90",
    Task.cancel: "16a6cc6f7ea48468",
    TaskSpec._update: "6b138d31ca684e6b",
    TaskSpec._on_ready: "c0c43ec078d31a59",
    TaskSpec._run: "dac36fd701341359",
    TaskSpec._on_complete: "95d4b21bfa422d45",
    TaskSpec._on_cancel: "c05a2f4bc3de2f28",
    Workflow.__init__: "a179a75739481275",
    Workflow._remove_task: "3be421d7182884f3",
    Workflow._task_completed_notify: "a87c9bea38b2f71e",
    BpmnBaseWorkflow.__init__: "0ab21b97ab24e0d8",
    BpmnSubWorkflow.__init__: "db2b701bf21b28a0",
    BpmnSubWorkflow._calculate_depth: "e67055a362abf3df",
    BpmnWorkflow.__init__: "3a81d03cfd844e1a",
    BpmnWorkflow.get_task_from_id: "fb88ffd0c4687e1f",
    BpmnWorkflow.create_subprocess: "d29d0ee4716cc3ba",
    BpmnProcessSpec.__init__: "4c0511ce1defb2f1",
    TaskSpec.__init__: "df987d5843e7f374",
    TaskSpec.connect: "80f6471ca8837630",
    TaskSpec._connect_notify: "5495e0157b49128f",
    Task.has_state: "51bfc706797e11e1",
    BpmnTaskSpec.__init__: "1345082eb723ed77",
    BpmnSpecMixin.__init__: "ab73ceb47a8015a7",
    UserTask.__init__: "7643aa535ab5fdd3",
    ServiceTask.__init__: "91d3ef18dc33dca6",
    CallActivity.__init__: "2eeea712948ad443",
    SubWorkflowTask.__init__: "a2940f0ecf23c1e7",
    ExclusiveChoice.__init__: "f081eb79f68b1dea",
    MultiChoice.__init__: "c4e1e38d2f647c6e",
    Join.__init__: "29a9eb19d2f9f4ef",
    BpmnStartTask.__init__: "973bf9e0a65d7bad",
    _read(Task.state): "87299379ec4ed550",
    _read(Task.parent): "70a7622fce2f348b",
    _read(Task.children): "ab66856eadb442f8",
    _read(BpmnSubWorkflow.parent_workflow): "873507ab759741cd",
}


def _print(seam: Callable[..., Any]) -> str:
    return hashlib.sha256(inspect.getsource(seam).encode()).hexdigest()[:16]


def test_the_version_is_the_pinned_one() -> None:
    assert version("SpiffWorkflow") == UPSTREAM


@pytest.mark.parametrize("seam", SEAMS, ids=lambda seam: seam.__qualname__)
def test_the_seam_is_unchanged(seam: Callable[..., Any]) -> None:
    assert _print(seam) == SEAMS[seam]
