"""What a caller of `Run` can do wrong, and the inner signal of a token that cannot go on."""

from ground.canonical import Json
from ground.errors import Conflict, Invalid


class TokenGone(Conflict):
    """This step is no longer waiting: it was completed or cancelled meanwhile. Open the list again."""

    code = "token_gone"


class TokenElsewhere(Conflict):
    """The step {element} stands at something else than {asked}. Open it again and look at what it waits for."""

    code = "token_elsewhere"


class BegunByEvents(Conflict):
    """The process {process} has no plain start event: only the events drawn at its start begin it."""

    code = "begun_by_events"


class StartNotReadable(Invalid):
    """The time at which the process begins, {written}, cannot be read: {reason}. Correct its start event."""

    code = "start_not_readable"


class ElementNotSupported(Invalid):
    """The element {element} ({tag}) of process {process} cannot be run: {reason}. Redraw it."""

    code = "element_not_supported"


class FrontierNotReadable(Invalid):
    """The stored state of this instance does not fit its drawing: {reason}. Restore both from the same backup."""

    code = "frontier_not_readable"


class ValueNotJson(Invalid):
    """The value of {name} cannot be kept: {reason}. Send text, numbers, true, false, null, lists and objects only."""

    code = "value_not_json"


class VariableReserved(Invalid):
    """The name {name} is reserved and cannot be sent. Choose another name for this field."""

    code = "variable_reserved"


class VariablesTooLarge(Invalid):
    """The variables of this instance take {size} bytes; at most {limit} are kept. Store large content as papers."""

    code = "variables_too_large"


class TooManyTokens(Invalid):
    """This step would open more places at once than a process may have: over {limit}. Divide the work."""

    code = "too_many_tokens"


class Stall(Exception):
    """A token cannot go on where it stands; caught inside the run, shown as a wait of kind `stalled`."""

    def __init__(self, code: str, **params: Json) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
