"""What may be deployed: one rule a file, each with its page in `docs/rules/` and its diagrams in `tests/rules/`."""

from collections.abc import Sequence

from engine.model import Finding, Known, Process
from engine.rules.bundle import Bundle
from engine.rules.drawing import Drawing
from engine.rules.registry import RULES, rules_for

__all__ = ["RULES", "judge"]


def judge(processes: Sequence[Process], known: Known) -> list[Finding]:
    """Everything the rules have to say about the processes of a bundle, by file and line; empty when all is well."""
    bundle = Bundle(processes)
    findings = [
        remark.finding(name, process.file)
        for process in processes
        for drawing in (Drawing(process, bundle, known),)
        for name, rule in rules_for(drawing)
        for remark in rule(drawing)
    ]
    return sorted(findings, key=lambda finding: (finding.file, finding.line, finding.rule, finding.element))
