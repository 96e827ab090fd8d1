"""What `check` says, in both languages."""

from typing import Final, Literal, TypeAlias, get_args

from engine.decisions.nodes import Need, Node
from engine.model import Finding
from ground.errors import Problem
from ground.messages import translate

Rule: TypeAlias = Literal[
    "decision_name_unknown", "decision_feel_not_readable", "decision_requirement_missing", "decision_rows_overlap",
    "decision_gap", "decision_cell_beyond", "decision_table_beyond",
]  # fmt: skip
# Each has its page in `docs/rules/`, as the rules of drawings have.
RULES: Final[tuple[str, ...]] = get_args(Rule)
ERROR: Final = "error"
WARNING: Final = "warning"


def finding(
    rule: Rule, severity: str, element: str, line: int, file: str, message: str, mend: str, **params: object
) -> Finding:
    """A finding; the English sentences are the keys of the catalogue, `params` fill both of them."""
    told, mended = (
        {language: translate(text, language, **_spoken(params, language)) for language in ("vi", "en")}
        for text in (message, mend)
    )
    return Finding(rule, severity, element, line, told, mended, file)


def _spoken(params: dict[str, object], language: str) -> dict[str, object]:
    """The params with problems among them put into this language."""
    return {name: value.sentence(language) if isinstance(value, Problem) else value for name, value in params.items()}


def dangling(node: Node, need: Need, file: str) -> Finding:
    """A requirement that leads nowhere."""
    return finding(
        "decision_requirement_missing", ERROR, node.id, need.line, file,
        "{name} requires {wanted}, which the model does not have.",
        "Draw the requirement again, or remove it.",
        name=node.name, wanted=f"{need.namespace}#{need.id}",
    )  # fmt: skip
