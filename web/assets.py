"""Style sheet, fonts and pictures: served under the digest of them all, so that a browser may keep them for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

FOLDER = Path(__file__).parent / "static"
A_YEAR = 365 * 24 * 3600


@cache
def digest() -> str:
    """The first 12 digits of the SHA-256 over every file of the folder."""
    sums = sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            sums.update(file.relative_to(FOLDER).as_posix().encode() + b"\0" + file.read_bytes())
    return sums.hexdigest()[:12]


def asset(path: str) -> str:
    """The address of one file of the folder."""
    return f"/static/{digest()}/{path}"


def routes(web: Blueprint) -> None:
    """`/static/<digest>/<path>`."""

    def serve(seen: str, path: str) -> Response:
        fresh = seen == digest()
        response = send_from_directory(FOLDER, path, max_age=A_YEAR if fresh else 0)
        if fresh:
            response.cache_control.public = True
            response.cache_control.immutable = True
        return response

    web.add_url_rule("/static/<seen>/<path:path>", "asset", serve)
