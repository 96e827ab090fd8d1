"""What the form check has against the answers, beside the fields it is about."""

from cases.forms import FormRefused
from ground.errors import Problem
from web.language import language


def faults_of(problem: Problem | None) -> dict[str, list[str]]:
    """Sentences by the path of their field, in the visitor's language."""
    faults: dict[str, list[str]] = {}
    for error in problem.errors if isinstance(problem, FormRefused) else ():
        faults.setdefault(error.field, []).append(error.message[language()])
    return faults
