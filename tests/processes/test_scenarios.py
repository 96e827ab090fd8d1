"""Every shipped procedure does what its stories tell, whichever way they are played."""

import pytest

from cases.procedure import Bundle
from cases.scenarios import play_all
from cases.scenarios.machinery import WAYS


@pytest.mark.parametrize("way", WAYS)
def test_every_story_ends_as_told(bundle: Bundle, way: str) -> None:
    report = play_all(bundle.slug, ways=[way])
    assert report.passed, "\n".join(report.sentences())
