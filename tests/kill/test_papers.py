"""Papers survive the death of the worker at any moment; the full proof is `python -m tests.kill.papers`."""

import subprocess
import sys


def test_each_decision_has_one_legal_result_however_often_the_worker_dies() -> None:
    # A process of its own: it forks, and this one may hold threads.
    run = subprocess.run(
        [sys.executable, "-m", "tests.kill.papers", "--kills", "10", "--seed", "7"], capture_output=True, timeout=300,
        check=False,
    )  # fmt: skip

    assert run.returncode == 0, (run.stdout + run.stderr).decode()[-3000:]
