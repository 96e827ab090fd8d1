"""Passwords: kept as argon2id hashes, proved in the same time whether or not somebody has the name."""

import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from ground.errors import Invalid

SHORTEST, LONGEST = 12, 200

_hasher = PasswordHasher()


class PasswordWeak(Invalid):
    """A password has at least {shortest} letters and does not hold the log-in name. Several words are easy to keep."""

    code = "password_weak"


class PasswordNotRepeated(Invalid):
    """The new password was typed in two different ways. Type it twice the same."""

    code = "password_not_repeated"


class PasswordWrong(Invalid):
    """That is not your password of today. Nothing was changed."""

    code = "password_wrong"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The hash a password is to be proved `against` (empty: nobody may log in by it), and one to be `like` it."""

    against: str = ""
    like: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a password held `against` the hash that was stored then (empty: nobody may log in by it)."""

    against: str
    is_right: bool


def hash_password(password: str) -> str:
    """The argon2id hash that is stored instead of a password."""
    return _hasher.hash(password)


def prove(weighed: Weighed, password: str) -> Proof:
    """Hold a password against a hash: it takes a tenth of a second, so no transaction is open meanwhile."""
    try:
        # A wrong name costs the same time as a wrong password, so that names cannot be guessed by the clock.
        right: bool = _hasher.verify(weighed.against or _nobodys(weighed.like), password)
    except (VerificationError, InvalidHashError):
        right = False
    return Proof(weighed.against, right and bool(weighed.against))


def check_new(password: str, again: str, name: str) -> None:
    """Raises `PasswordWeak` or `PasswordNotRepeated` for what is no good as an officer's own password."""
    if not SHORTEST <= len(password) <= LONGEST or name in password.casefold():
        raise PasswordWeak(shortest=SHORTEST)
    if password != again:
        raise PasswordNotRepeated


def _nobodys(like: str) -> str:
    """The hash of a password no one has, made as dear as the hashes of this house are."""
    try:
        found = extract_parameters(like)
    except InvalidHashError:
        return _dear_as(_hasher.time_cost, _hasher.memory_cost, _hasher.parallelism)
    return _dear_as(found.time_cost, found.memory_cost, found.parallelism)


@cache
def _dear_as(time_cost: int, memory_cost: int, parallelism: int) -> str:
    """Made when first needed, for making one takes a tenth of a second."""
    return PasswordHasher(time_cost, memory_cost, parallelism).hash(secrets.token_hex(16))
