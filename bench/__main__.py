"""Runs every bench and prints its lines; `--full` in full size, a name or more to run only those."""

import argparse
import os
import platform
from functools import partial

from bench import crowds, desk, door, engine, feel, floor, law, paper, stored, studio

BENCHES = {
    "floor": floor.run,
    "feel": feel.run,
    "law": law.run,
    "engine": engine.run,
    "stored": stored.run,
    "crowds": crowds.run,
    "paper": paper.run,
    "desk": desk.run,
    "door": door.run,
    "studio": studio.run,
}


def main() -> None:
    """Print the figures, never judge a build by them: a busy machine halves them."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words = f"which benches, all when none is named; the desk on one database: {', '.join(desk.KINDS)}"
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES, *desk.KINDS], help=words)
    parser.add_argument("--full", action="store_true", help="full size")
    asked = parser.parse_intermixed_args()
    kinds = tuple(name for name in asked.names if name in desk.KINDS)
    benches = BENCHES | {"desk": partial(desk.run, kinds=kinds or desk.KINDS)}
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name in [name for name in asked.names if name in BENCHES] or (["desk"] if kinds else BENCHES):
        print(name)
        for line in benches[name](asked.full):
            print(line, flush=True)


if __name__ == "__main__":
    main()
