"""The long proof: `python -m tests.machine --processes 5000` plays so many random processes against the token game."""

import argparse
from time import perf_counter

from tests.machine.play import play


def main() -> None:
    """Play, and print how many processes and moves agreed; the first difference is raised with its seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.machine", description=__doc__)
    parser.add_argument("--processes", type=int, default=5000)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the seed of the first process")
    asked = parser.parse_args()
    began = perf_counter()
    moves = sum(play(seed) for seed in range(asked.first, asked.first + asked.processes))
    print(f"{asked.processes} random processes, {moves} moves, 0 differences, {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
