"""The QR code of a citizen's card, as a reader at the counter types it into the field of the number."""

from collections.abc import Mapping

PARTS = 6
LONGEST = 300


def read_card(typed: str) -> Mapping[str, str]:
    """Number, name and address of `number|old number|name|birth|sex|address|issued`; empty for anything else."""
    parts = [part.strip() for part in typed[:LONGEST].split("|")]
    if len(parts) < PARTS or not parts[0].isdecimal():
        return {}
    return {"identity": parts[0], "full_name": parts[2], "address": parts[5]}
