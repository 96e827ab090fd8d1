"""Papers: one slip in a warm press; a thousand results drawn, signed, numbered, sealed and kept; memory over many."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cpu import seconds_of
from bench.page import Line, median
from documents.examples import RECEIPT, RESULT
from documents.render import close_presses, render
from documents.sign import PfxSigner, make_test_authority, place_number, trial_proof
from documents.sign.authority import PHRASE
from documents.vault import Vault

RESULTS, SLIPS, PAPERS, CORES = 1000, 40, 5000, 2
AT = datetime(2026, 9, 10, 1, 30, tzinfo=UTC)
TEMPLATES = Path(__file__).parents[1] / "tests" / "documents" / "templates"
MIB = 1 << 20


def run(full: bool) -> Iterator[Line]:
    """The wall clock counts on a quiet machine only; processor time tells on a busy one too."""
    yield from _slips()
    yield from _results(RESULTS if full else RESULTS // 50)
    yield from _memory(PAPERS if full else PAPERS // 25)


def _slips() -> list[Line]:
    """Beside the wall clock what the press itself worked."""
    for _ in range(3):
        _slip(0)
    taken, before = [], seconds_of(0, os.getpid())
    for number in range(SLIPS):
        started = time.perf_counter()
        _slip(number)
        taken.append((time.perf_counter() - started) * 1000)
    worked = (seconds_of(0, os.getpid()) - before) / SLIPS * 1000
    return [
        Line("a slip of one page, warm, median", median(taken), "ms", "<= 150"),
        Line("a slip of one page, warm, processor time of the press", worked, "ms", "<= 150"),
    ]


def _slip(number: int) -> bytes:
    facts = {**RECEIPT, "number": f"{number:04}/BPTNTKQ"}
    return render("slips/receipt.html", facts, kind="slip")


def _results(count: int) -> list[Line]:
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        authority = make_test_authority(Path(folder) / "keys")
        for file in (authority.officer("Giang", "Sở"), authority.seal("Sở"), authority.stamper()):
            assert file.exists()
        with ProcessPoolExecutor(CORES, get_context("spawn")) as workers:
            # Both have their press and their keys open before the clock runs.
            list(workers.map(_result, [folder] * CORES * 2, range(CORES * 2)))
            started = time.perf_counter()
            worked = sum(workers.map(_result, [folder] * count, range(count), chunksize=5))
            wall = time.perf_counter() - started
    scale = RESULTS / count
    return [
        Line(f"{RESULTS} results drawn, signed and kept, two workers", wall * scale, "s", "<= 240"),
        Line(f"{RESULTS} results, processor time shared by two cores", worked * scale / CORES, "s", "<= 240"),
    ]


@cache
def _signers(folder: str) -> tuple[PfxSigner, PfxSigner]:
    authority = make_test_authority(Path(folder) / "keys")
    proof = trial_proof(authority)
    files = (authority.officer("Giang", "Sở"), authority.seal("Sở"))
    person, seal = (PfxSigner(file, PHRASE, proof=proof) for file in files)
    return person, seal


def _result(folder: str, number: int) -> float:
    """One result through all its stages; the processor seconds it took, its press's included."""
    before = time.process_time() + seconds_of(0, os.getpid())
    (person, seal), vault = _signers(folder), Vault(Path(folder) / "vault")
    draft = render("decision.html", {**RESULT, "excerpt": f"Về việc số {number}"}, folders=[TEMPLATES], kind="result")
    vault.keep(draft)
    signed = person.sign(draft, reason="Ký duyệt", at=AT, field="signer")
    vault.keep(signed)
    numbered = place_number(signed, f"{number % 9000 + 1000}/GP-SNV", date(2026, 9, 10))
    vault.keep(numbered)
    vault.keep(seal.sign(numbered, reason="Phát hành", at=AT, field="seal"))
    return time.process_time() + seconds_of(0, os.getpid()) - before


def _memory(count: int) -> list[Line]:
    """What this process and its press hold together, the most within a tenth: the last against the second."""
    close_presses()
    tenths = []
    for _ in range(10):
        most = 0
        for number in range(count // 10):
            _slip(number)
            most = max(most, _held())
        tenths.append(most)
    close_presses()
    return [
        Line(f"memory after {count} papers", tenths[-1] / MIB, "MiB"),
        Line(f"memory after {count} papers against that after {count // 5}", tenths[-1] / tenths[1], "x", "<= 1.1"),
    ]


def _held() -> int:
    """Bytes in memory of this process and its children."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        try:
            pages += int(Path(f"/proc/{child}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE")
