"""The full proof: every slip is scanned badly, read back, and told in figures: `python -m tests.scans`."""

import resource
import sys
from collections.abc import Iterator
from typing import Any

from documents.examples import BOOKS, SLIPS
from documents.render import render
from documents.scans import close_readers, join_pages, read_page
from tests.scans.fake import as_jpeg, characters_read, fake_scan, lines_on

# Dots an inch, degrees askew, noise: a good scanner, a usual one, a bad one.
WAYS = ((300, 0.7, 8.0), (200, 1.3, 12.0), (200, -1.8, 16.0))
LEAST = 0.95


def main() -> int:
    """Print a line a scan and the worst of all; 1 when the scans of a slip together fall short."""
    print("slip             dots  askew  read    sure")
    shares: dict[str, list[float]] = {}
    for name, dots, angle, share, sure in _scans():
        print(f"{name:16} {dots:4} {angle:5.1f}° {share:6.2%} {sure:5.1f}", flush=True)
        shares.setdefault(name, []).append(share)
    worst, pages = min(map(min, shares.values())), sum(map(len, shares.values()))
    close_readers()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"worst {worst:.2%} of {pages} pages; {(used.ru_utime + used.ru_stime) / pages:.2f} processor seconds a page")
    weak = [name for name, found in shares.items() if sum(found) / len(found) < LEAST]
    print(f"below {LEAST:.0%} over its scans: {', '.join(weak) or 'none'}")
    return 1 if weak else 0


def _scans() -> Iterator[tuple[str, int, float, float, float]]:
    slips: dict[str, Any] = {**SLIPS, **BOOKS}
    for name, facts in slips.items():
        slip = render(f"slips/{name}.html", {**facts, "paper_size": "A4", "demo": False}, kind="slip")
        for dots, angle, noise in WAYS:
            page = read_page(as_jpeg(fake_scan(slip, dots, angle, noise), dots), "jpeg", 1)
            read = lines_on(join_pages([page.paper], 1, name))
            yield name, dots, angle, characters_read(lines_on(slip), read), page.facts.confidence


if __name__ == "__main__":
    sys.exit(main())
