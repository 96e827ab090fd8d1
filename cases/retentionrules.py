"""What a rule pack says of closed dossiers: how long each procedure's are kept, and when they go to the archive. Pure.

Law on Archives 33/2024/QH15, Circular 10/2022/TT-BNV (periods), Circular 02/2019/TT-BNV (the names of the archive).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.periods import PERMANENT, check_period, ends_on

LAST_OF_DECEMBER = 31


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a procedure's dossiers are kept, where that is written, and who may look at them."""

    kept_for: str
    basis: str
    rights: str

    @property
    def words(self) -> str:
        """As an archive writes it: `20 năm`, `Vĩnh viễn`."""
        units = {"y": "năm", "mo": "tháng", "cd": "ngày"}
        if self.kept_for == PERMANENT:
            return "Vĩnh viễn"
        amount = self.kept_for.rstrip("ycdmo")
        return f"{amount} {units[self.kept_for.removeprefix(amount)]}"


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """One pack's rules. `from_year_end`: years count from the last day of the year in which the work ended."""

    default: Retention
    procedures: Mapping[str, Retention]
    from_year_end: bool
    hand_over_within: str

    def of(self, procedure: str) -> Retention:
        """By the code of the procedure."""
        return self.procedures.get(procedure, self.default)

    def keep_until(self, procedure: str, closed_on: date) -> date | None:
        """The last day a dossier closed then is kept; None for ever."""
        begins = date(closed_on.year, 12, LAST_OF_DECEMBER) if self.from_year_end else closed_on
        return ends_on(begins, self.of(procedure).kept_for)

    def hand_over_by(self, closed_on: date) -> date:
        """Until when a dossier closed then goes to the archive."""
        return ends_on(closed_on, self.hand_over_within) or date.max


def read_retention_rules(law: Mapping[str, Any]) -> RetentionRules:
    """The section `[retention]` of a rule pack."""
    told = law["retention"]
    default = Retention(check_period(told["default"]), told["basis"], told["rights"])
    return RetentionRules(
        default=default,
        procedures={
            code: Retention(check_period(line[0]), line[1], line[2] if len(line) > 2 else default.rights)
            for code, line in told.get("procedures", {}).items()
        },
        from_year_end=told["counted_from"] == "year_end", hand_over_within=check_period(told["hand_over_within"]),
    )  # fmt: skip
