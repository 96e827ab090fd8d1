"""The command line: `motcua COMMAND`. Finds the command, reads the settings, tells every error in two languages."""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol

from app.settings import Settings, read_settings
from ground.errors import Problem, Unavailable

COMMANDS = (
    "run", "server", "worker", "check", "import", "layout", "test", "deploy", "approve", "seed", "journal", "vault",
    "db", "token", "feel", "decide", "dmn", "calendar", "officer", "unit", "places", "rules", "instance", "incidents",
    "batch", "signal", "handbook", "export",
)  # fmt: skip

HELP = """Một Cửa: administrative procedures as BPMN diagrams, on time, signed, at one door.

Settings come from the environment, and every one has a default:

    MOTCUA_HOME              where everything is kept (./var)
    MOTCUA_DATABASE          sqlite:///… or postgresql://… (SQLite in MOTCUA_HOME)
    MOTCUA_ADDRESS, MOTCUA_PORT           where to listen (127.0.0.1, 8080)
    MOTCUA_PUBLIC_ADDRESS    how people reach this office, printed on slips
    MOTCUA_SERVER_PROCESSES  processes of the web server (1 on SQLite, 2 on PostgreSQL)
    MOTCUA_MODE              demo or production
    MOTCUA_FOUR_EYES         true: another person approves a deployed procedure (true in production)
    MOTCUA_PROCESSES         a folder of the office's own procedures
    MOTCUA_SNAPSHOT_DAYS     how long a running process may go back to an earlier step (90)
    MOTCUA_NATIONAL_DATA     who answers for the databases of the State: none, or trial (a demonstration's own)
    MOTCUA_LAW_ADDRESS       where legal documents are looked up, with {number} in it (no links without it)
    MOTCUA_BRAND             a folder with the office's names, logo, colours and font (brand.toml)
    MOTCUA_IDLE_MINUTES, MOTCUA_SESSION_HOURS   a log-in ends after so long without a sign (30), and in any case (12)
    MOTCUA_ACCOUNT_REQUESTS, MOTCUA_ADDRESS_REQUESTS   requests a minute of one account (3000), of one address that is
                             not logged in (1500), for each server process; 0 is no limit
    MOTCUA_ACCESS_DAYS       for how many days it is kept who has looked at whose data (730)
    MOTCUA_DEMO_DOSSIERS     how many dossiers an empty demonstration gets (300)
    MOTCUA_CLOCK_SHIFT       seconds the clock is moved, in demonstrations only
    MOTCUA_SMTP_HOST, _PORT, _TLS, _USER, _PASSWORD, _SENDER   mail; without a host letters go to MOTCUA_HOME/letters
    MOTCUA_SIGNER, MOTCUA_SIGNER_PASSWORD, MOTCUA_SEAL, MOTCUA_SEAL_PASSWORD   PKCS#12 keys, needed in production
                             or, as MOTCUA_SIGNER, the https address of a signing service; its password is the token
    MOTCUA_TOKEN_DRIVER      a PKCS#11 library; MOTCUA_SIGNER and MOTCUA_SEAL then name tokens, the passwords are PINs
    MOTCUA_STAMPER, MOTCUA_ROOTS, MOTCUA_SIGN_LEVEL   time-stamping server, folder of trusted roots, b-b, b-t or b-lt

Exit codes: 0 done, 1 refused or a fault found, 2 wrong usage, 3 something this machine lacks at the moment.
"""
FOOT = "motcua COMMAND --help teaches each command."


class Command(Protocol):
    """What each file of `app.commands` offers."""

    HELP: str

    def arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, settings: Settings, given: Namespace) -> int: ...


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    asked = sys.argv[1:] if words is None else list(words)
    # Only the file of the command asked for is loaded: the server's first process needs little, and starts at once.
    known = asked[:1] if asked and asked[0] in COMMANDS else COMMANDS
    commands = {name: _load(name) for name in known}
    given = parser(commands).parse_args(asked)
    try:
        return commands[given.command].run(read_settings(), given)
    except Problem as problem:
        for language in ("vi", "en"):
            print(problem.sentence(language), file=sys.stderr)
        print(f"({problem.code})", file=sys.stderr)
        return 3 if isinstance(problem, Unavailable) else 1


def parser(commands: Mapping[str, Command]) -> ArgumentParser:
    """The parser of these commands."""
    whole = ArgumentParser("motcua", description=HELP, epilog=FOOT, formatter_class=RawDescriptionHelpFormatter)
    parts = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in commands.items():
        summary = command.HELP.splitlines()[0]
        part = parts.add_parser(
            name, help=summary, description=command.HELP, formatter_class=RawDescriptionHelpFormatter
        )
        command.arguments(part)
    return whole


def _load(name: str) -> Command:
    command: Command = import_module(f"app.commands.{name}")
    return command


if __name__ == "__main__":
    raise SystemExit(main())
