"""The half of the conformance kit that may lie beside the checkout; docs/conformance.md says what does not pass."""

from pathlib import Path

import pytest

from tests.house.code import ROOT
from tests.tck.running import files_in, run_file

KIT = ROOT.parent / "shared" / "tck"
FILES = files_in(KIT) if KIT.is_dir() else []
# Java is not run here: docs/conformance.md.
KNOWN = {"0076-feel-external-java": 10}
FLOOR = 1_611


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_of_a_file_comes_out_as_the_kit_expects(file: Path) -> None:
    failed = [verdict for verdict in run_file(file) if verdict.reason]
    assert len(failed) <= KNOWN.get(file.parent.name, 0), failed


def test_no_case_is_lost() -> None:
    assert not FILES or sum(not verdict.reason for file in FILES for verdict in run_file(file)) >= FLOOR
