"""What is kept in the vault is there, whole, or said to be damaged; never half there."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from documents.vault import DigestNotReadable, PaperDamaged, PaperLost, Vault, VaultNotWritable

PAPER = "Giấy tiếp nhận hồ sơ của bà An".encode()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def _file(vault: Vault, digest: str) -> Path:
    return vault.folder / digest[:2] / digest


def test_a_kept_paper_is_read_back_by_its_digest(vault: Vault) -> None:
    digest = vault.keep(PAPER)

    assert vault.read(digest) == PAPER
    assert vault.has(digest)


def test_keeping_the_same_paper_twice_leaves_one_file(vault: Vault) -> None:
    first, second = vault.keep(PAPER), vault.keep(PAPER)

    assert first == second
    assert [p for p in vault.folder.rglob("*") if p.is_file()] == [_file(vault, first)]


def test_a_damaged_paper_is_never_handed_out(vault: Vault) -> None:
    digest = vault.keep(PAPER)
    _file(vault, digest).write_bytes(PAPER[:-1] + b"X")

    with pytest.raises(PaperDamaged):
        vault.read(digest)


def test_a_cut_off_paper_is_never_handed_out(vault: Vault) -> None:
    digest = vault.keep(PAPER)
    _file(vault, digest).write_bytes(b"")

    with pytest.raises(PaperDamaged):
        vault.read(digest)


def test_keeping_a_damaged_paper_again_makes_it_whole(vault: Vault) -> None:
    digest = vault.keep(PAPER)
    _file(vault, digest).write_bytes(b"rubbish")

    vault.keep(PAPER)

    assert vault.read(digest) == PAPER


def test_a_paper_never_kept_is_lost(vault: Vault) -> None:
    with pytest.raises(PaperLost):
        vault.read("0" * 64)
    assert not vault.has("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_digest_names_a_paper(vault: Vault, name: str) -> None:
    with pytest.raises(DigestNotReadable):
        vault.read(name)


def test_a_vault_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("not a folder")

    with pytest.raises(VaultNotWritable):
        Vault(tmp_path / "vault").keep(PAPER)


FULL_DISK = """
import resource, sys
from pathlib import Path
from documents.vault import Vault
from ground.errors import DiskFull

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Vault(Path(sys.argv[1])).keep(b"x" * 5000)
except DiskFull:
    sys.exit(7)
"""


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", FULL_DISK, str(tmp_path / "vault")], check=False, timeout=60)

    assert run.returncode == 7
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_vault_works_again_after_the_disk_was_full(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", FULL_DISK, str(tmp_path / "vault")], check=False, timeout=60)
    vault = Vault(tmp_path / "vault")

    assert vault.read(vault.keep(b"x" * 5000)) == b"x" * 5000


A_DAY = timedelta(days=1)


def _age(vault: Vault, digest: str) -> None:
    """Kept two days ago."""
    place = _file(vault, digest)
    then = place.stat().st_mtime - 2 * A_DAY.total_seconds()
    os.utime(place, (then, then))


def test_only_orphans_that_have_lain_a_day_are_swept(vault: Vault) -> None:
    old, young = vault.keep(b"old"), vault.keep(b"young")
    _age(vault, old)

    assert list(vault.old(A_DAY)) == [old]
    assert vault.sweep([old, young], A_DAY) == 1
    assert (vault.has(old), vault.has(young)) == (False, True)


def test_an_orphan_kept_again_is_young_and_stays(vault: Vault) -> None:
    digest = vault.keep(PAPER)
    _age(vault, digest)
    orphans = list(vault.old(A_DAY))
    vault.keep(PAPER)

    assert vault.sweep(orphans, A_DAY) == 0
    assert vault.read(digest) == PAPER


def test_a_half_written_draft_of_a_crash_is_swept(vault: Vault) -> None:
    folder = _file(vault, vault.keep(PAPER)).parent
    draft = folder / ".abc.part"
    draft.write_bytes(b"half")
    os.utime(draft, (0, 0))

    assert vault.sweep([], A_DAY) == 1
    assert not draft.exists()
