"""Runs the kill test and says what the checker found."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from engine.jobs import LEASE
from ground.database import open_database
from tests.kill.check import Checker
from tests.kill.clerk import OFFICERS, Clerk, Shared
from tests.kill.history import History, outcomes
from tests.office import Office
from tests.postgres import private_cluster


def main() -> int:
    """Parse the command line; 0 when nothing was lost, doubled or broken on any of the databases asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--operations", type=int, default=2500)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=3600, help="stop after this long, whatever is left to do")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    asked = parser.parse_args()
    kinds = ("sqlite", "postgresql") if asked.database == "both" else (asked.database,)
    return max(_on(kind, asked) for kind in kinds)


def _on(kind: str, asked: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="motcua-kill-") as folder:
        home = Path(folder)
        if kind == "sqlite":
            return report(kind, *play(home, f"sqlite:///{home}/motcua.sqlite", asked))
        with private_cluster(durable=True) as address:
            return report(kind, *play(home, address, asked))


def play(home: Path, database: str, asked: argparse.Namespace) -> tuple[list[str], dict[str, object]]:
    """One run on one database: the faults found, and the figures."""
    office = Office(home, database)
    office.order("seed", "--dossiers", "0")
    stored = open_database(database)
    (home / "history").mkdir()
    for name in ("server", "worker"):
        office.start(name)
    started = time.monotonic()
    try:
        office.wait_until_it_answers()
        shared = Shared(office.address, {officer: office.log_in(officer) for officer in OFFICERS}, asked.operations)
        clerks = [
            Clerk(number, asked.seed, shared, History(home / "history" / f"{number}.jsonl"))
            for number in range(asked.clients)
        ]
        for clerk in clerks:
            clerk.start()
        _kill_while_they_work(office, clerks, shared, asked)
        for clerk in clerks:
            clerk.join()
        took = time.monotonic() - started
        _let_leases_end(office)
        checker = Checker(stored, home)
        checker.wait_for_the_worker(lambda: office.running["worker"].poll() is None)
    finally:
        office.stop()
    faults = [f"clerk {clerk.number}: {clerk.trouble!r}" for clerk in clerks if clerk.trouble]
    faults += checker.faults(outcomes(home / "history"))
    stored.dispose()
    tally = Counter(f"{record.get('op')} {record['event']}" for record in outcomes(home / "history"))
    return faults, {"kills": office.kills, "seconds": round(took, 1), **tally}


def _kill_while_they_work(office: Office, clerks: list[Clerk], shared: Shared, asked: argparse.Namespace) -> None:
    """Spread the kills: the next one when its share of the operations is done, or on a slow machine of the time."""
    chance = random.Random(asked.seed)
    begun = time.monotonic()
    while any(clerk.is_alive() for clerk in clerks):
        spent = (time.monotonic() - begun) / asked.seconds
        if spent > 1:
            shared.stopping.set()
        done = max(1 - max(shared.left, 0) / asked.operations, spent)
        if office.kills < asked.kills and done * (asked.kills + 1) >= office.kills + 1:
            time.sleep(chance.random() * 0.3)
            office.kill(chance)
        time.sleep(0.02)


def _let_leases_end(office: Office) -> None:
    """What killed workers held is free after a minute: the last worker's clock goes so much ahead, and nobody waits."""
    office.stop("worker")
    office.start("worker", MOTCUA_CLOCK_SHIFT=str(LEASE.seconds + 1))


def report(kind: str, faults: list[str], figures: dict[str, object]) -> int:
    """Print one run; 1 when there are faults."""
    print(f"{kind}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    for fault in faults[:50]:
        print(f"  FAULT {fault}")
    print(f"  {len(faults)} faults" if faults else "  nothing lost, nothing doubled, the chain whole")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
