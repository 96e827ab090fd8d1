"""What a run tells its caller: where it stands (`Wait`) and which way it came (`Step`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ground.canonical import Json


@dataclass(frozen=True, slots=True)
class Step:
    """One element a token entered or left; `token` is the id of the wait, where there is one."""

    process: str
    element: str
    token: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that was thrown in a run: whoever waits for its name in other instances is to get its variables."""

    name: str
    element: str
    variables: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One place an instance stands at. `kind` is `task`, `job`, `timer`, `message`, `signal` or `stalled`; the rest as
    it needs.

    `due_at` is an aware instant in UTC: when a timer fires, or the due date drawn on a task.
    A stalled wait says why by `code` and `params`; `Run.retry` tries again.
    """

    kind: str
    token: str
    process: str
    element: str
    name: str
    lane: str = ""
    form_id: str = ""
    assignee: str = ""
    candidate_groups: tuple[str, ...] = ()
    priority: int = 50
    operation: str = ""
    retries: int = 3
    inputs: Mapping[str, Json] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    due_at: datetime | None = None
    message: str = ""
    correlation: str = ""
    signal: str = ""
    code: str = ""
    params: Mapping[str, Json] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
