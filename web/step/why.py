"""Why am I seeing this step, and why can my colleague not: the reasons, one by one, in words."""

from flask import Response, request

from cases import queries, reasons
from cases.reasons import Ground
from ground.messages import Phrase, translate
from web.language import language
from web.visit import House, Visit, show
from web.words import ROLES


def routes(house: House) -> None:
    """`/tasks/<task_id>/why`."""
    house.page("/tasks/<task_id>/why", show_why)


def show_why(visit: Visit, task_id: str) -> Response:
    """Mine at once, and a colleague's beside it when one was chosen."""
    page = queries.task_page(visit.session, visit.clock, visit.officer, task_id)
    asked = request.args.get("officer", "").strip()[:64]
    mine = reasons.reasons_for(visit.session, visit.clock, visit.officer, task_id, visit.officer.name)
    others = dict(reasons.colleagues_of(visit.session, visit.clock, visit.officer, task_id))
    others.pop(visit.officer.name, None)
    theirs = None
    if asked in others:
        theirs = reasons.reasons_for(visit.session, visit.clock, visit.officer, task_id, asked)
    return show("step/why.html", page=page, mine=mine, theirs=theirs, others=others, asked=asked, say=_say)


def _say(ground: Ground) -> str:
    """A reason in the visitor's language, roles by their names."""
    words: dict[str, object] = dict(ground.words)
    if "role" in words:
        words["role"] = Phrase(ROLES.get(ground.words["role"], ground.words["role"]))
    if "roles" in words:
        named = (translate(ROLES.get(role, role), language()) for role in ground.words["roles"].split(","))
        words["roles"] = ", ".join(named)
    return translate(ground.sentence, language(), **words)
