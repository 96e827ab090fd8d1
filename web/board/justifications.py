"""Justifications: a supervisor asks why, the officer answers, the supervisor accepts or asks again."""

from flask import Response, request

from cases import justifications
from web.visit import House, Visit, show

STATES = ("", "asked", "answered", "accepted")


def routes(house: House) -> None:
    """`/justifications`; asked for is one from a list of steps, together with everything else done there."""
    house.page("/justifications", show_justifications)
    house.deed("/justifications/<justification_id>/answer", answer_justification)
    house.deed("/justifications/<justification_id>/judgement", judge_justification)


def show_justifications(visit: Visit) -> Response:
    """Mine to answer and mine to judge."""
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    rows = justifications.justifications(visit.session, visit.clock, visit.officer, state)
    return show("board/justifications.html", rows=rows, chosen=state, states=STATES, place="justifications")


def answer_justification(visit: Visit, justification_id: str) -> str:
    """Because."""
    answer = request.form.get("answer", "")
    justifications.justify(visit.session, visit.clock, visit.officer, justification_id, answer)
    return "/justifications"


def judge_justification(visit: Visit, justification_id: str) -> str:
    """Accepted, or asked again."""
    accepted, question = request.form.get("verdict") == "accept", request.form.get("question", "")
    justifications.judge(visit.session, visit.clock, visit.officer, justification_id, accepted, question)
    return "/justifications"
