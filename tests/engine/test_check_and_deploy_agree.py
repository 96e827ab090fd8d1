"""`check` with the database and `deploy` give one verdict: nothing is let pass by the one and refused by the other."""

import os
from collections.abc import Mapping
from functools import partial

from sqlalchemy.orm import Session

from engine import commands
from engine.definitions import DefinitionRefused, check
from engine.model import Finding, Known
from ground.errors import Problem
from tests.engine.conftest import Hall
from tests.hostile.drawings import hostile_drawing

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "300")) // 2


def test_what_check_says_of_a_hostile_drawing_is_what_deploy_does(hall: Hall) -> None:
    accepted = 0
    for seed in range(ROUNDS):
        files = {"x.bpmn": hostile_drawing(seed)}
        said = hall.act(partial(checked, files))
        assert hall.act(partial(deployed, files, hall)) == said, seed
        accepted += not said
    assert 0 < accepted < ROUNDS


def checked(files: Mapping[str, bytes], session: Session) -> str:
    """The errors that `check` finds, or the code of what it raises; empty when all is well."""
    try:
        return told(check(files, Known(), session))
    except Problem as problem:
        return problem.code


def deployed(files: Mapping[str, bytes], hall: Hall, session: Session) -> str:
    """The same of `deploy`."""
    try:
        commands.deploy(session, hall.clock, files, Known(), "lam", activate=True)
    except DefinitionRefused as refused:
        return told(refused.findings)
    except Problem as problem:
        return problem.code
    return ""


def told(findings: tuple[Finding, ...] | list[Finding]) -> str:
    """The errors among these, one a line."""
    errors = (finding for finding in findings if finding.severity == "error")
    return "\n".join(f"{one.rule} {one.element} {one.line} {one.message['en']}" for one in errors)
