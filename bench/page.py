"""What a bench prints: a line is a name, a figure, its unit, the goal and whether it was met."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `goal` is `<=` or `>=` and a number, or empty for a figure that only stands beside the others."""

    name: str
    value: float
    unit: str
    goal: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached; true where there is none."""
        sign, _, number = self.goal.partition(" ")
        if sign == "<=":
            return self.value <= float(number)
        return not sign or self.value >= float(number)

    def __str__(self) -> str:
        verdict = "" if not self.goal else f"   goal {self.goal}: {'met' if self.is_met else 'MISSED'}"
        return f"  {self.name:<72} {self.value:>10.3g} {self.unit}{verdict}"


def median(figures: list[float]) -> float:
    """The middle one."""
    return sorted(figures)[len(figures) // 2]


def share(figures: list[float], part: float) -> float:
    """The figure that this part of all figures does not exceed."""
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * part))]
