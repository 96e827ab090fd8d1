"""The three stores of the house: results it issued, what people keep themselves and consent to, papers it accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from cases.periods import ends_on
from cases.procedure import Procedure
from cases.reuse.shapes import Holder, Offer, OnShelf
from cases.reuse.validity import last_day, period_of, serves
from cases.reuserules import ReuseRules
from cases.sheet import Component
from cases.tables import Dossier, DossierPaper, OwnPaper, PaperConsent, PaperFile, Person, Result
from ground.clock import VIETNAM

SOUND = ("unsigned", "good")
MOST = 50


@dataclass(frozen=True, slots=True)
class Look:
    """Who is looked for, for which procedure, by which rules, on which day."""

    holder: Holder
    procedure: Procedure
    rules: ReuseRules
    on: date

    @property
    def components(self) -> Mapping[str, Component]:
        """What may be served at all: requests and declarations are written anew."""
        parts = self.procedure.sheet.component
        return {each.code: each for each in parts if each.code not in self.rules.never}


def results(session: Session, look: Look) -> Iterator[Offer]:
    """Granted results of this house that stand, by the components they serve as."""
    serving: dict[str, list[Component]] = {}
    for component in look.components.values():
        for key in look.rules.results.get(component.code, ()):
            serving.setdefault(key, []).append(component)
    if not serving:
        return
    rows = session.execute(
        select(Result, Dossier)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .join(Person, Person.id == Dossier.person_id)
        .where(
            _his(look), Result.kind == "granted", Result.standing == "valid", Result.state.in_(("issued", "returned")),
            Dossier.procedure.in_({key.partition(".")[0] for key in serving}),
        )
        .order_by(Result.issued_on.desc(), Result.id)
        .limit(MOST)
    )  # fmt: skip
    for result, dossier in rows:
        key = f"{dossier.procedure}.{result.key}"
        for component in serving.get(key, ()):
            period = look.rules.kinds.get(key, "") or period_of(look.rules, component)
            if serves(period, result.issued_on, look.on):
                yield Offer(
                    f"result:{result.id}", "result", component.code, dossier.procedure_name,
                    f"Kết quả của hồ sơ {dossier.code}", result.number or "", result.issued_on,
                    last_day(period, result.issued_on), (OnShelf(result.issued_digest or "", f"{result.number}.pdf"),),
                )  # fmt: skip


def owned(session: Session, look: Look, is_owner: bool = False) -> Iterator[Offer]:
    """Papers of the person's own store: those he consents to; all of them where he chooses himself."""
    consented = PaperConsent.withdrawn_at.is_(None) & (
        PaperConsent.is_once.is_(False) | PaperConsent.used_at.is_(None)
    ) & PaperConsent.procedure.in_(("", look.procedure.slug))  # fmt: skip
    rows = session.execute(
        select(OwnPaper, PaperConsent.id)
        .outerjoin(PaperConsent, (PaperConsent.paper_id == OwnPaper.id) & consented)
        .where(
            OwnPaper.owner_kind == look.holder.kind, OwnPaper.owner_identity == look.holder.identity,
            OwnPaper.removed_at.is_(None), OwnPaper.component.in_(look.components),
        )
        # One for all procedures before one for this, so that a consent for once is not used up for nothing.
        .order_by(OwnPaper.kept_at.desc(), OwnPaper.id, PaperConsent.is_once, PaperConsent.given_at)
    )  # fmt: skip
    seen: set[str] = set()
    for paper, consent_id in rows:
        period = period_of(look.rules, look.components[paper.component])
        if paper.id in seen or not (consent_id or is_owner) or paper.verdict not in SOUND:
            continue
        if serves(period, paper.issued_on, look.on, paper.valid_until_on):
            seen.add(paper.id)
            file = OnShelf(
                paper.digest, paper.name, paper.kind, paper.media_type, paper.size, paper.pages, paper.verdict
            )
            yield Offer(
                f"own:{paper.id}", "own", paper.component, paper.title, "Kho giấy tờ cá nhân", paper.number,
                paper.issued_on, last_day(period, paper.issued_on, paper.valid_until_on), (file,), consent_id or "",
            )  # fmt: skip


def accepted(session: Session, look: Look) -> Iterator[Offer]:
    """Papers of dossiers this house accepted from the same person, whose identity was checked, and has as files."""
    rows = session.execute(
        select(DossierPaper, Dossier)
        .join(Dossier, Dossier.id == DossierPaper.dossier_id)
        .join(Person, Person.id == Dossier.person_id)
        .where(
            _his(look), DossierPaper.source == "brought", DossierPaper.code.in_(look.components),
            Dossier.accepted_at.is_not(None), Dossier.identified_by != "",
        )
        .order_by(DossierPaper.received_at.desc(), DossierPaper.id)
        .limit(MOST)
    ).all()  # fmt: skip
    files = _files(session, {dossier.id for _, dossier in rows})
    seen: set[tuple[str, ...]] = set()
    for paper, dossier in rows:
        here = files.get((dossier.id, paper.code), ())
        bytes_here = (paper.code, *(file.digest for file in here))
        period, kept_on = period_of(look.rules, look.components[paper.code]), _day(paper)
        oldest = ends_on(kept_on, look.rules.accepted_within)
        is_young = oldest is None or look.on <= oldest
        # The same file handed in again and again is one paper.
        if (
            here
            and bytes_here not in seen
            and is_young
            and serves(period, paper.issued_on, look.on, paper.valid_until_on)
        ):
            seen.add(bytes_here)
            yield Offer(
                f"accepted:{paper.id}", "accepted", paper.code, paper.name,
                f"Giấy tờ của hồ sơ {dossier.code}, nhận ngày {kept_on:%d/%m/%Y}", "", paper.issued_on,
                _first(last_day(period, paper.issued_on, paper.valid_until_on), oldest), here,
            )  # fmt: skip


def _his(look: Look) -> ColumnElement[bool]:
    return (Person.identity == look.holder.identity) & (Person.kind == look.holder.kind)


def _files(session: Session, dossiers: set[str]) -> dict[tuple[str, str], tuple[OnShelf, ...]]:
    """The sound files of these dossiers by dossier and component."""
    found: dict[tuple[str, str], tuple[OnShelf, ...]] = {}
    rows = session.scalars(
        select(PaperFile)
        .where(PaperFile.dossier_id.in_(dossiers), PaperFile.removed_at.is_(None), PaperFile.verdict.in_(SOUND))
        .order_by(PaperFile.filed_at, PaperFile.id)
    )
    for row in rows:
        file = OnShelf(row.digest, row.name, row.kind, row.media_type, row.size, row.pages, row.verdict)
        found[row.dossier_id, row.component] = (*found.get((row.dossier_id, row.component), ()), file)
    return found


def _day(paper: DossierPaper) -> date:
    return paper.received_at.astimezone(VIETNAM).date()


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
