"""The rule pack a dossier lives under: a shipped one, or the office's own edition of it.

An edition says only what it sets differently from its shipped pack; everything else stays as the house ships it.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.deadlines import Term, TermNotReadable, parse_term
from cases.periods import PeriodNotReadable
from cases.rulepacks import RulePack, RulePackMissing, pack_named, pack_on, read_pack, shipped_laws
from cases.tables import PackEdition
from ground.errors import Invalid

MARK = "~"
LONGEST_CODE = 50
# Facts of the law, not of an office: nobody sets these for himself.
FIXED = frozenset({"key", "valid_from", "basis", "states", "apology.at_most", "counting"})
# Lists by role, reason or kind, in which an office may add lines of its own.
OPEN_LISTS = frozenset({
    "escalation", "desk.duties", "desk.refusals", "desk.titles", "reuse.kinds", "reuse.replaced", "reuse.results",
    "reuse.sources", "retention.procedures",
})  # fmt: skip


class EditionNotReadable(Invalid):
    """The settings cannot be used at "{place}": {reason}. Correct that line."""

    code = "edition_not_readable"


def base_of(key: str) -> str:
    """The shipped pack this key goes back to: `2025` of `2025~3`."""
    return key.partition(MARK)[0]


def pack_known(session: Session | None, key: str) -> RulePack:
    """The pack with this key, an office's edition too; a process reads each once. Raises `RulePackMissing`."""
    if MARK not in key:
        return pack_named(key)
    if key not in _editions():
        row = session.get(PackEdition, key) if session is not None else None
        if row is None:
            raise RulePackMissing(day="–", name=key)
        _editions()[key] = edition(row.key, row.base, row.page, row.valid_from_on)
    return _editions()[key]


@cache
def _editions() -> dict[str, RulePack]:
    return {}


def pack_in_force(session: Session, day: date) -> RulePack:
    """The pack in force on this day, as the office has set it. Raises `RulePackMissing`."""
    return packs_in_force(session)(day)


def packs_in_force(session: Session) -> Callable[[date], RulePack]:
    """As `pack_in_force`, for many days: what the office has set is read once."""
    newest_first = (
        select(PackEdition.base, PackEdition.valid_from_on, PackEdition.key)
        .where(PackEdition.state == "approved")
        .order_by(PackEdition.valid_from_on.desc(), PackEdition.decided_at.desc())
    )
    approved = session.execute(newest_first).all()

    def on(day: date) -> RulePack:
        shipped = pack_on(day)
        key = next((key for base, from_on, key in approved if base == shipped.key and from_on <= day), None)
        return shipped if key is None else pack_known(session, key)

    return on


def edition(key: str, base: str, page: str, valid_from: date) -> RulePack:
    """The pack these settings make of a shipped one. Raises `EditionNotReadable` at the first thing that is wrong."""
    law, told = _shipped(base), read_settings(page)
    _refuse_unknown(law, told, "")
    try:
        pack = read_pack(_merged(law, told))
    except (TermNotReadable, PeriodNotReadable, KeyError, TypeError, ValueError, AttributeError) as error:
        reason = error.sentence() if isinstance(error, Invalid) else str(error)
        raise EditionNotReadable(place=", ".join(name for name, _ in flat(told)), reason=reason) from error
    _check(pack)
    return replace(pack, key=key, valid_from=valid_from)


def _shipped(base: str) -> Mapping[str, Any]:
    if base not in shipped_laws():
        raise RulePackMissing(day="–", name=base)
    return shipped_laws()[base]


def read_settings(page: str) -> dict[str, Any]:
    """What an office has written. Raises `EditionNotReadable`."""
    try:
        told = tomllib.loads(page)
    except tomllib.TOMLDecodeError as error:
        raise EditionNotReadable(place="TOML", reason=str(error)) from error
    if not told:
        raise EditionNotReadable(place="TOML", reason="nothing is set")
    return told


def flat(law: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting by its whole name, as `desk.idle_after`."""
    for name, value in law.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{above}{name}.")
        else:
            yield above + name, value


def settings_of(base: str) -> dict[str, Any]:
    """Every setting of a shipped pack that an office may set for itself, by name."""
    return {name: value for name, value in flat(_shipped(base)) if not _is_fixed(name)}


def _is_fixed(name: str) -> bool:
    return name in FIXED or name.partition(".")[0] in FIXED


def differences(base: str, page: str) -> list[tuple[str, Any, Any]]:
    """What these settings change: name, what is shipped, what the office sets."""
    shipped = dict(flat(_shipped(base)))
    return [(name, shipped.get(name, "–"), value) for name, value in flat(read_settings(page))]


def _refuse_unknown(law: Mapping[str, Any], told: Mapping[str, Any], above: str) -> None:
    for name, value in told.items():
        whole = above + name
        if _is_fixed(whole):
            raise EditionNotReadable(place=whole, reason="this is the law's, no office sets it")
        if name not in law and above.removesuffix(".") not in OPEN_LISTS:
            raise EditionNotReadable(place=whole, reason="there is no setting of this name")
        if isinstance(law.get(name), Mapping) != isinstance(value, Mapping) and name in law:
            raise EditionNotReadable(place=whole, reason="a section is wanted here, or a value, not the other")
        if isinstance(value, Mapping):
            _refuse_unknown(law[name], value, f"{whole}.")
        elif name in law and type(value) is not type(law[name]):
            raise EditionNotReadable(place=whole, reason=f"{type(law[name]).__name__} is wanted")


def _merged(law: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    inner = {name: _merged(law[name], value) for name, value in told.items() if isinstance(value, Mapping)}
    return {**law, **told, **inner}


def _check(pack: RulePack) -> None:
    """What would only be noticed at the counter: codes that repeat, terms without a date."""
    try:
        codes = {pack.code("G09.20.001", date(2026, month, 2), serial) for month in (1, 2) for serial in (1, 10**6)}
    except (KeyError, IndexError, ValueError) as error:
        raise EditionNotReadable(place="code.pattern", reason=str(error)) from error
    if len(codes) < 4 or any(len(code) > LONGEST_CODE or " " in code for code in codes):
        raise EditionNotReadable(
            place="code.pattern", reason="it holds unit, whole date and {serial}, at most 50 signs"
        )
    if pack.code_rule.unit not in ("receiving", "handling"):
        raise EditionNotReadable(place="code.unit", reason="receiving or handling")
    if pack.cutoff.kind not in ("none", "after_hours", "at", "last_hour"):
        raise EditionNotReadable(place="start.cutoff", reason="none, after_hours, at or last_hour")
    for place, term in _terms(pack):
        if not term.is_dated:
            raise EditionNotReadable(place=place, reason="a time that can be counted is wanted, as 15wd or 4wh")


def _terms(pack: RulePack) -> Iterator[tuple[str, Term]]:
    yield "supplement.wait", pack.supplement_wait
    yield "online.answer", pack.online_answer
    yield "online.notify", pack.counter.notify
    yield "apology.before", pack.apology_before
    yield "transfer.paper_within", pack.counter.paper_within
    for name in ("idle_after", "consult_term", "apology_delay", "fee_reminder"):
        yield f"desk.{name}", getattr(pack.desk, name)


def written_term(text: str) -> str:
    """A term in words, for who reads settings; other text as it is."""
    try:
        return parse_term(text).words()
    except TermNotReadable:
        return text
