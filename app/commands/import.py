"""`motcua import`: would this diagram from elsewhere run here?"""  # noqa: N999  (a file is named as its command)

import json
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from app.folders import FileNotThere
from app.passports import in_json, told
from app.settings import Settings
from cases.procedure import known_for
from engine.passport import passports_of

HELP = """Print the passport of diagrams drawn elsewhere: what runs, what was translated, what cannot run and why.

    motcua import invoice.bpmn            a diagram of Camunda 7, Camunda 8 or any program that writes BPMN 2.0
    motcua import main.bpmn sub.bpmn      diagrams that call one another
    motcua import invoice.bpmn --json     the same for programs

Nothing is stored, and the files are not changed: what deploy keeps are their own bytes.
Exit code 1 when something cannot run.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to read."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="diagrams (BPMN 2.0)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(_settings: Settings, given: Namespace) -> int:
    """Print the passports."""
    files = {name: _content(Path(name)) for name in given.files}
    # Forms, roles and decisions come with the procedure, and are listed; only what the machine itself must know counts.
    known = replace(known_for({}), forms=None, decisions=None)
    passports = passports_of(files, known)
    if given.json:
        print(json.dumps([in_json(passport) for passport in passports], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(told(passport) for passport in passports))
    return 0 if all(passport.is_good for passport in passports) else 1


def _content(place: Path) -> bytes:
    if not place.is_file():
        raise FileNotThere(path=place)
    return place.read_bytes()
