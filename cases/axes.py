"""What else is true of a dossier beside its handling: fee, delivery, the portal's copy, digitisation. Pure.

Each is an axis of its own with its own moves; none of them is ever a state of the handling, nor the other way round.
"""

from collections.abc import Mapping

from cases.dossier import MoveNotAllowed

Moves = Mapping[str, tuple[str, ...]]

# The financial side: nothing to pay, asked for, paid, cancelled, given back.
PAYMENT: Moves = {
    "none": ("due", "paid"),
    "due": ("paid", "cancelled"),
    "paid": ("refunded",),
    "cancelled": ("due",),
    "refunded": (),
}
# The postal way: nothing ordered, registered, being collected, delivered, cancelled.
DELIVERY: Moves = {
    "none": ("registered",),
    "registered": ("collecting", "cancelled"),
    "collecting": ("delivered", "cancelled"),
    "delivered": (),
    "cancelled": ("registered",),
}
# The National Portal's copy: a change waits, was sent, was taken in, or failed.
SYNC: Moves = {
    "pending": ("sent",),
    "sent": ("acknowledged", "failed", "pending"),
    "acknowledged": ("pending",),
    "failed": ("sent", "pending"),
}
# The digital copies: none, waiting for approval, approved, not approved.
DIGITISATION: Moves = {
    "none": ("waiting",),
    "waiting": ("approved", "rejected"),
    "approved": ("waiting",),
    "rejected": ("waiting",),
}
# One scanned paper: being read page by page, not readable, waiting for an officer's word, approved and then
# signed, or refused.
SCAN: Moves = {
    "reading": ("waiting", "failed"),
    "failed": ("reading", "refused"),
    "waiting": ("approved", "refused", "reading"),
    "approved": (),
    "refused": (),
}
# A line of a list of results still in force: to be taken in, taken in, or refused with its reason.
BACKLOG_ROW: Moves = {
    "waiting": ("done", "refused"),
    "done": (),
    "refused": ("waiting",),
}
AXES: Mapping[str, Moves] = {
    "payment": PAYMENT,
    "delivery": DELIVERY,
    "sync": SYNC,
    "digitisation": DIGITISATION,
}


def check_axis(axis: str, state: str, wanted: str) -> bool:
    """True when this side of the dossier has to move, False when it is there already. Raises `MoveNotAllowed`."""
    if wanted == state:
        return False
    if wanted not in AXES[axis].get(state, ()):
        raise MoveNotAllowed(state=f"{axis}: {state}", wanted=wanted)
    return True


def check_scan(state: str, wanted: str) -> None:
    """Raises `MoveNotAllowed` unless the life of a scanned paper allows this move."""
    if wanted not in SCAN.get(state, ()):
        raise MoveNotAllowed(state=f"scan: {state}", wanted=wanted)
