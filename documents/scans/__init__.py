"""Scanned paper becomes searchable PDF/A: accepted by its head, read page by page in a process of its own, joined."""

from documents.scans.accepting import LIMIT_BYTES, MOST_PAGES, ScanKindNotAccepted, Scanned, ScanTooLong, accept_scan
from documents.scans.joining import PagesLost, join_pages
from documents.scans.quality import FINDINGS, Bounds, PageFacts, findings
from documents.scans.reading import (
    PageNotRead,
    PageNotReadable,
    PageRead,
    ScanReaderMissing,
    close_readers,
    missing_tool,
    read_page,
)
from documents.scans.word import Word

__all__ = [
    "FINDINGS",
    "LIMIT_BYTES",
    "MOST_PAGES",
    "Bounds",
    "PageFacts",
    "PageNotRead",
    "PageNotReadable",
    "PageRead",
    "PagesLost",
    "ScanKindNotAccepted",
    "ScanReaderMissing",
    "ScanTooLong",
    "Scanned",
    "Word",
    "accept_scan",
    "close_readers",
    "findings",
    "join_pages",
    "missing_tool",
    "read_page",
]
