"""`motcua worker`: the scheduler."""

from argparse import ArgumentParser, Namespace

from app.migrations import require_current
from app.settings import Settings
from app.worker import work
from ground.database import open_database

HELP = """Tick until Ctrl-C or SIGTERM: fire timers, run jobs, watch step terms, seal the journal.

What is due lies in the database and is claimed by lease, so three workers do everything once and one that was stopped
for an hour catches up. On SIGTERM it finishes what is under way and gives the other leases back.

    motcua worker
"""


def arguments(_parser: ArgumentParser) -> None:
    """A worker needs nothing but the settings."""


def run(settings: Settings, _given: Namespace) -> int:
    """Tick until asked to stop."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    require_current(open_database(settings.database))
    work(settings)
    return 0
