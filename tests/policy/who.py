"""The words of the policy tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Who:
    """Who may reach an address.

    `is_owned`: it names an object of a unit or a person; for everybody else that object does not exist (404).
    `roles`: of officers, those who hold one of them. `body`: what a POST needs so that its refusal is not about its
    form (the JSON door's bodies are made from its own schema). `parts`: objects for parts of the address whose
    name says something else than usual.
    """

    kind: str
    roles: tuple[str, ...] = ()
    is_owned: bool = False
    body: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)


# Everybody, without a log-in.
PUBLIC = Who("public")
# A citizen who has shown the code of a dossier and the second factor; of that dossier alone.
CITIZEN = Who("citizen", is_owned=True)
# Whoever has the cookie of the browser in which the draft was begun.
DRAFT = Who("citizen")
# Every officer; lists show what is his.
OFFICER = Who("officer")


def role(*roles: str, parts: Mapping[str, str] | None = None, **body: Any) -> Who:
    """Officers who hold one of these roles anywhere."""
    return Who("officer", roles, body=body, parts=parts or {})


def theirs(*roles: str, parts: Mapping[str, str] | None = None, **body: Any) -> Who:
    """Officers whose unit the object belongs to, with one of these roles there (none named: any that handles it)."""
    return Who("officer", roles, True, body, parts or {})
