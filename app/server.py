"""The web server: granian in front of `app.factory.serving`, in as many processes as the settings say."""

import logging

from granian import Granian
from granian.constants import Interfaces

from app.settings import Settings

# More threads of one Python wait for one another: eight served a tenth to a quarter less than three (`bench door`).
THREADS = 3
STOP_SECONDS = 30


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT: requests under way are finished first, at most half a minute."""
    logging.getLogger("granian").setLevel(logging.WARNING)
    Granian(
        "app.factory:serving",
        factory=True,
        address=settings.address,
        port=settings.port,
        interface=Interfaces.WSGI,
        # SQLite has one writer at a time, so one process with threads; PostgreSQL gains from a process a core.
        workers=settings.server_processes,
        blocking_threads=THREADS,
        backpressure=THREADS * 8,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_enabled=False,
    ).serve()
