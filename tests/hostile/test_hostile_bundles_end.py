"""A hostile bundle is refused with a sentence, or it is a good one: no crash, no hang, no line of Python run."""

import os
import time

import pytest

from cases.procedure import check_bundle
from cases.scenarios.reading import read_scenarios
from ground.errors import Problem
from tests.hostile.bundles import STORIES, good_bundle, hostile_bundle
from tests.hostile.traps import MARK, check_sentences

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "300"))
LONGEST_SECONDS = 10


@pytest.mark.parametrize("part", range(10))
def test_a_hostile_bundle_is_refused_or_good(part: int) -> None:
    MARK.unlink(missing_ok=True)
    for seed in range(part, ROUNDS, 10):
        began = time.process_time()
        answer(hostile_bundle(seed))
        assert time.process_time() - began < LONGEST_SECONDS, seed
    assert not MARK.exists()


def test_the_bundle_that_is_spoilt_was_good() -> None:
    assert not [finding for finding in check_bundle(good_bundle()) if finding.severity == "error"]
    assert answer(good_bundle()) == "good"


def answer(files: dict[str, bytes]) -> str:
    """What deploying it and reading its stories says."""
    try:
        read_scenarios(files[STORIES], STORIES)
        found = check_bundle({name: content for name, content in files.items() if name != STORIES})
    except Problem as problem:
        check_sentences(problem)
        return type(problem).__name__
    for finding in found:
        assert all([finding.rule, finding.message["vi"], finding.message["en"]])
    return "refused" if any(finding.severity == "error" for finding in found) else "good"
