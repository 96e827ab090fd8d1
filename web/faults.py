"""What the form check has against the answers, beside the fields it is about."""

import re
from collections.abc import Mapping, Sequence

from cases.forms import FormRefused
from ground.errors import Problem
from ground.messages import translate
from web.fields import Field, leaves
from web.language import language


def faults_of(problem: Problem | None) -> dict[str, list[str]]:
    """Sentences by the path of their field, in the visitor's language."""
    faults: dict[str, list[str]] = {}
    for error in problem.errors if isinstance(problem, FormRefused) else ():
        faults.setdefault(error.field, []).append(error.message[language()])
    return faults


def summary(fields: Sequence[Field], faults: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """For the head of a refused form: the field to go to, what it is called, what is wrong, from top to bottom.

    What is not on the page has nowhere to go to.
    """
    drawn = {each.name: each.label for each in leaves(fields) if each.name}
    places = sorted(faults, key=[*drawn, *faults].index)
    return [(name if name in drawn else "", _called(drawn, name), " ".join(faults[name])) for name in places]


def _called(drawn: Mapping[str, str], name: str) -> str:
    row = re.match(r".*\[(\d+)\]", name)
    label = drawn.get(name) or name
    return f"{label} ({translate('row {number}', language(), number=int(row[1]) + 1)})" if row else label


def first_at(fields: Sequence[Field], place: str) -> str:
    """The first field one can type in at a path, or below it: where the officer goes on; empty where there is none."""
    typed = (each for each in leaves(fields) if not each.is_read_only and each.kind not in ("group", "list", "row"))
    return next((each.name for each in typed if each.name and each.name.startswith(place)), "")
