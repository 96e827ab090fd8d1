"""How often somebody may ask: each account and each address has a bucket that fills again by itself.

Counted in the memory of one server process: a limit is a limit of each of them, and costs no row. Who is logged in is
counted by his account, wherever he sits; everybody else by his address of the network.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from math import ceil
from threading import Lock

from ground.clock import Clock
from ground.errors import TooSoon

MOST_KEPT = 20_000


class RequestsTooMany(TooSoon):
    """Too many requests in a short time. Wait {seconds} seconds and try again; nothing was changed."""

    code = "requests_too_many"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


class Gate:
    """Lets through `accounts` requests a minute of one account and `addresses` of one address; 0 is no limit."""

    def __init__(self, accounts: int = 0, addresses: int = 0) -> None:
        self.limits = {"account": accounts, "address": addresses}
        self._buckets: OrderedDict[tuple[str, str], _Bucket] = OrderedDict()
        self._known: OrderedDict[bytes, str] = OrderedDict()
        self._lock = Lock()

    def recognise(self, token: str, account: str) -> None:
        """This token has proved to be of that account: what comes with it is counted there from now on."""
        if any(self.limits.values()):
            with self._lock:
                self._known[_key(token)] = account
                _trim(self._known)

    def forget(self, token: str) -> None:
        """This token opens nothing any more."""
        with self._lock:
            self._known.pop(_key(token), None)

    def enter(self, clock: Clock, token: str, address: str) -> None:
        """Count a request. Raises `RequestsTooMany` when its bucket is empty."""
        if not any(self.limits.values()):
            return
        with self._lock:
            account = self._known.get(_key(token)) if token else None
            seconds = self._draw(clock.now(), *(("account", account) if account else ("address", address)))
        if seconds:
            raise RequestsTooMany(seconds=seconds)

    def _draw(self, now: datetime, kind: str, worth: str) -> int:
        """Take one request out of the bucket; the seconds to wait when there is none."""
        limit = self.limits[kind]
        if not limit:
            return 0
        bucket = self._buckets.setdefault((kind, worth), _Bucket(limit, now))
        self._buckets.move_to_end((kind, worth))
        _trim(self._buckets)
        grown = max((now - bucket.at).total_seconds(), 0) * limit / 60
        bucket.left, bucket.at = min(bucket.left + grown, limit), now
        if bucket.left < 1:
            return ceil((1 - bucket.left) * 60 / limit)
        bucket.left -= 1
        return 0


def _key(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _trim(kept: "OrderedDict[bytes, str] | OrderedDict[tuple[str, str], _Bucket]") -> None:
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
