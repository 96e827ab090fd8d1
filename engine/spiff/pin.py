"""The one version of SpiffWorkflow this package is written against: its hooks are no contract, no other will do."""

import logging
from importlib.metadata import version
from typing import Any

from SpiffWorkflow.task import Task

UPSTREAM = "3.2.0"

INSTALLED = version("SpiffWorkflow")

if INSTALLED != UPSTREAM:
    raise ImportError(f"engine.spiff is written against SpiffWorkflow {UPSTREAM}; {INSTALLED} is installed")

# Upstream lists every task of the tree for its log lines unless these two loggers are told to be quiet.
for _name in ("spiff.workflow", "spiff.task"):
    logging.getLogger(_name).setLevel(logging.WARNING)


def _no_details(_task: Task, _more: Any = None) -> dict[str, Any]:
    return {}


# It gathers the details of a line at every change of state, also of those lines that are never written.
Task.collect_log_extras = _no_details
