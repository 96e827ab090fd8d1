"""Style sheet, fonts and pictures: served under the digest of them all, so that a browser may keep them for ever."""

from functools import cache
from gzip import compress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, request, send_file, send_from_directory

FOLDER = Path(__file__).parent / "static"
A_YEAR = 365 * 24 * 3600
PACKED = frozenset({".js", ".css", ".svg"})


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


@cache
def _packed(path: str) -> bytes:
    """A text of the folder, packed once a process; the same bytes every time."""
    return compress((FOLDER / path).read_bytes(), 6, mtime=0)


def _is_packable(path: str) -> bool:
    place = (FOLDER / path).resolve()
    return place.suffix in PACKED and place.is_relative_to(FOLDER.resolve()) and place.is_file()


def _send(path: str, max_age: int) -> Response:
    """The file, packed where that is worth it and the browser can unpack it."""
    if not _is_packable(path):
        return send_from_directory(FOLDER, path, max_age=max_age)
    if request.accept_encodings["gzip"]:
        name = path.rpartition("/")[2]
        response = send_file(BytesIO(_packed(path)), download_name=name, etag=f"{digest()}-gzip", max_age=max_age)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = send_from_directory(FOLDER, path, max_age=max_age)
    response.vary.add("Accept-Encoding")
    return response


def routes(web: Blueprint) -> None:
    """`/static/<digest>/<path>`."""

    def serve(seen: str, path: str) -> Response:
        fresh = seen == digest()
        response = _send(path, A_YEAR if fresh else 0)
        if fresh:
            response.cache_control.public = True
            response.cache_control.immutable = True
        return response

    web.add_url_rule("/static/<seen>/<path:path>", "asset", serve)
