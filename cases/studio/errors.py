"""What the studio refuses."""

from ground.errors import Conflict, Invalid


class DesignHeld(Conflict):
    """{name} is working on this draft. Ask, or take it over: what was saved stays, and {name} is told."""

    code = "design_held"


class DesignChanged(Conflict):
    """This draft was changed elsewhere since it was opened here (saved state {number}). Open it again."""

    code = "design_changed"


class DesignClosed(Conflict):
    """This draft was handed in or dropped and is written no more. Begin a new draft from its version."""

    code = "design_closed"


class DesignNotReadable(Invalid):
    """What was sent cannot be kept as a draft, at {place}: {reason}. Correct it and save again."""

    code = "design_not_readable"


class SlugRefused(Invalid):
    """The short name {slug} cannot be used: a new one of small letters, figures and underscores is needed."""

    code = "slug_refused"
