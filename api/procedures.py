"""Procedures in force: what the house offers, what a dossier has to bring, which form it fills in."""

from api.door import Act, Answer, Door
from api.schemas_procedures import (
    ComponentOut,
    ProcedureLineOut,
    ProcedureOut,
    ProcedureSearch,
    ProceduresOut,
    ProcedureStepOut,
)
from cases.queries.offers import OfferSearch, offer_of, search_offers


def routes(door: Door) -> None:
    """Everything under `/procedures`."""
    door.search("/procedures/search", search_procedures, ProcedureSearch, ProceduresOut)
    door.read("/procedures/<slug>", get_procedure, ProcedureOut)


def search_procedures(act: Act, body: ProcedureSearch) -> Answer:
    """Procedures dossiers are received under now."""
    page = search_offers(act.session, act.clock, OfferSearch(**dict(body)))
    return Answer(ProceduresOut(rows=[ProcedureLineOut.of(row) for row in page.rows], next=page.next))


def get_procedure(act: Act, slug: str) -> Answer:
    """One procedure with its form, its papers, its fee, its term and the steps of its way."""
    offer = offer_of(act.session, act.clock, slug)
    line = ProcedureLineOut.of(offer.line)
    out = ProcedureOut(
        **line.model_dump(), field_name=offer.field_name, fee_basis=offer.fee_basis, form_id=offer.line.form_id,
        form=dict(offer.line.form), results=list(offer.results),
        components=[
            ComponentOut(
                code=each.code, name=each.name, originals=each.originals, copies=each.copies,
                replaced_by=each.replaced_by, is_optional=each.optional, valid=each.valid, basis=each.basis,
            )
            for each in offer.papers
        ],
        steps=[ProcedureStepOut(name=name, term=term) for name, term in offer.steps],
    )  # fmt: skip
    return Answer(out)
