"""A paper found on the ladder is taken into a dossier: looked at once more, its file brought along, its origin kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.papers import PaperBrought
from cases.reuse.ladder import Found, ladder
from cases.reuse.shapes import Offer, OfferGone
from cases.reuse.stores import Look
from cases.tables import Dossier, DossierPaper, OwnPaper, PaperConsent, PaperFile, PaperOrigin, PaperUse
from engine import journal
from ground.canonical import digest
from ground.clock import Clock
from ground.errors import Invalid

LONGEST_REASON = 500


class OwnerNotKnown(Invalid):
    """Papers that are here already are used once it is known who asks: say how the identity was checked."""

    code = "owner_not_known"


@dataclass(frozen=True, slots=True)
class Taken:
    """The papers of a dossier as they will be written down, the offers taken, and what else the ladder had found."""

    papers: tuple[PaperBrought, ...]
    offers: Mapping[str, Offer] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)
    never: frozenset[str] = frozenset()


def take(
    session: Session, clock: Clock, look: Look, papers: Sequence[PaperBrought], is_known: bool, is_owner: bool = False
) -> Taken:
    """Exchange each offer chosen for what it stands for, as it is at this moment.

    Raises `OfferGone` for one that does not stand any more or is somebody else's, `OwnerNotKnown` where nobody has
    looked who it is.
    """
    if any(paper.offer for paper in papers) and not is_known:
        raise OwnerNotKnown
    # What is found is noted beside what is asked for all the same, of people whose identity is known.
    found = ladder(session, clock, look, is_owner) if is_known else {}
    offers = {paper.code: _named(found, paper) for paper in papers if paper.offer}
    changed = tuple(_exchanged(paper, offers.get(paper.code)) for paper in papers)
    return Taken(changed, offers, found, look.rules.never)


def _named(found: Mapping[str, Found], paper: PaperBrought) -> Offer:
    here = found[paper.code].offers if paper.code in found else ()
    offer = next((each for each in here if each.id == paper.offer), None)
    if offer is None:
        raise OfferGone(code=paper.code)
    return offer


def _exchanged(paper: PaperBrought, offer: Offer | None) -> PaperBrought:
    if offer is None:
        return paper
    source = "replaced" if offer.rung == "data" else "reused"
    return replace(
        paper, originals=0, copies=0, certified=0, source=source, reference=offer.reference, issued_on=offer.issued_on
    )  # fmt: skip


def settle(session: Session, clock: Clock, dossier: Dossier, taken: Taken, by: str) -> None:
    """Write down where each paper came from, and bring the files of those that were here along."""
    for paper in taken.papers:
        offer = taken.offers.get(paper.code)
        session.add(_origin(clock, dossier, taken, paper, by))
        if offer is not None:
            _bring(session, clock, dossier, offer, by)
            if offer.rung == "own":
                _use(session, clock, dossier, offer, by)
    session.flush()


def _origin(clock: Clock, dossier: Dossier, taken: Taken, paper: PaperBrought, by: str) -> PaperOrigin:
    offer, found = taken.offers.get(paper.code), taken.found.get(paper.code)
    rung = offer.rung if offer else _rung(paper, taken.never)
    is_asked = rung == "asked"
    return PaperOrigin(
        dossier_id=dossier.id, procedure=dossier.procedure, unit_id=dossier.unit_id, component=paper.code, rung=rung,
        source=paper.reference.strip(), source_id=offer.id if offer else "",
        offered=found.best if is_asked and found else "", because=paper.because[:LONGEST_REASON] if is_asked else "",
        settled_at=clock.now(), settled_by=by,
    )  # fmt: skip


def _rung(paper: PaperBrought, never: frozenset[str]) -> str:
    if paper.source == "replaced":
        return "data"
    if paper.source == "reused":
        return "elsewhere"
    return "new" if paper.code in never else "asked"


def _bring(session: Session, clock: Clock, dossier: Dossier, offer: Offer, by: str) -> None:
    """The bytes lie in the vault already: the dossier names them."""
    row = session.scalars(
        select(DossierPaper)
        .where(DossierPaper.dossier_id == dossier.id, DossierPaper.code == offer.component)
        .order_by(DossierPaper.received_at.desc())
    ).first()
    if row is not None and offer.files:
        row.digest, row.valid_until_on = offer.files[0].digest, offer.valid_until_on
    session.add_all(
        PaperFile(
            dossier_id=dossier.id, component=offer.component, name=file.name, kind=file.kind,
            media_type=file.media_type, size=file.size, pages=file.pages, digest=file.digest, verdict=file.verdict,
            filed_at=clock.now(), filed_by=by,
        )
        # A result has no size here: it is shown by its digest alone.
        for file in offer.files if file.size
    )  # fmt: skip


def _use(session: Session, clock: Clock, dossier: Dossier, offer: Offer, by: str) -> None:
    """A paper of somebody's own store is used by his consent, which is looked at again under lock."""
    paper = session.get_one(OwnPaper, offer.row_id)
    consent = session.scalar(select(PaperConsent).where(PaperConsent.id == offer.consent_id).with_for_update())
    if consent is None:
        consent = PaperConsent(
            paper_id=paper.id, procedure=dossier.procedure, is_once=True, given_at=clock.now()
        )  # fmt: skip
        session.add(consent)
        session.flush()
    elif consent.withdrawn_at is not None or (consent.is_once and consent.used_at is not None):
        raise OfferGone(code=offer.component)
    consent.used_at = clock.now()
    session.add(
        PaperUse(
            paper_id=paper.id, consent_id=consent.id, dossier_id=dossier.id, used_at=clock.now(), used_by=by
        )
    )  # fmt: skip
    facts = {"component": offer.component, "dossier": dossier.code, "procedure": dossier.procedure}
    chain = own_chain(paper.owner_kind, paper.owner_identity)
    journal.append(session, clock, chain, "own_paper_used", paper.id, by, facts)


def own_chain(kind: str, identity: str) -> str:
    """The chain of somebody's own store; his number itself stands in no journal."""
    return f"own_papers:{digest(f'{kind}|{identity}'.encode())[:40]}"
