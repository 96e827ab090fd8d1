"""What keeps a page from being misused: where a form may come from, what a page may load, who may keep it."""

import hmac
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Response, request

from cases.desk import Desk
from ground.errors import Forbidden, Invalid

LIMIT_BYTES = 256 * 1024
LIMIT_PARTS = 1000
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A page with a part of bpmn.io lets it write style attributes; one with papers shows them in frames of this house.
DRAWN = f"{POLICY}; style-src-attr 'unsafe-inline'; frame-src 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class FormTooOld(Forbidden):
    """This form was opened in another log-in or has grown too old. Open the page again and repeat what you did."""

    code = "form_too_old"


class ForeignForm(Forbidden):
    """This form was sent from another site and is refused."""

    code = "foreign_form"


class FormTextRefused(Invalid):
    """A text contains a character that cannot be kept (U+0000 or half a character). Type it again."""

    code = "form_text_refused"


def add_headers(desk: Desk) -> Callable[[Response], Response]:
    """Every answer tells the browser what it may do with it; private pages are kept by no cache."""

    wanted = HEADERS | {"Cache-Control": "no-store"}
    if desk.is_secure:
        wanted["Strict-Transport-Security"] = "max-age=31536000"

    def add(response: Response) -> Response:
        said = set(response.headers.keys(lower=True))
        response.headers.extend([pair for pair in wanted.items() if pair[0].lower() not in said])
        return response

    return add


def with_drawings(response: Response) -> Response:
    """The same page, allowed to show drawings, form-js forms and papers."""
    response.headers["Content-Security-Policy"] = DRAWN
    return response


def check_origin() -> None:
    """Raise `ForeignForm` when the browser says that another site made it send this."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise ForeignForm
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        raise ForeignForm


def check_token(csrf: str) -> None:
    """Raise `FormTooOld` unless the form carries the secret of this log-in."""
    if not hmac.compare_digest(request.form.get("csrf", "").encode(), csrf.encode()):
        raise FormTooOld


def check_header(csrf: str) -> None:
    """Raise `FormTooOld` unless the script that sends this carries the secret of this log-in."""
    if not hmac.compare_digest(request.headers.get("X-Csrf", "").encode(), csrf.encode()):
        raise FormTooOld


def check_texts(limit: int = LIMIT_BYTES) -> None:
    """Raise `FormTextRefused` for what no database and no paper can hold."""
    request.max_content_length = limit
    request.max_form_parts = LIMIT_PARTS
    for name, text in request.form.items(multi=True):
        if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in name + text):
            raise FormTextRefused
