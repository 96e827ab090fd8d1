"""Runs every bench and prints its lines; `--full` in full size, a name or more to run only those."""

import argparse
import os
import platform

from bench import crowds, desk, door, engine, feel, floor, inbox, law, paper, stored, studio

BENCHES = {
    "floor": floor,
    "feel": feel,
    "law": law,
    "engine": engine,
    "stored": stored,
    "crowds": crowds,
    "paper": paper,
    "inbox": inbox,
    "desk": desk,
    "door": door,
    "studio": studio,
}


def main() -> None:
    """Print the figures, never judge a build by them: a busy machine halves them."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], help="which benches; all when none is named")
    parser.add_argument("--full", action="store_true", help="full size")
    asked = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name in asked.names or BENCHES:
        print(name)
        for line in BENCHES[name].run(asked.full):
            print(line, flush=True)


if __name__ == "__main__":
    main()
