"""What the desk does with a dossier beside its steps: pause, consult, apologise, stop, money, rating."""

from typing import Any

from api.conditions import CONDITION, etag, version_seen
from api.door import Act, Answer, Door
from api.schemas import TaskMovedOut
from api.schemas_desk import (
    ApologyIn,
    AssignmentIn,
    DoneOut,
    PauseIn,
    PaymentIn,
    PaymentOut,
    RatingIn,
    RatingOut,
    ReasonIn,
    RefundOut,
    ResumptionIn,
)
from api.schemas_in import Empty, RepeatHeader
from cases import apologies, assigning, handling, leaves, money, pauses, people, ratings

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """Acts under `/dossiers/<code>`, and the assignment of a task."""
    door.act("/dossiers/<code>/pause", pause_dossier, PauseIn, DoneOut, **ONCE)
    door.act("/dossiers/<code>/resumption", resume_dossier, ResumptionIn, DoneOut, **ONCE)
    door.act("/dossiers/<code>/apology", sign_apology, ApologyIn, DoneOut, **ONCE)
    door.act("/dossiers/<code>/supplement-leave", allow_supplement, ReasonIn, DoneOut, **ONCE)
    door.act("/dossiers/<code>/stop", stop_dossier, ReasonIn, DoneOut, **ONCE)
    door.act("/dossiers/<code>/withdrawal", withdraw_dossier, ReasonIn, DoneOut, **ONCE)
    door.act("/dossiers/<code>/payment-request", ask_payment, Empty, DoneOut, **ONCE)
    door.act("/dossiers/<code>/payments", take_payment, PaymentIn, PaymentOut, state=201, **ONCE)
    door.act("/dossiers/<code>/refund", refund_payments, ReasonIn, RefundOut, **ONCE)
    door.act("/dossiers/<code>/rating", rate_dossier, RatingIn, RatingOut, state=201, **ONCE)
    door.act("/tasks/<task_id>/assignment", reassign_task, AssignmentIn, TaskMovedOut, **CONDITION)


def pause_dossier(act: Act, body: PauseIn, code: str) -> Answer:
    """Stop the clock on a ground of the rule pack, with its evidence."""
    pauses.pause(act.session, act.clock, act.officer, code, body.ground, body.evidence, body.until)
    return _stands(act, code)


def resume_dossier(act: Act, body: ResumptionIn, code: str) -> Answer:
    """Let the clock go on: the date moves by the time that did not count."""
    pauses.resume(act.session, act.clock, act.officer, code, body.evidence)
    return _stands(act, code)


def sign_apology(act: Act, body: ApologyIn, code: str) -> Answer:
    """Sign the one apology with its reason and new date; the date of the law stands."""
    apologies.sign_apology(act.session, act.clock, act.officer, code, body.reason, body.new_due_at)
    return _stands(act, code)


def allow_supplement(act: Act, body: ReasonIn, code: str) -> Answer:
    """A leader's leave to ask the applicant once more."""
    leaves.allow_supplement(act.session, act.clock, act.officer, code, body.reason)
    return _stands(act, code)


def stop_dossier(act: Act, body: ReasonIn, code: str) -> Answer:
    """Stop the handling by decision; the notice is printed."""
    leaves.stop(act.session, act.clock, act.officer, code, body.reason)
    return _stands(act, code)


def withdraw_dossier(act: Act, body: ReasonIn, code: str) -> Answer:
    """The applicant takes the dossier back."""
    handling.withdraw(act.session, act.clock, act.officer, code, body.reason)
    return _stands(act, code)


def ask_payment(act: Act, body: Empty, code: str) -> Answer:
    """Ask for the fee that comes before acceptance: the dossier waits for it."""
    money.ask_payment(act.session, act.clock, act.officer, code)
    return _stands(act, code)


def take_payment(act: Act, body: PaymentIn, code: str) -> Answer:
    """Money taken for a dossier, under the number of its receipt."""
    taken = money.take_payment(act.session, act.clock, act.officer, code, body.amount, body.way, body.receipt_number)
    return Answer(PaymentOut.of(taken), 201)


def refund_payments(act: Act, body: ReasonIn, code: str) -> Answer:
    """Give back what was paid."""
    return Answer(RefundOut(amount=money.refund(act.session, act.clock, act.officer, code, body.reason)))


def rate_dossier(act: Act, body: RatingIn, code: str) -> Answer:
    """What the applicant says about how it was handled: once."""
    return Answer(RatingOut.of(ratings.rate(act.session, act.clock, act.officer, code, body.level, body.remark)), 201)


def reassign_task(act: Act, body: AssignmentIn, task_id: str) -> Answer:
    """Put a task into other hands from above, with a reason."""
    task = assigning.reassign(act.session, act.clock, act.officer, task_id, version_seen(), body.to, body.reason)
    out = TaskMovedOut(task_id=task.id, version=task.version, state=task.state, assignee=task.assignee or "")
    return Answer(out, headers={"ETag": etag(task.version)})


def _stands(act: Act, code: str) -> Answer:
    return Answer(DoneOut.of(people.dossier_for(act.session, act.officer, code, act.clock)))
