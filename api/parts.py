"""A file that comes as the one part of a form."""

from flask import request

from api.refusals import BodyNotJson, BundlePartRefused

LIMIT_BYTES = 21 * 1024 * 1024


def one_file(limit: int = LIMIT_BYTES) -> tuple[str, bytes]:
    """The one part named `file`, of so many bytes at most. Raises `BodyNotJson`, `BundlePartRefused`."""
    request.max_content_length = limit
    request.max_form_parts = 2
    if request.mimetype != "multipart/form-data":
        raise BodyNotJson(wanted="multipart/form-data")
    parts = list(request.files.items(multi=True))
    if request.form or [name for name, _ in parts] != ["file"]:
        raise BundlePartRefused(part=next(iter({*request.files, *request.form} - {"file"}), "file"))
    part = parts[0][1]
    return part.filename or "file", part.read()
