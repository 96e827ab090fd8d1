"""Each rule has diagrams: every bad one is found by exactly that rule at the marked places, every good one by none.

A place is marked at the end of its line: `<!-- here: id -->`.
"""

import re
from pathlib import Path

import pytest

from engine.decisions import load
from engine.decisions.findings import RULES as OF_DECISIONS
from engine.dialect import read_processes
from engine.model import Finding, Known
from engine.rules import RULES, judge

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "rules"
KNOWN = Known(
    forms=frozenset({"p.a"}),
    roles=frozenset({"bo_phan_mot_cua", "chuyen_vien", "lanh_dao_phong"}),
    messages=frozenset({"ho_so_bo_sung"}),
    operations=frozenset({"print_receipt"}),
    decisions=frozenset({"tinh_phi"}),
    called=frozenset({"shared"}),
    tags=frozenset({("shared", "v1")}),
)
BAD = sorted([*HERE.glob("*/bad*.bpmn"), *HERE.glob("*/bad*.dmn")])
GOOD = sorted([*HERE.glob("*/good*.bpmn"), *HERE.glob("*/good*.dmn")])
_MARK = re.compile(r"<!-- here: (.*?) -->")


def _name(drawing: Path) -> str:
    return f"{drawing.parent.name}/{drawing.stem}"


def _judged(drawing: Path) -> list[Finding]:
    if drawing.suffix == ".dmn":
        return load(drawing.read_bytes(), file=drawing.name).check()
    return judge(read_processes(drawing.read_bytes(), drawing.name), KNOWN)


@pytest.mark.parametrize("drawing", BAD, ids=_name)
def test_a_bad_drawing_is_found_by_its_rule_at_the_marked_places(drawing: Path) -> None:
    lines = drawing.read_text("utf-8").splitlines()
    marked = {(drawing.parent.name, name, n) for n, line in enumerate(lines, 1) for name in _MARK.findall(line)}
    assert {(found.rule, found.element, found.line) for found in _judged(drawing)} == marked


@pytest.mark.parametrize("drawing", GOOD, ids=_name)
def test_a_good_drawing_is_found_by_no_rule(drawing: Path) -> None:
    assert _judged(drawing) == []


@pytest.mark.parametrize("drawing", BAD, ids=_name)
def test_a_finding_speaks_both_languages_and_leaves_no_placeholder_open(drawing: Path) -> None:
    for found in _judged(drawing):
        assert found.file == drawing.name
        for texts in (found.message, found.mend):
            assert set(texts) == {"vi", "en"}
            assert texts["vi"] != texts["en"]
            assert not re.search(r"\{\w+\}", texts["vi"] + texts["en"]), texts


@pytest.mark.parametrize("rule", [*RULES, *OF_DECISIONS])
def test_a_rule_has_a_page_and_diagrams_of_both_sorts(rule: str) -> None:
    assert (DOCS / f"{rule}.md").read_text("utf-8").startswith(f"# {rule}\n")
    assert any(drawing.parent.name == rule for drawing in GOOD)
    assert any(drawing.parent.name == rule for drawing in BAD)


def test_no_diagram_or_page_belongs_to_a_rule_that_is_gone() -> None:
    pages = {page.stem for page in DOCS.glob("*.md") if page.stem != "README"}
    assert pages == {drawing.parent.name for drawing in (*GOOD, *BAD)} == {*RULES, *OF_DECISIONS}
