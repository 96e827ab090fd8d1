"""The types of the language, as they are written after `instance of` and in function parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Named:
    """A type by its name: one of the language (`number`, `date and time`) or one the model defines."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """`list<T>`."""

    member: "Kind"


@dataclass(frozen=True, slots=True)
class RangeOf:
    """`range<T>`."""

    member: "Kind"


@dataclass(frozen=True, slots=True)
class ContextOf:
    """`context<a: T, b: U>`; other entries may be there too."""

    entries: tuple[tuple[str, "Kind"], ...]


@dataclass(frozen=True, slots=True)
class FunctionOf:
    """`function<T, U> -> V`."""

    parameters: tuple["Kind", ...]
    result: "Kind"


Kind: TypeAlias = Named | ListOf | RangeOf | ContextOf | FunctionOf
Kinds: TypeAlias = Mapping[str, Kind]

ANY = Named("Any")
