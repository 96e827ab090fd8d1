"""Which deeds a dossier's page offers to whom beside its steps, and the fields each one asks for."""

from dataclasses import dataclass

COUNTER, HEAD, LEADER, SPECIALIST = "bo_phan_mot_cua", "lanh_dao_phong", "lanh_dao_don_vi", "chuyen_vien"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind`: line, text, moment, number, or the name of a list of options."""

    name: str
    label: str
    kind: str = "line"
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Deed:
    """One form: its name in the address, its heading, who is offered it, what it asks."""

    name: str
    heading: str
    roles: frozenset[str]
    fields: tuple[Field, ...] = ()


REASON = Field("reason", "Reason", "text")
SIZE = Field("paper_size", "Paper size", "sizes", is_needed=False)
EVERYBODY = frozenset({COUNTER, HEAD, LEADER, SPECIALIST, "van_thu"})
DEEDS = (
    Deed("pause", "Stop the clock", frozenset({HEAD}), (
        Field("ground", "Ground", "grounds"), Field("evidence", "Evidence: document, number, date", "text"),
    )),
    Deed("resumption", "Let the clock go on", frozenset({HEAD}), (Field("evidence", "Evidence", "text", False),)),
    Deed("consultation", "Ask another unit or agency", frozenset({SPECIALIST, HEAD}), (
        Field("unit", "Unit", "units", False), Field("agency", "Or an agency outside", "line", False),
        Field("content", "What is asked", "text"), Field("silence", "If it stays silent", "silences"),
        Field("term", "To be answered within", "terms", False),
    )),
    Deed("assignment", "Put a step into other hands", frozenset({HEAD, LEADER, SPECIALIST}), (
        Field("task_id", "Step", "steps"), Field("to", "To the officer", "holders"), REASON,
    )),
    Deed("apology", "Sign the apology", frozenset({LEADER}), (
        REASON, Field("new_due_at", "New date of return", "moment"),
    )),
    Deed("leave", "Allow to ask the applicant once more", frozenset({LEADER}), (REASON,)),
    Deed("stop", "Stop the handling", frozenset({LEADER}), (REASON,)),
    Deed("ending", "Withdraw or replace an issued result", frozenset({LEADER}), (
        Field("standing", "The result is", "standings"), Field("document", "By the document: number, date"), REASON,
    )),
    Deed("fee", "Ask for the fee before acceptance", frozenset({COUNTER})),
    Deed("payment", "Take a payment", frozenset({COUNTER}), (
        Field("amount", "Amount in dong", "number"), Field("way", "Paid by", "ways"),
        Field("receipt_number", "Number of the receipt"),
    )),
    Deed("refund", "Give the payment back", frozenset({COUNTER}), (REASON,)),
    Deed("rating", "Write down the rating", frozenset({COUNTER}), (
        Field("level", "The applicant is", "levels"), Field("remark", "Remark", "text", False),
    )),
    Deed("control", "Print the control slip", EVERYBODY, (SIZE,)),
    Deed("result_receipt", "Print the receipt of the result", frozenset({COUNTER}), (
        Field("receiver", "Taken by", "line", False), Field("identity", "Identity paper", "line", False), SIZE,
    )),
)  # fmt: skip
# Those that stand open on the page of a step; the others are one click away.
AT_HAND = ("consultation", "pause", "resumption", "assignment", "leave", "apology")
OPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "silences": (
        ("wait", "wait for the answer"), ("consent", "silence is consent"), ("report", "report to the leader"),
    ),
    "standings": (("withdrawn", "withdrawn"), ("replaced", "replaced")),
    "sizes": (("", "as the form says"), ("A4", "A4"), ("A5", "A5")),
    "ways": (("cash", "cash"), ("card", "card"), ("transfer", "bank transfer"), ("online", "online")),
    "levels": (
        ("very_satisfied", "very satisfied"), ("satisfied", "satisfied"), ("unsatisfied", "not satisfied"),
    ),
    "opinions": (("agreed", "agrees"), ("objected", "objects"), ("remarked", "remarks")),
}  # fmt: skip
LABELS = tuple(dict.fromkeys(
    [text for deed in DEEDS for text in (deed.heading, *(field.label for field in deed.fields))]
    + [label for options in OPTIONS.values() for _, label in options]
))  # fmt: skip
