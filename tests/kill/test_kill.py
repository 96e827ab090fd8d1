"""Nothing acknowledged is lost, nothing is done twice when server and worker are killed in the middle of the work."""

import argparse
from pathlib import Path

import pytest

from tests.kill.__main__ import play
from tests.postgres import private_cluster

# Together twenty-five kills during two and a half thousand operations; `make kill` does the long run.
SIZES = {"sqlite": (13, 1300), "postgresql": (12, 1200)}


@pytest.mark.parametrize("kind", SIZES)
def test_nothing_is_lost_or_doubled_when_processes_are_killed(kind: str, tmp_path: Path) -> None:
    kills, operations = SIZES[kind]
    asked = argparse.Namespace(kills=kills, operations=operations, clients=8, seed=7, seconds=300)
    if kind == "sqlite":
        check(*play(tmp_path, f"sqlite:///{tmp_path}/motcua.sqlite", asked), kills)
    else:
        with private_cluster(durable=True) as cluster:
            check(*play(tmp_path, cluster, asked), kills)


def check(faults: list[str], figures: dict[str, object], kills: int) -> None:
    assert faults == []
    assert figures["kills"] == kills
