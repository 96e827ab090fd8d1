"""Writes small models and asks them in one line."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from engine.decisions import Model, Outcome, load
from ground.clock import FixedClock

# Tuesday 25 August 2026, 09:30 in Vietnam.
CLOCK = FixedClock(datetime(2026, 8, 25, 2, 30, tzinfo=UTC))
DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def document(*parts: str, namespace: str = "urn:mot-cua", dmn: str = DMN) -> bytes:
    """A whole file of these parts."""
    return f'<definitions xmlns="{dmn}" name="m" namespace="{namespace}">{"".join(parts)}</definitions>'.encode()


def literal(text: str) -> str:
    """A boxed literal expression."""
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def given(name: str, kind: str = "") -> str:
    """An input; its id is its name."""
    return f"<inputData id={quoteattr(name)} name={quoteattr(name)}>{variable(name, kind)}</inputData>"


def variable(name: str, kind: str = "") -> str:
    """A variable with its type."""
    return f"<variable name={quoteattr(name)}{f' typeRef={quoteattr(kind)}' if kind else ''}/>"


def needs(decisions: tuple[str, ...] = (), inputs: tuple[str, ...] = (), knowledge: tuple[str, ...] = ()) -> str:
    """The requirements of a decision."""
    information = [("requiredDecision", each) for each in decisions] + [("requiredInput", each) for each in inputs]
    told = [
        f"<informationRequirement><{tag} href={_href(each)}/></informationRequirement>" for tag, each in information
    ]
    told += [f"<knowledgeRequirement><requiredKnowledge href={_href(e)}/></knowledgeRequirement>" for e in knowledge]
    return "".join(told)


def _href(name: str) -> str:
    return quoteattr(name if "#" in name else f"#{name}")


def decision(name: str, logic: str, kind: str = "", /, **required: tuple[str, ...]) -> str:
    """A decision; its id is its name."""
    inside = variable(name, kind) + needs(**required) + logic
    return f"<decision id={quoteattr(name)} name={quoteattr(name)}>{inside}</decision>"


def knowledge(name: str, parameters: dict[str, str], logic: str, **required: tuple[str, ...]) -> str:
    """A business knowledge model; parameters with their types."""
    formal = "".join(f"<formalParameter name={quoteattr(n)} typeRef={quoteattr(k)}/>" for n, k in parameters.items())
    inside = variable(name) + needs(**required) + f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>"
    return f"<businessKnowledgeModel id={quoteattr(name)} name={quoteattr(name)}>{inside}</businessKnowledgeModel>"


def table(
    columns: dict[str, str],
    rows: Sequence[tuple[str, ...]],
    policy: str = "UNIQUE",
    outputs: dict[str, str] | None = None,
    aggregation: str = "",
) -> str:
    """A decision table: columns with their types, rows of cells followed by outputs, outputs with their values."""
    named = outputs or {"": ""}
    inputs = "".join(
        f"<input><inputExpression typeRef={quoteattr(kind)}><text>{escape(name)}</text></inputExpression></input>"
        for name, kind in columns.items()
    )
    results = "".join(f"<output name={quoteattr(name)}>{_listed(values)}</output>" for name, values in named.items())
    rules = "".join(_rule(row, len(columns)) for row in rows)
    how = f' aggregation="{aggregation}"' if aggregation else ""
    return f'<decisionTable id="t" hitPolicy="{policy}"{how}>{inputs}{results}{rules}</decisionTable>'


def _listed(values: str) -> str:
    return f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""


def _rule(row: tuple[str, ...], inputs: int) -> str:
    cells = "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in row[:inputs])
    return (
        f"<rule>{cells}{''.join(f'<outputEntry><text>{escape(c)}</text></outputEntry>' for c in row[inputs:])}</rule>"
    )


def ask(content: bytes, decision_name: str, inputs: dict[str, Any] | None = None) -> Outcome:
    """What the model answers."""
    return load(content).evaluate(decision_name, inputs or {}, CLOCK)


def answer(*parts: str, inputs: dict[str, Any] | None = None) -> Any:
    """The value of the decision called `quyết định` in a file of these parts."""
    return ask(document(*parts), "quyết định", inputs).value


def codes(outcome: Outcome) -> list[str]:
    """The codes of the warnings."""
    return [remark.problem.code for remark in outcome.warnings]


def checked(logic: str, *parts: str, **required: tuple[str, ...]) -> list[str]:
    """The rules `check` finds broken in a decision with this logic; of its names, which few tests declare, nothing."""
    found = [finding.rule for finding in model(logic, *parts, **required).check()]
    return [rule for rule in found if rule != "decision_name_unknown"]


def model(logic: str, *parts: str, **required: tuple[str, ...]) -> Model:
    """A model of one decision with this logic."""
    return load(document(*parts, decision("quyết định", logic, "", **required)))
