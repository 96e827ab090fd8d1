"""What is refused for now is refused with its reason, not only with its name."""

from pathlib import Path

import pytest

from engine.dialect import read_processes
from engine.model import Known
from engine.rules import judge

HERE = Path(__file__).parent / "element_not_supported"


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        ("bad_compensation_boundary", "cannot be undone by running back"),
        ("bad_compensation_throw", "cannot be taken back together"),
        ("bad_conditional", "nothing would tell when to look"),
        ("bad_loop", "would stand nowhere"),
        ("bad_complex_gateway", "cannot be read from the drawing"),
        ("bad_ad_hoc_sub_process", "is left open"),
        ("bad_transaction", "cannot be taken back together"),
        ("bad_several_events", "several events at once"),
    ],
)
def test_the_reason_is_said(drawing: str, reason: str) -> None:
    found = judge(read_processes((HERE / f"{drawing}.bpmn").read_bytes(), "x.bpmn"), Known())
    assert any(reason in finding.message["en"] for finding in found)
