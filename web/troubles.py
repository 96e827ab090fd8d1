"""Why something was refused or stands still, in the reader's language: an error of the house by its own sentence, a
stall by what stalled; a code that a drawing itself throws is shown as it is.
"""

from collections.abc import Mapping
from typing import Any

from ground.errors import Problem
from web.language import language
from web.words import t

STALLS = {
    "job_failed": "Machine work failed every time it was tried", "no_flow_taken": "No way out of a gateway fits",
    "timer_failed": "What falls due on a date cannot be done", "failed": "It failed for a reason nobody foresaw",
    "condition_not_boolean": "A condition says neither yes nor no",
    "expression_failed": "An expression cannot be worked out",
    "decision_failed": "A decision table gives no answer", "too_long": "A step takes longer than it may",
    "calls_too_deep": "Processes call one another without end", "too_many_instances": "A step is repeated too often",
    "join_incomplete": "A way that was waited for cannot arrive any more",
}  # fmt: skip


def trouble_words(code: str) -> str:
    """What kind of trouble this is, in a few words."""
    return t(STALLS[code]) if code in STALLS else code


def refusal_words(code: str, params: Mapping[str, Any]) -> str:
    """Why a row was refused."""
    kind = _known().get(code)
    if kind is not None:
        return kind(**params).sentence(language())
    cause = str(params.get("cause", ""))
    return f"{trouble_words(code)}: {cause}" if cause else trouble_words(code)


def _known() -> dict[str, type[Problem]]:
    found: dict[str, type[Problem]] = {}
    waiting = [Problem]
    while waiting:
        kind = waiting.pop()
        found.setdefault(kind.code, kind)
        waiting += kind.__subclasses__()
    return found
