"""The ladder itself: for each component what was found, from the top rung down, before anybody is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cases.procedure import Procedure
from cases.reuse.national import answers, offer_of, wanted_of
from cases.reuse.shapes import Holder, Offer
from cases.reuse.stores import Look, accepted, owned, results
from cases.reuserules import Source
from cases.rulepacks import RulePack
from cases.tables import NationalAnswer
from ground.clock import Clock, today


@dataclass(frozen=True, slots=True)
class Found:
    """What there is for one component. `answer` says what became of the question to the database `register`
    (`not_asked` where nobody has); `agency` puts right what is wrong in it.
    """

    component: str
    offers: tuple[Offer, ...] = ()
    register: str = ""
    agency: str = ""
    answer: str = ""

    @property
    def best(self) -> str:
        """The rung it could be taken from; empty where it has to be asked for."""
        return self.offers[0].rung if self.offers else ""


def look_of(clock: Clock, holder: Holder, procedure: Procedure, pack: RulePack) -> Look:
    """A look through the ladder today."""
    return Look(holder, procedure, pack.reuse, today(clock))


def ladder(session: Session, clock: Clock, look: Look, is_owner: bool = False) -> Mapping[str, Found]:
    """By component, those for which something was found or a database of the State is named; of a person without a
    number only the latter.

    `is_owner`: the person himself looks, so that his own store needs no consent to be shown.
    """
    sources, offered = wanted_of(look), dict[str, list[Offer]]()
    if not look.holder.is_known:
        return {component: _found(component, (), source, {}) for component, source in sources.items()}
    said = answers(session, look, clock)
    for component, source in sources.items():
        answer = said.get(source.key)
        offer = offer_of(look, component, source, answer) if answer is not None else None
        if offer is not None:
            offered.setdefault(component, []).append(offer)
    for found in (results(session, look), owned(session, look, is_owner), accepted(session, look)):
        for offer in found:
            offered.setdefault(offer.component, []).append(offer)
    here = [component for component in look.components if component in sources or component in offered]
    return {
        component: _found(component, offered.get(component, ()), sources.get(component), said) for component in here
    }


def _found(
    component: str, offers: Sequence[Offer], source: Source | None, said: Mapping[str, NationalAnswer]
) -> Found:  # fmt: skip
    if source is None:
        return Found(component, tuple(offers))
    answer = said.get(source.key)
    state = answer.outcome if answer is not None else "not_asked"
    return Found(component, tuple(offers), source.name, source.agency, state)
