"""What was typed when a log-in had ended: carried through the log-in page, offered to be sent again, nothing lost."""

from uuid import uuid4

from flask import Response, make_response, render_template, request

from web.language import safe_address
from web.visit import CARRIED, page_of
from web.words import t

Fields = list[tuple[str, str]]


def carried() -> Fields:
    """The fields of the form that came too late, by their own names, on their way through the log-in page."""
    found = request.form.items(multi=True)
    return [(name.removeprefix(CARRIED), text) for name, text in found if name.startswith(CARRIED)]


# What the fields of a list's bar are called; those of a step's form keep their own names.
LABELS = {"act": "Deed", "to": "Colleague", "note": "Note", "reason": "Reason", "q": "Search"}
ACTS = {
    "claim": "Take", "release": "Put back", "hand_over": "Hand over", "take_back": "Get back", "assign": "Assign",
    "remind": "Remind",
}  # fmt: skip
UNTOLD = frozenset({"version", "back", "quiet", "list", "row", "onward"})


def told(fields: Fields) -> Fields:
    """The same for the reader: labels for names, the rows chosen as a number, nothing only machines read."""
    rows = sum(name == "row" for name, _ in fields)
    found = [(t("rows chosen"), str(rows))] if rows else []
    for name, text in fields:
        if text and name not in UNTOLD and not name.endswith(".rows"):
            words = t(ACTS.get(text, text)) if name == "act" else text
            found.append((t(LABELS[name]) if name in LABELS else name.removeprefix("f."), words))
    return found


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
    words = {"kept": carried(), "told": told(carried()), "to": _to(), "back": page_of(_to())}
    return make_response(render_template("resume.html", officer=None, csrf=csrf, request_key=uuid4().hex, **words))


def _to() -> str:
    return safe_address(request.form.get("to", ""), "")
