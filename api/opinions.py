"""Other units and agencies are asked about a dossier, and answer."""

from typing import Any

from api.door import Act, Answer, Door
from api.schemas_desk import ConsultationOut, ConsultationsOut, ExtensionIn, OpinionIn, QuestionsIn
from api.schemas_in import RepeatHeader
from cases import consultations

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """Everything about consultations."""
    door.act("/dossiers/<code>/consultations", consult, QuestionsIn, ConsultationsOut, state=201, **ONCE)
    door.read("/consultations", list_consultations, ConsultationsOut)
    door.act("/consultations/<consultation_id>/answer", answer_consultation, OpinionIn, ConsultationOut, **ONCE)
    door.act("/consultations/<consultation_id>/extension", extend_consultation, ExtensionIn, ConsultationOut, **ONCE)


def consult(act: Act, body: QuestionsIn, code: str) -> Answer:
    """Ask several side by side, each on its own clock."""
    questions = [each.question() for each in body.questions]
    rows = consultations.consult(act.session, act.clock, act.officer, code, questions)
    return Answer(ConsultationsOut(rows=[ConsultationOut.of(row) for row in rows]), 201)


def list_consultations(act: Act) -> Answer:
    """What the caller's units are asked and have not answered, by date."""
    rows = consultations.asked_of_me(act.session, act.clock, act.officer)
    return Answer(ConsultationsOut(rows=[ConsultationOut.of(row) for row in rows]))


def answer_consultation(act: Act, body: OpinionIn, consultation_id: str) -> Answer:
    """Answer, or enter the letter of an outside agency."""
    row = consultations.answer(act.session, act.clock, act.officer, consultation_id, body.opinion, body.answer)
    return Answer(ConsultationOut.of(row))


def extend_consultation(act: Act, body: ExtensionIn, consultation_id: str) -> Answer:
    """Give the one asked more time, once; the dossier's date stays."""
    row = consultations.extend(act.session, act.clock, act.officer, consultation_id, body.term, body.reason)
    return Answer(ConsultationOut.of(row))
