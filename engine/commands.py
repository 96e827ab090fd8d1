"""Everything the engine can be told to do, on one page. Session and clock first; nobody here commits."""

from engine.arrivals import deliver
from engine.batches import open_batch, stop_batch
from engine.broadcasts import broadcast
from engine.control import cancel, correct, reschedule, resume, retry, suspend
from engine.definitions import approve, deploy
from engine.mending import foresee, go_back, move
from engine.migration import migrate, obstacles_of, plan_migration
from engine.steps import HELD, LOCKED, assign, claim, complete, keep, release, start, take
from engine.timers import fire

__all__ = [
    "HELD", "LOCKED", "approve", "assign", "broadcast", "cancel", "claim", "complete", "correct", "deliver",
    "deploy", "fire", "foresee", "go_back", "keep", "migrate", "move", "obstacles_of", "open_batch", "plan_migration",
    "release", "reschedule", "resume", "retry", "start", "stop_batch", "suspend", "take",
]  # fmt: skip
