"""What the law says, as data with effective dates: one TOML file a pack, read once. Nothing of it stands in code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib import resources
from typing import Any

from cases.deadlines import Cutoff, Sources, Term, parse_term
from cases.deskrules import DeskRules, read_desk_rules
from cases.retentionrules import RetentionRules, read_retention_rules
from cases.reuserules import ReuseRules, read_reuse_rules
from cases.targets import Targets, read_targets
from ground.errors import Invalid


class RulePackMissing(Invalid):
    """No rule pack is in force on {day}, or none is named {name}. Add its file to the rule packs."""

    code = "rule_pack_missing"


@dataclass(frozen=True, slots=True)
class SlipForm:
    """An official form: its number in the circular and the suffix of its register number."""

    number: str
    suffix: str


@dataclass(frozen=True, slots=True)
class PortalState:
    """What the National Portal calls a state of the desk: its number, 1 to 10, and its name."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class CodeRule:
    """How dossier codes are made. `unit`: whose code stands in it and whose day is counted, `receiving` or `handling`.

    The code is opaque to everything else.
    """

    pattern: str
    unit: str
    owner: str

    def code(self, unit: str, on: date, serial: int) -> str:
        """The public code of the `serial`-th dossier of a unit on a day."""
        return self.pattern.format(
            unit=unit, unit_small_first=_small_first(unit), aa=self.owner, yyyy=f"{on:%Y}", yy=f"{on:%y}",
            mm=f"{on:%m}", dd=f"{on:%d}", serial=serial,
        )  # fmt: skip


def _small_first(unit: str) -> str:
    """A unit code with the smallest unit first, all four levels written (Circular 01/2018 art. 19): 000.00.20.G09."""
    levels = unit.split(".")
    below = [*levels[1:4], *["0"] * (4 - len(levels))]
    return ".".join([below[2].zfill(3), below[1].zfill(2), below[0].zfill(2), levels[0]])


@dataclass(frozen=True, slots=True)
class Counter:
    """What reception is bound to: until which hour a dossier goes on the same day and its paper after, how soon one not
    eligible is given back, how soon an officer is told of an online one.
    """

    same_day_until: time
    paper_within: Term
    not_eligible: Term
    notify: Term


@dataclass(frozen=True, slots=True)
class RulePack:
    """One state of the law, in force from `valid_from` until the next pack."""

    key: str
    valid_from: date
    basis: str
    code_rule: CodeRule
    cutoff: Cutoff
    counting: Sources
    counter: Counter
    states: Mapping[str, PortalState]
    supplement_wait: Term
    supplement_basis: str
    more_supplements: str
    online_answer: Term
    apology_before: Term
    apologies: int
    slips: Mapping[str, SlipForm]
    superiors: Mapping[str, str]
    desk: DeskRules
    reuse: ReuseRules
    retention: RetentionRules
    targets: Targets

    def code(self, unit: str, on: date, serial: int) -> str:
        """The public code of the `serial`-th dossier of a unit on a day."""
        return self.code_rule.code(unit, on, serial)

    def portal_status(self, state: str) -> int:
        """The number the National Portal gives this state, 1 to 10. Computed, never stored."""
        return self.states[state].number

    def slip_number(self, kind: str, serial: int) -> str:
        """The register number of a slip; numbers below ten are written with a leading zero (Decree 30/2020)."""
        form = self.slips.get(kind)
        return f"{serial:02d}/{form.suffix if form is not None else self.desk.further_slips[kind]}"

    def form_note(self, kind: str) -> str:
        """Which form of which circular a slip is, as it stands in its foot; empty where the circular has none."""
        form = self.slips.get(kind)
        return f"Mẫu số {form.number} – {self.desk.circular}" if form is not None else ""


@cache
def packs() -> tuple[RulePack, ...]:
    """Every pack, oldest first."""
    return tuple(sorted((read_pack(law) for law in shipped_laws().values()), key=lambda pack: pack.valid_from))


@cache
def shipped_laws() -> Mapping[str, Mapping[str, Any]]:
    """The pages of the packs as they are written, by key."""
    folder = resources.files("cases.rulepacks")
    pages = (tomllib.loads(page.read_text("utf-8")) for page in folder.iterdir() if page.name.endswith(".toml"))
    return {law["key"]: law for law in pages}


def pack_named(key: str) -> RulePack:
    """The pack with this key. Raises `RulePackMissing`."""
    for pack in packs():
        if pack.key == key:
            return pack
    raise RulePackMissing(day="–", name=key)


def pack_on(day: date) -> RulePack:
    """The pack in force on this day. Raises `RulePackMissing`."""
    for pack in reversed(packs()):
        if pack.valid_from <= day:
            return pack
    raise RulePackMissing(day=day.isoformat(), name="–")


def read_pack(law: Mapping[str, Any]) -> RulePack:
    """The pack a page makes."""
    start, supplement = law["start"], law["supplement"]
    return RulePack(
        key=law["key"], valid_from=law["valid_from"], basis=law["basis"], code_rule=CodeRule(**law["code"]),
        cutoff=Cutoff(start["cutoff"], start["at"]), counter=_counter(law),
        counting=Sources(stop=supplement["basis"], start=start["basis"], **law["counting"]),
        states={state: PortalState(*words) for state, words in law["states"].items()},
        supplement_wait=parse_term(supplement["wait"]), supplement_basis=supplement["basis"],
        more_supplements=supplement["more_needs_reason_of"], online_answer=parse_term(law["online"]["answer"]),
        apology_before=parse_term(law["apology"]["before"]), apologies=law["apology"]["at_most"],
        slips={kind: SlipForm(*form) for kind, form in law["slips"].items()}, superiors=law["escalation"],
        desk=read_desk_rules(law), reuse=read_reuse_rules(law), retention=read_retention_rules(law),
        targets=read_targets(law),
    )  # fmt: skip


def _counter(law: Mapping[str, Any]) -> Counter:
    transfer = law["transfer"]
    return Counter(
        transfer["same_day_until"], parse_term(transfer["paper_within"]), parse_term(law["return"]["not_eligible"]),
        parse_term(law["online"]["notify"]),
    )  # fmt: skip
