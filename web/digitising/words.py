"""What is said of scans, in the words of the catalogue."""

from collections.abc import Mapping
from datetime import date

STATES: Mapping[str, str] = {
    "reading": "Being read", "waiting": "Waits for approval", "approved": "Approved copy", "refused": "Copy refused",
    "failed": "Could not be read",
}  # fmt: skip
FINDINGS: Mapping[str, str] = {
    "blank": "Blank page, kept", "low_dots": "Fewer than 200 dots an inch: scan it finer",
    "skewed": "Lay very crooked: check that nothing is cut off",
    "unreadable": "Hardly legible: scan it again", "doubtful": "Partly hard to read: compare it with the paper",
}  # fmt: skip
FIELDS: Mapping[str, str] = {
    "number": "Number and symbol", "issued_on": "Date of issue", "issuer": "Issued by", "owner": "Whose paper it is",
    "owner_number": "Personal or tax number", "excerpt": "Excerpt", "signed_by": "Signed by",
    "valid_until_on": "Valid until",
}  # fmt: skip
DAYS = ("issued_on", "valid_until_on")


def day_shown(text: str) -> str:
    """A day as Vietnamese write it: 31/12/2026; anything else as it is."""
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
