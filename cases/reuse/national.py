"""The first rung: what the State holds as data. Asked before anything else, outside of any transaction; each question
and its answer is a row, with who asked and for what.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.reuse.shapes import Holder, Offer
from cases.reuse.stores import Look
from cases.reuse.validity import last_day, period_of, serves
from cases.reuserules import Source
from cases.tables import NationalAnswer
from exchange.national import Finding, NationalSource
from ground.clock import VIETNAM, Clock, today

# An answer of the State is used on the day it was given, not later: data change.
FRESH = timedelta(days=1)


def wanted_of(look: Look) -> dict[str, Source]:
    """By component, the database that replaces it on this day."""
    code = look.procedure.sheet.code
    found = {
        part.code: look.rules.source_of(code, part.code, look.on, part.replaced_by) for part in look.components.values()
    }
    return {component: source for component, source in found.items() if source is not None}


def consult(
    national: NationalSource, clock: Clock, sources: Iterable[Source], holder: Holder
) -> list[tuple[str, Finding]]:  # fmt: skip
    """Ask each database once. Slow: with no transaction open."""
    keys = sorted({source.key for source in sources}) if holder.is_known else []
    return [(key, national.ask(key, holder.kind, holder.identity, today(clock))) for key in keys]


def keep_answers(
    session: Session, clock: Clock, look: Look, findings: Sequence[tuple[str, Finding]], by: str, is_trial: bool
) -> None:
    """Write down what was asked and answered."""
    session.add_all(
        NationalAnswer(
            source=key, owner_kind=look.holder.kind, owner_identity=look.holder.identity,
            procedure=look.procedure.slug, outcome=found.outcome, reference=found.reference[:200], told=found.told,
            issued_on=found.issued_on, is_trial=is_trial, asked_by=by, answered_at=clock.now(),
        )
        for key, found in findings
    )  # fmt: skip
    session.flush()


def answers(session: Session, look: Look, clock: Clock) -> dict[str, NationalAnswer]:
    """The newest answer of each database about this person for this procedure, of today."""
    rows = session.scalars(
        select(NationalAnswer)
        .where(
            NationalAnswer.owner_identity == look.holder.identity, NationalAnswer.owner_kind == look.holder.kind,
            NationalAnswer.procedure == look.procedure.slug, NationalAnswer.answered_at > clock.now() - FRESH,
        )
        .order_by(NationalAnswer.answered_at, NationalAnswer.id)
    )  # fmt: skip
    return {row.source: row for row in rows if row.answered_at.astimezone(VIETNAM).date() == look.on}


def offer_of(look: Look, component: str, source: Source, answer: NationalAnswer) -> Offer | None:
    """What a database said, as a paper that need not be asked for; None where it does not serve."""
    period = period_of(look.rules, look.components[component])
    if answer.outcome != "found" or not serves(period, answer.issued_on, look.on):
        return None
    return Offer(
        f"data:{answer.id}", "data", component, look.components[component].name, source.name, answer.reference,
        answer.issued_on, last_day(period, answer.issued_on), is_trial=answer.is_trial,
    )  # fmt: skip
