"""Whatever commands come in whatever order, rows, frontier, journal and a page of rules agree after each of them."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.commands import Office

EXAMPLES, STEPS = 12, 25


def test_every_command_leaves_what_the_ledger_says(sqlite_template: Path) -> None:
    play_commands(sqlite_template, EXAMPLES, STEPS)


def play_commands(template: Path, examples: int, steps: int) -> None:
    """So many stories of so many random commands; the shortest that goes wrong is shown."""
    Office.template = template
    sized = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, print_blob=True,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Office, settings=sized)
