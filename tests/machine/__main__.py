"""The long proof: so many random processes against the token game, so many stories of commands against the ledger.

`python -m tests.machine --processes 5000` and `python -m tests.machine --stories 500`.
"""

import argparse
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.conftest import create_tables
from tests.machine.play import play
from tests.machine.test_commands_keep_the_ledger import play_commands


def main() -> None:
    """Play, and print how many processes and moves agreed; the first difference is raised with its seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.machine", description=__doc__)
    parser.add_argument("--processes", type=int, default=5000)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the seed of the first process")
    parser.add_argument("--stories", type=int, default=0, help="stories of random commands, each of 60")
    asked = parser.parse_args()
    began = perf_counter()
    if asked.stories:
        logging.disable(logging.WARNING)  # jobs that fail are part of the stories
        with TemporaryDirectory(prefix="motcua-") as folder:
            template = Path(folder) / "template.sqlite"
            create_tables(f"sqlite:///{template}")
            play_commands(template, asked.stories, 60)
        print(f"{asked.stories} stories of random commands, 0 differences, {perf_counter() - began:.0f} s")
        return
    moves = sum(play(seed) for seed in range(asked.first, asked.first + asked.processes))
    print(f"{asked.processes} random processes, {moves} moves, 0 differences, {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
