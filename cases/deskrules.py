"""What a rule pack says about the desk beside the terms: grounds of pauses, separated duties, forms, silence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.deadlines import Term, parse_term
from ground.errors import Invalid


class GroundUnknown(Invalid):
    """No ground called {ground} lets time stand still here. Choose one that the rule pack names."""

    code = "ground_unknown"


@dataclass(frozen=True, slots=True)
class PauseGround:
    """A ground on which time does not count: its name, where it is written, and how long at most."""

    key: str
    name: str
    basis: str
    at_most: Term | None


@dataclass(frozen=True, slots=True)
class DeskRules:
    """One pack's rules of the desk. `duties`: who did a step in one of these roles may not do one in the role named."""

    circular: str
    titles: Mapping[str, str]
    further_slips: Mapping[str, str]
    receipt_layout: str
    paper_sizes: Mapping[str, str]
    grounds: tuple[PauseGround, ...]
    duties: Mapping[str, tuple[str, ...]]
    idle_after: Term
    consult_term: Term
    apology_signer: str
    apology_delay: Term
    stop_decided_by: str
    refusals: Mapping[str, str]
    fee_reminder: Term

    def ground(self, key: str) -> PauseGround:
        """The ground with this key. Raises `GroundUnknown`."""
        for ground in self.grounds:
            if ground.key == key:
                return ground
        raise GroundUnknown(ground=key or "–")


def read_desk_rules(law: Mapping[str, Any]) -> DeskRules:
    """The section `[desk]` of a rule pack."""
    desk = law["desk"]
    return DeskRules(
        circular=desk["circular"], titles=desk.get("titles", {}), further_slips=desk["further_slips"],
        receipt_layout=desk.get("receipt_layout", "list"), paper_sizes=desk["paper_sizes"],
        grounds=tuple(_ground(each) for each in desk["pause"]),
        duties={role: tuple(apart) for role, apart in desk["duties"].items()},
        idle_after=parse_term(desk["idle_after"]), consult_term=parse_term(desk["consult_term"]),
        apology_signer=desk["apology_signer"], apology_delay=parse_term(desk["apology_delay"]),
        stop_decided_by=desk["stop_decided_by"], refusals=desk["refusals"],
        fee_reminder=parse_term(desk["fee_reminder"]),
    )  # fmt: skip


def _ground(line: Mapping[str, str]) -> PauseGround:
    at_most = line.get("at_most", "")
    return PauseGround(line["key"], line["name"], line["basis"], parse_term(at_most) if at_most else None)
