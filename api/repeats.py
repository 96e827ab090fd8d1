"""A request sent twice with the same Idempotency-Key is carried out once and answered twice."""

import re
from collections.abc import Callable

import orjson
from flask import Response, request
from sqlalchemy.exc import IntegrityError

from api.refusals import RequestKeyNotReadable
from ground.errors import Conflict

KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def request_key() -> str:
    """The key the client gave, or nothing. Raises `RequestKeyNotReadable`."""
    key = request.headers.get("Idempotency-Key", "")
    if "Idempotency-Key" in request.headers and not re.fullmatch(r"[\x21-\x7e]{1,100}", key):
        raise RequestKeyNotReadable
    return key


def packed(response: Response) -> bytes:
    """What has to be kept of an answer to give it again."""
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return orjson.dumps({"state": response.status_code, "headers": headers, "body": response.get_data(as_text=True)})


def unpacked(kept: bytes) -> Response:
    """The answer given again, marked as such."""
    answer = orjson.loads(kept)
    return Response(answer["body"], answer["state"], answer["headers"] | {"Idempotent-Replay": "true"})


def twice_if_raced(once: Callable[[], Response]) -> Response:
    """Run it; when the same request won a race against this one, run it again to give the winner's answer."""
    try:
        return once()
    except (IntegrityError, Conflict):
        # The loser was rolled back whole. Asking again finds the winner's answer, or meets the true conflict.
        return once()
