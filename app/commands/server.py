"""`motcua server`: the web server alone."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from app.commands.port import port_argument, require_port
from app.migrations import require_current
from app.server import serve
from app.settings import Settings
from ground.database import open_database

HELP = """Serve both doors, web and /api/v1, until Ctrl-C or SIGTERM.

The tables must be current (motcua db upgrade). Start a worker beside it (motcua worker): it watches terms and timers,
prints slips and signs results. `motcua run` does all of this for a demonstration.

    motcua server --port 8080
"""


def arguments(parser: ArgumentParser) -> None:
    """Where to listen."""
    port_argument(parser)


def run(settings: Settings, given: Namespace) -> int:
    """Serve until asked to stop."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    require_current(open_database(settings.database))
    chosen = replace(settings, port=require_port(settings.address, given.port or settings.port))
    print(f"{chosen.url}", flush=True)
    serve(chosen)
    return 0
