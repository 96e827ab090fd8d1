"""Which port to listen at: the one asked for; a demonstration takes the next free one instead, and says so."""

import socket
import sys
import time
from argparse import ArgumentParser

from ground.errors import Unavailable

TRIES = 50
PATIENCE_SECONDS = 10.0


class NoFreePort(Unavailable):
    """No port from {first} to {last} is free on this machine. Name another one with --port."""

    code = "no_free_port"


class PortTaken(Unavailable):
    """Port {port} is taken by another program. Stop it, or name another port with --port."""

    code = "port_taken"


def port_argument(parser: ArgumentParser) -> None:
    """`--port`, for the commands that serve."""
    parser.add_argument("--port", type=int, metavar="PORT", help="where to listen (MOTCUA_PORT, else 8080)")


def free_port(address: str, wanted: int) -> int:
    """The wanted port, or the next free one. Raises `NoFreePort`."""
    last = min(wanted + TRIES, 65535)
    for port in range(wanted, last + 1):
        if _is_free(address, port):
            if port != wanted:
                print(f"Cổng {wanted} đang bận. Port {wanted} is taken: using {port}.", file=sys.stderr)
            return port
    raise NoFreePort(first=wanted, last=last)


def require_port(address: str, port: int, patience: float = PATIENCE_SECONDS) -> int:
    """This very port, waited for a little: the server that was just killed may still hold it. Raises `PortTaken`."""
    until = time.monotonic() + patience
    while not _is_free(address, port):
        if time.monotonic() > until:
            raise PortTaken(port=port)
        time.sleep(0.05)
    return port


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except OSError:
            return False
        return True
