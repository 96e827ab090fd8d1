"""Administration: people, units, substitution, working time, the office's own rules; and what was changed by whom."""

from web.admin import calendar, changes, officers, rules, substitutes, units
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/admin`."""
    for part in (changes, officers, units, substitutes, calendar, rules):
        part.routes(house)
