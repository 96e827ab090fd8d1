"""The words of the pages about running processes."""

from collections.abc import Mapping

from ground.messages import in_context

RUN_STATES = {
    "running": "Under way", "suspended": "Suspended", "ended": "Ended", "cancelled": "Cancelled",
}  # fmt: skip
ACTS = {
    "suspend": "Suspend many", "resume": "Let many go on", "cancel": "Cancel many", "retry": "Retry many",
    "migrate": "Carry many to another version",
}  # fmt: skip
BATCH_STATES = {"running": "At work", "ended": in_context("batch", "Finished"), "cancelled": "Stopped"}
ROW_STATES = {"waiting": "Waiting", "done": "Done", "refused": "Refused", "cancelled": "Left alone"}
PLACES = {
    "task": "step in a list", "job": "machine work", "timer": "waits for a date", "message": "waits for a message",
    "stalled": "stands still",
}  # fmt: skip
KINDS = {
    "text": "text", "number": "number", "yes or no": "yes or no", "list": "list", "group": "group", "empty": "empty",
}  # fmt: skip
OBSTACLES = {
    "element_gone": "not drawn any more", "process_gone": "the called process is gone",
    "other_kind": "became something else", "other_loop": "is repeated otherwise", "other_place": "hangs elsewhere",
    "flow_gone": "the flow it came by is gone", "mapping_wrong": "the mapping names nothing",
    "state_unreadable": "its stored state cannot be read",
}  # fmt: skip
TABLES: Mapping[str, Mapping[str, str]] = {
    "RUN_STATES": RUN_STATES, "ACTS": ACTS, "BATCH_STATES": BATCH_STATES, "ROW_STATES": ROW_STATES, "PLACES": PLACES,
    "KINDS": KINDS, "OBSTACLES": OBSTACLES,
}  # fmt: skip
