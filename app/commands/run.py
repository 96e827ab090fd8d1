"""`motcua run`: everything at once, for a demonstration or one small office."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from app.commands.port import free_port, port_argument
from app.desk import open_desk
from app.family import Family
from app.first import fill, prepare, welcome
from app.settings import Settings

HELP = """Start the whole house on this machine and stay until Ctrl-C.

Creates or upgrades the database, deploys the shipped procedures, fills an empty demonstration with one ministry and a
few hundred dossiers, then runs the web server and the worker as two processes and prints the address and the log-ins.
Started again it goes on where it stopped. Everything it keeps lies in ./var, or where MOTCUA_HOME points.

    motcua run
    motcua run --port 9000
"""


def arguments(parser: ArgumentParser) -> None:
    """Where to listen."""
    port_argument(parser)


def run(settings: Settings, given: Namespace) -> int:
    """Prepare, start server and worker, tell, and wait for the end."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    try:
        chosen = replace(settings, port=free_port(settings.address, given.port or settings.port))
        print("Đang chuẩn bị… Preparing", file=sys.stderr)
        desk = open_desk(chosen)
        wanted = prepare(desk, chosen)
        with Family(chosen) as family:
            family.start("server")
            family.wait_until_served()
            print(welcome(chosen), flush=True)
            if wanted:
                print(f"Đang tạo {wanted} hồ sơ mẫu… Inventing dossiers while you look.", flush=True)
                fill(desk, chosen, wanted)
                print("Xong. Done.", flush=True)
            family.start("worker")
            return family.watch()
    except KeyboardInterrupt:
        print("\nĐã dừng. Stopped.", file=sys.stderr)
        return 0


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
