"""What the tests of papers share: folders, a text reader that is not the one that wrote, and keys made once."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.examples import RESULT
from documents.render import render
from documents.sign import PfxSigner, TestAuthority, make_test_authority
from documents.sign.authority import PHRASE

TEMPLATES = Path(__file__).parent / "templates"
SIGNED_AT = datetime(2026, 9, 10, 1, 30, tzinfo=UTC)
AGENCY = "Sở Nội vụ (minh họa)"


def text_of(pdf: bytes, page: int | None = None) -> str:
    """The text of all pages, or of one counted from 1, as poppler reads it, one space between words."""
    chosen = ["-f", str(page), "-l", str(page)] if page else []
    command = ["pdftotext", "-layout", *chosen, "-", "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60)
    return " ".join(run.stdout.decode().split())


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return make_test_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def giang(authority: TestAuthority) -> PfxSigner:
    return PfxSigner(authority.officer("Vũ Hương Giang", AGENCY), PHRASE)


@pytest.fixture(scope="session")
def seal(authority: TestAuthority) -> PfxSigner:
    return PfxSigner(authority.seal(AGENCY), PHRASE)


@pytest.fixture(scope="session")
def draft() -> bytes:
    return render("decision.html", RESULT, folders=[TEMPLATES], kind="result")
