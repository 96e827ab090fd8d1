"""The error tree. An error is a class: its docstring is the English sentence and the gettext id, its code is stable."""

from typing import ClassVar

from ground.messages import translate


class Problem(Exception):
    """Something went wrong and nothing was changed."""

    code: ClassVar[str] = "problem"

    def __init__(self, **params: object) -> None:
        super().__init__(params)
        self.params = params

    def sentence(self, language: str = "vi") -> str:
        """What happened, where and how to mend it, in `vi` or `en`, with the params filled in."""
        return translate(type(self).message(), language, **self.params)

    @classmethod
    def message(cls) -> str:
        """The English sentence with its placeholders: the first paragraph of the docstring on one line."""
        return " ".join((cls.__doc__ or "").split("\n\n")[0].split())

    def __str__(self) -> str:
        return self.sentence("en")


class Invalid(Problem):
    """What was sent cannot be accepted."""

    code = "invalid"


class NotFound(Problem):
    """There is nothing here by that name, or it is not yours to see."""

    code = "not_found"


class Forbidden(Problem):
    """You may not do this. Ask the head of your unit for the role it needs."""

    code = "forbidden"


class Conflict(Problem):
    """Somebody was faster: it has changed since you opened it. Look at it again and repeat what is still needed."""

    code = "conflict"


class Unavailable(Problem):
    """The service cannot do this at the moment. Nothing was changed; try again shortly."""

    code = "unavailable"


class TooSoon(Problem):
    """You have asked too often. Wait a little and try again."""

    code = "too_soon"


class DatabaseBusy(Unavailable):
    """The database is busy. Nothing was changed; try again in a few seconds."""

    code = "database_busy"


class DiskFull(Unavailable):
    """The disk is full. Nothing was changed; tell the operator to free some space."""

    code = "disk_full"
