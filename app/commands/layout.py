"""`motcua layout`: gives a drawing its picture."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.folders import FileNotThere
from app.settings import Settings
from engine.layout import is_drawn, lay_out

HELP = """Lay out BPMN diagrams: pools, lanes, steps and flows get their places, whatever was there before.

    motcua layout x.bpmn                  write the picture into the file itself
    motcua layout x.bpmn --to y.bpmn      leave the file and write another one
    motcua layout *.bpmn --missing        only those in which something has no place yet

Only the diagram interchange is written anew; what the file says stays byte for byte. The same drawing always gets the
same picture. The order of the lanes and of the flows in the file is the order they are drawn in, where it can be.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to lay out, and where to."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="diagrams (BPMN 2.0)")
    parser.add_argument("--to", metavar="FILE", help="write here instead (with one diagram)")
    parser.add_argument("--missing", action="store_true", help="leave alone what is drawn already")


def run(_settings: Settings, given: Namespace) -> int:
    """Lay out each file; nothing is written when one of them cannot be read."""
    files = [Path(name) for name in given.files]
    if given.to and len(files) > 1:
        print("--to: chỉ dùng với một tệp (with one file only)")
        return 2
    laid = {place: _laid(place, missing=given.missing) for place in files}
    for place, content in laid.items():
        if content is None:
            print(f"{place}: đã có hình (is drawn already)")
        else:
            target = Path(given.to) if given.to else place
            target.write_bytes(content)
            print(f"{target}: đã vẽ (laid out)")
    return 0


def _laid(place: Path, *, missing: bool) -> bytes | None:
    """The drawing with its picture; None when it has one and is to be left alone."""
    if not place.is_file():
        raise FileNotThere(path=place)
    content = place.read_bytes()
    if missing and is_drawn(content, place.name):
        return None
    return lay_out(content, place.name)
