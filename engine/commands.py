"""Everything the engine can be told to do, on one page. Session and clock first; nobody here commits."""

from engine.control import cancel, correct, reschedule, resume, retry, suspend
from engine.definitions import approve, deploy
from engine.messages import deliver
from engine.steps import assign, claim, complete, release, start, take
from engine.timers import fire

__all__ = [
    "approve", "assign", "cancel", "claim", "complete", "correct", "deliver", "deploy", "fire", "release", "reschedule",
    "resume", "retry", "start", "suspend", "take",
]  # fmt: skip
