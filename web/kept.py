"""What was typed when a log-in had ended: carried through the log-in page, offered to be sent again, nothing lost."""

from uuid import uuid4

from flask import Response, make_response, render_template, request

from web.language import safe_address
from web.visit import CARRIED, page_of

Fields = list[tuple[str, str]]


def carried() -> Fields:
    """The fields of the form that came too late, by their own names, on their way through the log-in page."""
    found = request.form.items(multi=True)
    return [(name.removeprefix(CARRIED), text) for name, text in found if name.startswith(CARRIED)]


def still_ended(fault: str) -> Response | None:
    """The log-in page once more after a wrong password, everything still in it; None when nothing was carried."""
    if not carried():
        return None
    kept = [(f"{CARRIED}{name}", text) for name, text in carried()]
    words = {"kept": kept, "to": _to(), "back": page_of(_to()), "fault": fault, "name": request.form.get("name", "")}
    return make_response(render_template("ended.html", officer=None, csrf="", **words), 403)


def sent_again(csrf: str) -> Response | None:
    """After the log-in: the form once more, to be sent with one press; None when nothing was carried."""
    if not _to() or not carried():
        return None
    words = {"kept": carried(), "to": _to(), "back": page_of(_to()), "request_key": uuid4().hex}
    return make_response(render_template("resume.html", officer=None, csrf=csrf, **words))


def _to() -> str:
    return safe_address(request.form.get("to", ""), "")
