"""The one version of SpiffWorkflow this package is written against: its hooks are no contract, no other will do."""

import logging
from importlib.metadata import version

UPSTREAM = "3.2.0"

INSTALLED = version("SpiffWorkflow")

if INSTALLED != UPSTREAM:
    raise ImportError(f"engine.spiff is written against SpiffWorkflow {UPSTREAM}; {INSTALLED} is installed")

# Upstream lists every task of the tree for its log lines unless these two loggers are told to be quiet.
for _name in ("spiff.workflow", "spiff.task"):
    logging.getLogger(_name).setLevel(logging.WARNING)
