"""Every shipped procedure does what its stories tell, whichever way they are played."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import is_normalized

import pytest

import processes
from cases.scenarios.machinery import WAYS
from cases.scenarios.playing import SUFFIX, play_bundle
from cases.scenarios.reading import read_scenarios
from cases.scenarios.workshop import workshop
from engine.jobs import Operation
from tests.processes.conftest import BUNDLES

FOLDER = Path(processes.__path__[0])


@pytest.fixture(scope="module")
def operations() -> Iterator[Mapping[str, Operation]]:
    """One workshop for all: the papers of a story are the same whichever way it is played, and are drawn once."""
    with workshop() as known:
        yield known


@pytest.mark.parametrize(
    ("slug", "way"),
    # The three ways of a story stay in one process of the test run, where its papers are kept.
    [pytest.param(slug, way, marks=pytest.mark.xdist_group(slug)) for slug in sorted(BUNDLES) for way in WAYS],
)
def test_every_story_ends_as_told(operations: Mapping[str, Operation], slug: str, way: str) -> None:
    page = FOLDER / f"{slug}{SUFFIX}"
    report = play_bundle(BUNDLES[slug], read_scenarios(page.read_bytes(), page.name), operations, [way])
    assert report.playings, "no story is told"
    assert report.passed, "\n".join(report.sentences())


def test_every_story_has_a_vietnamese_name_of_its_own() -> None:
    for slug in BUNDLES:
        page = FOLDER / f"{slug}{SUFFIX}"
        names = [story.name for story in read_scenarios(page.read_bytes(), page.name)]
        assert [name for name in names if name.isascii() or not is_normalized("NFC", name)] == [], slug
        assert len(set(names)) == len(names), slug
