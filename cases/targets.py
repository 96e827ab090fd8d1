"""What the plans ask of an office's indicators: numbers with the paper they stand in, as a rule pack says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Targets:
    """Shares in per cent that are to be reached, and the mean wait in minutes that is not to be passed."""

    basis: str
    online: int
    wait: int
    reused: int
    satisfied: int


def read_targets(law: Mapping[str, Any]) -> Targets:
    """The section `[indicators]` of a rule pack. Raises ValueError for a share that is none."""
    told = law["indicators"]
    shares = [told[f"{name}_at_least"] for name in ("online", "reused", "satisfied")]
    if not all(0 <= share <= 100 for share in shares) or told["wait_at_most"] < 0:
        raise ValueError("per cent from 0 to 100 and minutes are wanted")
    online, reused, satisfied = shares
    return Targets(told["basis"], online, told["wait_at_most"], reused, satisfied)
