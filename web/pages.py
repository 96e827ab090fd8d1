"""From page to page of a list, on and back. Pages are entered by a cursor; the cursors passed are carried along."""

from collections.abc import Mapping
from dataclasses import dataclass

# So many pages back; from further in, back leads to the first page.
MOST_PAST = 15


@dataclass(frozen=True, slots=True)
class Ways:
    """What the address of the neighbouring pages says; None where there is none."""

    back: Mapping[str, str] | None
    on: Mapping[str, str] | None


def ways(cursor: str, past: str, next_cursor: str) -> Ways:
    """The ways from the page at `cursor` (empty: the first), reached over those of `past`."""
    before = [each for each in past[:4000].split(".") if each]
    here = [*before, cursor][-MOST_PAST:] if cursor else []
    back = {"cursor": before[-1] if before else "", "past": ".".join(before[:-1])} if cursor else None
    return Ways(back, {"cursor": next_cursor, "past": ".".join(here)} if next_cursor else None)
