"""How long a paper serves: by its own last day, by its kind's period, never past either. Pure."""

from datetime import date

from cases.periods import ends_on
from cases.reuserules import ReuseRules
from cases.sheet import Component


def period_of(rules: ReuseRules, component: Component) -> str:
    """The period of a kind of paper: its sheet's, else the rule pack's; empty for none."""
    return component.valid or rules.kinds.get(component.code, "")


def last_day(period: str, issued_on: date | None, own_end: date | None = None) -> date | None:
    """The last day a paper is good; None for one that ends nowhere. Raises `ValueError` where it cannot be told."""
    ends = [own_end] if own_end is not None else []
    if period:
        if issued_on is None and own_end is None:
            raise ValueError(period)
        end = ends_on(issued_on, period) if issued_on is not None else None
        ends += [end] if end is not None else []
    return min(ends, default=None)


def serves(period: str, issued_on: date | None, on: date, own_end: date | None = None) -> bool:
    """Whether a paper is good on a day. One that has a period and no day of issue is not: nobody could tell."""
    try:
        end = last_day(period, issued_on, own_end)
    except ValueError:
        return False
    is_issued = issued_on is None or issued_on <= on
    return is_issued and (end is None or on <= end)
