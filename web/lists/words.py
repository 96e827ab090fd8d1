"""What lists call their queues, columns, badges and orders."""

from collections.abc import Mapping
from typing import Any

QUEUE_WORDS = {
    "": "All my steps", "new": "Newly received", "handling": "Being handled", "supplement": "Waiting for supplement",
    "opinion": "Opinions asked for", "soon": "Due soon", "late": "Late", "return": "Result to return",
}  # fmt: skip
QUEUE_SHAPES = {"soon": "soon", "late": "late", "supplement": "paused"}
WHOSE_WORDS = {
    "both": "Mine and free ones", "mine": "Mine", "free": "Free to take", "given": "Given to colleagues",
    "all": "The whole unit",
}  # fmt: skip
COLUMN_WORDS = {
    "code": "Dossier", "applicant": "Applicant", "procedure": "Procedure", "step": "Step",
    "left": "Time left for the step", "due": "Date of return", "arrived": "Came in", "holder": "Holder",
}  # fmt: skip
SORT_WORDS = {
    "left": "Most urgent first", "-left": "Most time left", "arrived": "Longest here", "-arrived": "Newest here",
    "code": "Code", "-code": "Code, backwards", "name": "Given name", "-name": "Given name, backwards",
}  # fmt: skip
# Which order a column's heading gives.
COLUMN_SORTS = {"code": "code", "applicant": "name", "left": "left", "arrived": "arrived"}
MARK_WORDS = {
    "online": "Online", "post": "By post", "paused": "Clock stopped", "opinion": "Opinion awaited",
    "supplemented": "Supplemented", "apologised": "New date named", "fee_due": "Fee not paid",
    "by_post": "Result by post", "represented": "Represented", "note": "With a word",
}  # fmt: skip
ERRAND_WORDS = {
    "claim": "Take", "release": "Put back", "hand_over": "Hand over to", "take_back": "Get back",
    "assign": "Assign to (with a reason)", "remind": "Remind", "ask_why": "Ask for a justification",
}  # fmt: skip
DONE_WORDS = {**ERRAND_WORDS, "hand_over": "Hand over", "assign": "Assign", "assign_back": "Assign back"}
# What an empty queue says.
EMPTY_WORDS = {
    "": "Nothing is waiting here. Well done.", "new": "Nothing new has come in.",
    "handling": "Nothing is being handled here.", "supplement": "No applicant has anything to add.",
    "opinion": "No opinion is awaited.", "soon": "Nothing is due soon.", "late": "Nothing is late. Well done.",
    "return": "No result waits to be returned.",
}  # fmt: skip
# What an empty list says of whose it is.
EMPTY_WHOSE = {
    "mine": "Nothing is in your hands.", "free": "Nothing is free to take.",
    "given": "You have given nothing to colleagues that is not done.",
}  # fmt: skip
DID_WORDS = {
    "claim": "{code}: “{step}” is in your hands.", "release": "{code}: “{step}” is put back for everybody.",
    "given": "{code}: “{step}” is handed over to {to}.",
}  # fmt: skip
UNDO_WORDS = {"claim": "Put back", "release": "Take it again", "given": "Get it back"}
KEY_WORDS = (
    ("j", "next row"), ("k", "row before"), ("Enter", "open the step"), ("o", "open the dossier"),
    ("c", "take the step"), ("r", "put the step back"), ("x", "choose the row"), ("X", "choose all on this page"),
    ("b", "deeds for the rows chosen"), ("n / p", "next page, page before"), ("w", "whose steps: the next choice"),
    ("1 – 8", "the queues"), ("/", "search"), ("Esc", "out of the search field"), ("?", "these keys"),
)  # fmt: skip
LIST_WORDS: Mapping[str, Any] = {
    "QUEUE_WORDS": QUEUE_WORDS, "QUEUE_SHAPES": QUEUE_SHAPES, "WHOSE_WORDS": WHOSE_WORDS, "COLUMN_WORDS": COLUMN_WORDS,
    "SORT_WORDS": SORT_WORDS, "COLUMN_SORTS": COLUMN_SORTS, "MARK_WORDS": MARK_WORDS, "ERRAND_WORDS": ERRAND_WORDS,
    "EMPTY_WORDS": EMPTY_WORDS, "EMPTY_WHOSE": EMPTY_WHOSE, "DID_WORDS": DID_WORDS, "UNDO_WORDS": UNDO_WORDS,
    "DONE_WORDS": DONE_WORDS, "KEYS": KEY_WORDS,
}  # fmt: skip
