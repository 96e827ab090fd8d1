"""`python -m tests.tck DIR [-v]`: puts every case under DIR to the decision engine and prints how many pass."""

import sys
from collections import Counter
from pathlib import Path

from tests.tck.running import run_folder

_USAGE = "python -m tests.tck DIR [-v]     run every case under DIR; -v says of each failure what came out"


def main(words: list[str]) -> int:
    """Run everything under the folder; 0 when nothing failed."""
    folders = [word for word in words if word != "-v"]
    if len(folders) != 1 or not Path(folders[0]).is_dir():
        print(_USAGE, file=sys.stderr)
        return 2
    return _report(Path(folders[0]), "-v" in words)


def _report(folder: Path, verbose: bool) -> int:
    passed = 0
    failed: Counter[str] = Counter()
    for verdict in run_folder(folder):
        if not verdict.reason:
            passed += 1
            continue
        failed[verdict.folder] += 1
        if verbose:
            print(f"{verdict.folder} {verdict.case} {verdict.node}: {verdict.reason}")
    for name, count in failed.items():
        print(f"{name}: {count} failed")
    print(f"{passed} of {passed + failed.total()}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
