"""The one version of SpiffWorkflow this package is written against: its hooks are no public contract, so nothing else will do."""

import logging
from importlib.metadata import version

UPSTREAM = "3.2.0"

if version("SpiffWorkflow") != UPSTREAM:
    raise ImportError(f"engine.spiff is written against SpiffWorkflow {UPSTREAM}; {version('SpiffWorkflow')} is installed")

# Upstream lists every task of the tree for its log lines unless these two loggers are told to be quiet.
for _name in ("spiff.workflow", "spiff.task"):
    logging.getLogger(_name).setLevel(logging.WARNING)
