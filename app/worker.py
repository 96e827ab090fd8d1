"""The worker of an installation: its ticks, its tools, its end. Any number of workers may run."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Mapping
from datetime import timedelta

from app.desk import open_desk
from app.log import open_log
from app.settings import Settings
from app.ticks import Tick, schedule, watch
from app.tools import anchors_of, open_tools
from cases.accesses import forget_old
from cases.anchors import anchor
from cases.desk import Desk
from cases.digitising.backlog import take_in_rows
from cases.digitising.reading import read_scans
from cases.errands import ERRANDS
from cases.escalation import check_terms
from cases.follow import follow
from cases.keeping import sweep_vault
from cases.operations import operations
from cases.sweeps import sweep
from engine.batches import run_batches
from engine.beats import beat
from engine.jobs import Operation, run_jobs
from engine.journal import seal
from engine.mending import prune_snapshots
from engine.timers import fire_due
from ground.clock import SystemClock

# Few jobs a claim: what a killed worker held is little, and is soon taken by another.
BATCH = 5


def work(settings: Settings) -> None:
    """Tick until SIGTERM or SIGINT; then finish what is under way and give the other leases back."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    open_log()
    desk = open_desk(settings)
    # The scheduler lives by the machine's clock; the desk's may be shifted.
    machine = SystemClock()
    tools = open_tools(settings, desk)
    anchoring = Tick("anchors", 3600, 2, lambda: anchor(desk.database, desk.clock, tools.seal, anchors_of(settings)))
    sweeping = Tick("vault", 86_400, sys.maxsize, lambda: sweep_vault(desk.database, tools.vault))
    forgetting = Tick("accesses", 3600, 1000, lambda: forget_old(desk.database, desk.clock, settings.limits.accesses))
    known = operations(tools)
    due = (*ticks(desk, known, settings.snapshots, stopping), anchoring, sweeping, forgetting)
    scheduler = schedule(due, stopping, machine)
    scheduler.start()
    watch(scheduler, stopping, machine)
    scheduler.shutdown(wait=True)
    desk.database.dispose()


def ticks(desk: Desk, known: Mapping[str, Operation], keep: timedelta, stopping: threading.Event) -> tuple[Tick, ...]:
    """Timers, jobs, batches, pages of scans, lines of lists, step terms, the desk's own dates, seals, ways back too old
    to `keep`, a sign of life.
    """
    database, clock = desk.database, desk.clock
    name = f"{socket.gethostname()}:{os.getpid()}"[:100]
    return (
        Tick("beat", 15, 2, lambda: beat(database, clock, name)),
        Tick("timers", 1, 100, lambda: fire_due(database, clock, follow, 100)),
        Tick("jobs", 1, BATCH, lambda: run_jobs(database, clock, known, follow, BATCH, stopping.is_set)),
        Tick("batches", 1, 50, lambda: run_batches(database, clock, follow, 50, ERRANDS)),
        Tick("scans", 1, 1, lambda: read_scans(database, clock, desk.vault)),
        Tick("backlog", 2, 20, lambda: take_in_rows(database, clock, desk.vault, 20)),
        Tick("terms", 5, 200, lambda: check_terms(database, clock, 200)),
        Tick("desk", 15, 50, lambda: sweep(database, clock, 50)),
        Tick("seals", 60, 5000, lambda: seal(database, clock, 5000)),
        Tick("snapshots", 3600, 1000, lambda: prune_snapshots(database, clock, keep, 1000)),
    )
