"""Running sums of a whole number a day: over weeks by arithmetic, over exceptions by sorted corrections."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

MONDAY = date(1900, 1, 1).toordinal()  # a Monday; weeks are counted from here


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time with the same week: what its days weigh, and how much more lay before it than its own week would give."""

    by_weekday: tuple[int, ...]
    week: int
    lead: int

    def until(self, ordinal: int) -> int:
        weeks, weekday = divmod(ordinal - MONDAY, 7)
        return weeks * self.week + self.by_weekday[weekday + 1] + self.lead


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is up to a day, and on which day there is so much. The first week holds from the beginning."""

    starts: tuple[int, ...]
    stretches: tuple[_Stretch, ...]
    days: tuple[int, ...]
    corrections: tuple[int, ...]

    @classmethod
    def of(cls, weeks: Sequence[tuple[int, Sequence[int]]], changes: Sequence[tuple[int, int]]) -> "Tally":
        """From the weights of a week by its first day, and what single days have more or less than their weekday."""
        stretches: list[_Stretch] = []
        for start, weights in weeks:
            own = _Stretch(tuple(accumulate(weights, initial=0)), sum(weights), 0)
            lead = stretches[-1].until(start - 1) - own.until(start - 1) if stretches else 0
            stretches.append(_Stretch(own.by_weekday, own.week, lead))
        ordered = sorted(changes)
        return cls(
            tuple(start for start, _ in weeks[1:]), tuple(stretches),
            tuple(on for on, _ in ordered), tuple(accumulate((by for _, by in ordered), initial=0)),
        )  # fmt: skip

    def until(self, ordinal: int) -> int:
        """The sum of every day up to and including this one."""
        stretch = self.stretches[bisect_right(self.starts, ordinal) if self.starts else 0]
        weeks, weekday = divmod(ordinal - MONDAY, 7)
        return (
            weeks * stretch.week + stretch.by_weekday[weekday + 1] + stretch.lead
            + self.corrections[bisect_right(self.days, ordinal)]
        )  # fmt: skip

    def reach(self, wanted: int) -> int:
        """The first day by whose end the sum is at least `wanted`."""
        low, high = self._bracket(self._guess(wanted), wanted)
        while high - low > 1:
            middle = (low + high) // 2
            if self.until(middle) >= wanted:
                high = middle
            else:
                low = middle
        return high

    def _guess(self, wanted: int) -> int:
        """Near the day: the newest week's arithmetic, corrected by the exceptions before it."""
        stretch = self.stretches[-1]
        guess = MONDAY + (wanted - stretch.lead - self.corrections[-1]) * 7 // stretch.week
        correction = self.corrections[bisect_right(self.days, guess)]
        return MONDAY + (wanted - stretch.lead - correction) * 7 // stretch.week

    def _bracket(self, guess: int, wanted: int) -> tuple[int, int]:
        """Two days around the one looked for, near the guess; wider and wider where holidays lie close together."""
        reach = 2
        low, high = guess - 2, guess + 2
        while self.until(low) >= wanted:
            reach *= 2
            low, high = low - reach, low
        while self.until(high) < wanted:
            reach *= 2
            low, high = high, high + reach
        return low, high
