"""Papers under fire: the worker dies between drawing, signing, keeping and committing, and each decision still has
exactly one legal result whose every file is there.

`python -m tests.kill.papers --kills 200`, with `--postgres` on a cluster of its own.
The worker is a fork that dies at a counted point or at a random moment.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from cases.follow import follow
from cases.handling import complete_step
from cases.keeping import sweep_vault, vault_faults
from cases.operations import Tools, operations
from cases.tables import Dossier, Result, Slip
from documents.sign import PfxSigner, TestAuthority, make_test_authority, verify
from documents.sign.authority import PHRASE
from documents.vault import Vault
from engine.jobs import LEASE, run_jobs
from engine.tables import Entry
from exchange.mail import FileMailer
from ground.clock import FixedClock
from ground.database import open_database, reading, transaction
from tests.cases.desk import GRANT, Desk, furnish
from tests.conftest import MORNING, create_tables
from tests.postgres import private_cluster

FACTS = ("result_approved", "result_signed", "result_numbered", "result_issued", "result_returned")
MOST_POINTS, MOST_A_STEP = 24, 3


class Fuse:
    """Burns down by one at every point; at nothing the process dies as if the power had gone."""

    def __init__(self, left: int) -> None:
        self.left = left

    def burn(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class FusedVault(Vault):
    """Points before and after a paper is kept."""

    fuse: Fuse

    def keep(self, content: bytes) -> str:
        self.fuse.burn()
        digest = super().keep(content)
        self.fuse.burn()
        return digest


class FusedSigner:
    """Points before and after a signature."""

    def __init__(self, signer: PfxSigner, fuse: Fuse) -> None:
        self.signer, self.fuse = signer, fuse

    def sign(self, pdf: bytes, **how: Any) -> bytes:
        self.fuse.burn()
        signed = self.signer.sign(pdf, **how)
        self.fuse.burn()
        return signed

    def vouch(self, content: bytes, **how: Any) -> bytes:
        return self.signer.vouch(content, **how)


class Play:
    """One office whose worker keeps dying."""

    def __init__(self, home: Path, address: str, seed: int) -> None:
        self.home, self.address, self.chance = home, address, random.Random(seed)
        self.kills, self.clock = 0, FixedClock(MORNING)
        self.authority: TestAuthority = make_test_authority(home / "keys")
        person, self.seal = (
            PfxSigner(file, PHRASE) for file in (self.authority.officer("Giang", "Sở"), self.authority.seal("Sở"))
        )
        self.person = person
        letters = FileMailer(home / "letters", self.clock)
        self.tools = Tools(Vault(home / "vault"), lambda _name: person, self.seal, letters)
        create_tables(address)
        database = open_database(address)
        with transaction(database) as session:
            furnish(session, self.clock)
        self.desk = Desk(database, self.clock, self.tools)

    def dossier(self, kills: int) -> None:
        """One dossier from reception to return; what the machine does is done by workers that die."""
        code = self.desk.receive()
        self.work(kills)
        for by, element, answers in GRANT:
            task = self.desk.task(code, element)
            self.desk.do(by, complete_step, task.id, task.version, answers)
            self.work(kills)

    def work(self, kills: int) -> None:
        """Workers die over the jobs that are due until one lives to the end."""
        for _ in range(MOST_A_STEP if self.kills < kills else 0):
            if self.kills >= kills or not self._dies():
                break
            self.kills += 1
            # What the dead one held is free again when its lease has run out.
            self.clock.move_to(self.clock.now() + LEASE + timedelta(seconds=1))
        self._worker(0)

    def _dies(self) -> bool:
        """Whether the worker died before its work was done: at a point, or wherever it was at a random moment."""
        at_point = self.chance.random() < 0.6
        return self._worker(self.chance.randint(1, MOST_POINTS) if at_point else -1)

    def _worker(self, fuse: int) -> bool:
        self.desk.database.dispose()
        pid = os.fork()
        if pid == 0:
            os._exit(self._jobs(fuse))
        if fuse < 0:
            time.sleep(self.chance.random() * 1.5)
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                return False
            os.kill(pid, signal.SIGKILL)
        ended = os.waitpid(pid, 0)[1]
        if os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL:
            return True
        if os.waitstatus_to_exitcode(ended):
            raise RuntimeError("the worker failed; its log says why")
        return False

    def _jobs(self, left: int) -> int:
        """In the fork: the due jobs, one after the other, with points at every turn."""
        fuse, database = Fuse(left), open_database(self.address)
        for moment in ("commit", "begin"):
            event.listen(database, moment, fuse.burn)
        vault = FusedVault(self.home / "vault")
        vault.fuse = fuse
        person, seal = FusedSigner(self.person, fuse), FusedSigner(self.seal, fuse)
        known = operations(replace(self.tools, vault=vault, signer=lambda _name: person, seal=seal))
        while run_jobs(database, self.clock, known, follow):
            pass
        return 0

    def faults(self) -> Iterator[str]:
        """Everything that is not as promised; nothing is the proof."""
        for place in self.tools.vault.folder.rglob("*"):
            os.utime(place, (0, 0)) if place.is_file() else None
        sweep_vault(self.desk.database, self.tools.vault)
        with reading(self.desk.database) as session:
            yield from vault_faults(session, self.tools.vault)
            results = {result.dossier_id: result for result in session.scalars(select(Result))}
            for dossier in session.scalars(select(Dossier)):
                told = Counter(session.scalars(select(Entry.name).where(Entry.chain == dossier.instance_id)))
                yield from (f"{dossier.code}: {name} {told[name]} times" for name in FACTS if told[name] != 1)
                slips = Counter(session.scalars(select(Slip.kind).where(Slip.dossier_id == dossier.id)))
                if slips["receipt"] != 1 or (dossier.state != "returned" and dossier.closed_at is None):
                    yield f"{dossier.code}: {dict(slips)}, {dossier.state}"
                yield from self._result(dossier, results.get(dossier.id))
            serials = sorted(result.serial or 0 for result in results.values())
            if serials != list(range(1, len(serials) + 1)):
                yield f"the book has the numbers {serials}"

    def _result(self, dossier: Dossier, result: Result | None) -> Iterator[str]:
        if result is None or result.issued_digest is None:
            yield f"{dossier.code}: no result was issued"
            return
        read = self.tools.vault.read
        issued = read(result.issued_digest)
        verdict = verify(issued, [self.authority.root])
        if not verdict.valid or [one.field for one in verdict.signatures] != ["signer", "seal"]:
            yield f"{dossier.code}: {verdict}"
        if verdict.number != result.number:
            yield f"{dossier.code}: the paper bears {verdict.number}, the book says {result.number}"
        if not issued.startswith(read(result.draft_digest)) or result.draft_digest != result.approved_digest:
            yield f"{dossier.code}: what was signed is not what was approved"


def play(kills: int, seed: int = 1, address: str = "") -> tuple[list[str], int, int]:
    """Dossiers until the worker has died so often: the faults, the deaths, the dossiers.

    `address`: of an empty database; without one a SQLite file.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-kill-") as folder:
        office, dossiers = Play(Path(folder), address or f"sqlite:///{folder}/motcua.sqlite", seed), 0
        while office.kills < kills:
            office.dossier(kills)
            dossiers += 1
        faults = list(office.faults())
        office.desk.database.dispose()
        return faults, office.kills, dossiers


def main() -> int:
    """Parse the command line; 0 when every decision has its one result."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill.papers", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with private_cluster(durable=True) if asked.postgres else nullcontext("") as address:
        faults, kills, dossiers = play(asked.kills, asked.seed, address)
    print(f"{kills} deaths over {dossiers} dossiers: {len(faults)} faults")
    for fault in faults[:50]:
        print(f"  FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
