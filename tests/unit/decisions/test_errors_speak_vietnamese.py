"""Whatever the decision engine says is said in Vietnamese too."""

import pytest

from engine.decisions import errors, remarks
from ground.errors import Problem
from ground.messages import has_translation

SAID = [
    each
    for module in (errors, remarks)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, Problem) and each.__module__ == module.__name__
]


@pytest.mark.parametrize("problem", SAID)
def test_every_problem_has_its_vietnamese(problem: type[Problem]) -> None:
    assert has_translation(problem.message())
