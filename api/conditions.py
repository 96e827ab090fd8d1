"""What a request hangs on: the version the caller has seen, given as an ETag and asked back as If-Match; his key."""

import re
from typing import Any
from uuid import uuid4

from flask import request

from api import repeats
from api.refusals import VersionMissing, VersionNotReadable
from api.schemas_in import VersionAndRepeatHeader

CONDITION: dict[str, Any] = {"headers": VersionAndRepeatHeader, "refuses": (412, 428)}


def version_seen() -> int:
    """The version in If-Match. Raises `VersionMissing` (428) or `VersionNotReadable`."""
    condition = request.headers.get("If-Match")
    if condition is None:
        raise VersionMissing
    match = re.fullmatch(r'"([0-9]{1,9})"', condition.strip())
    if match is None:
        raise VersionNotReadable
    return int(match[1])


def etag(version: int) -> str:
    """A version as an ETag."""
    return f'"{version}"'


def batch_key() -> str:
    """The sender's idempotency key, which is the batch's too; one of our own where he sends none."""
    return repeats.request_key() or uuid4().hex
