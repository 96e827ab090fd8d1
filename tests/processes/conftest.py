"""The bundles that come with the house, read once."""

from pathlib import Path

import pytest

import forms
import processes
from cases.procedure import Bundle, shipped_bundles

FOLDERS = [Path(package.__path__[0]) for package in (processes, forms)]
BUNDLES = {bundle.slug: bundle for bundle in shipped_bundles(FOLDERS)}


@pytest.fixture(params=sorted(BUNDLES))
def bundle(request: pytest.FixtureRequest) -> Bundle:
    """Each shipped procedure in turn."""
    return BUNDLES[request.param]
