"""Which papers are scanned, how good a scan has to be, what share of the backlog by when: data with effective dates."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from documents.scans import Bounds
from ground.toml import read_toml


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a paper is scanned, why, and by which article; `is_forbidden`: not even by choice."""

    key: str
    is_scanned: bool
    is_forbidden: bool
    reason: str
    reason_en: str
    basis: str


@dataclass(frozen=True, slots=True)
class Target:
    """The share of results still in force that has to be digitised, from a day on."""

    share: float
    basis: str
    valid_from: date


def ruling(name: str, channel: str, source: str, on: date) -> Ruling:
    """What holds on a day for a paper of this name, of a dossier that came by `channel`; `source` as on its row."""
    plain = unicodedata.normalize("NFC", name).casefold()
    for rule in _in_force("rule", on):
        if _fits(rule, plain, channel, source):
            return Ruling(
                rule["key"], rule["is_scanned"], rule.get("forbidden", False), rule["reason"], rule["reason_en"],
                rule["basis"],
            )  # fmt: skip
    return Ruling("none", False, False, "", "", "")


def bounds(on: date) -> Bounds:
    """From where on a page is found fault with, on a day; the least the reader knows where no rule is in force."""
    found = _in_force("quality", on)
    if not found:
        return Bounds()
    return Bounds(*(found[-1][name] for name in ("dots", "skew", "readable", "sure")))


def targets() -> tuple[Target, ...]:
    """Every target there was, oldest first."""
    return tuple(Target(each["share"], each["basis"], each["valid_from"]) for each in _page()["target"])


def target(on: date) -> Target | None:
    """The one in force on a day; None before the first."""
    found = _in_force("target", on)
    return Target(found[-1]["share"], found[-1]["basis"], found[-1]["valid_from"]) if found else None


def _fits(rule: Mapping[str, Any], name: str, channel: str, source: str) -> bool:
    if not {"channels", "sources", "words"} & rule.keys():
        return True
    is_worded = any(word in name for word in rule.get("words", ()))
    return is_worded or channel in rule.get("channels", ()) or source in rule.get("sources", ())


def _in_force(kind: str, on: date) -> list[Mapping[str, Any]]:
    return [each for each in _page()[kind] if each["valid_from"] <= on <= each.get("valid_until", date.max)]


@cache
def _page() -> Mapping[str, Any]:
    return read_toml(resources.files(__package__).joinpath("rules.toml").read_bytes())
