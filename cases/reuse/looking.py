"""Reception looks up what of a person's papers is here already: two transactions with the questions between them."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from cases.editions import pack_in_force
from cases.people import require_role
from cases.procedure import active_procedure
from cases.reuse.ladder import Found, ladder, look_of
from cases.reuse.national import consult, keep_answers, wanted_of
from cases.reuse.shapes import Holder
from cases.reuse.stores import Look
from cases.reuse.taking import own_chain
from cases.tables import Officer
from engine import journal
from exchange.national import Finding, NationalSource
from ground.clock import Clock, today

RECEPTION = "bo_phan_mot_cua"


def begin(session: Session, clock: Clock, officer: Officer, slug: str, holder: Holder) -> Look:
    """What is to be looked for. Raises `RoleMissing`, `ProcedureNotActive`."""
    require_role(session, clock, officer, RECEPTION)
    on = today(clock)
    return look_of(clock, holder, active_procedure(session, slug, on)[1], pack_in_force(session, on))


def ask(national: NationalSource, clock: Clock, look: Look) -> Sequence[tuple[str, Finding]]:
    """Ask the databases of the State. Slow: with no transaction open."""
    return consult(national, clock, wanted_of(look).values(), look.holder)


def finish(
    session: Session, clock: Clock, officer: Officer, look: Look, findings: Sequence[tuple[str, Finding]], trial: bool
) -> Mapping[str, Found]:
    """Write down who looked and what was answered, and say what is here. Raises `RoleMissing`."""
    require_role(session, clock, officer, RECEPTION)
    if look.holder.is_known:
        keep_answers(session, clock, look, findings, officer.name, trial)
        chain = own_chain(look.holder.kind, look.holder.identity)
        facts = {"procedure": look.procedure.slug, "sources": {key: found.outcome for key, found in findings}}
        journal.append(session, clock, chain, "papers_looked_up", look.procedure.slug, officer.name, facts)
    return ladder(session, clock, look)
