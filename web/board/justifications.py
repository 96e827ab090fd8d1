"""Reminders and justifications: a supervisor asks why, the officer answers, the supervisor accepts or asks again."""

from flask import Response, request

from cases import justifications
from web.language import safe_address
from web.visit import House, Visit, show

STATES = ("", "asked", "answered", "accepted")


def routes(house: House) -> None:
    """`/justifications` and the deeds at a late step."""
    house.page("/justifications", show_justifications)
    house.deed("/tasks/<task_id>/reminder", remind_holder)
    house.deed("/tasks/<task_id>/justification", ask_for_justification)
    house.deed("/justifications/<justification_id>/answer", answer_justification)
    house.deed("/justifications/<justification_id>/judgement", judge_justification)


def show_justifications(visit: Visit) -> Response:
    """Mine to answer and mine to judge."""
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    rows = justifications.justifications(visit.session, visit.clock, visit.officer, state)
    return show("board/justifications.html", rows=rows, chosen=state, states=STATES, place="justifications")


def remind_holder(visit: Visit, task_id: str) -> str:
    """A letter to who has the step in hand."""
    justifications.remind(visit.session, visit.clock, visit.officer, task_id)
    return _back("/late?reminded=1")


def ask_for_justification(visit: Visit, task_id: str) -> str:
    """Why is it late?"""
    question = request.form.get("question", "")
    justifications.ask_why(visit.session, visit.clock, visit.officer, task_id, question)
    return _back("/justifications")


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


def _back(usual: str) -> str:
    return safe_address(request.form.get("back", ""), usual)
