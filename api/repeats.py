"""A request sent twice with the same Idempotency-Key is carried out once and answered twice."""

import re

import orjson
from flask import Response, request

from api.refusals import RequestKeyNotReadable

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
