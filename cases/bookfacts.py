"""What papers about many dossiers say: the register of a field, and the list of what is handed over together."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from cases.editions import pack_in_force
from cases.paperfacts import RETURN_WORDS, House, office_of, paper_size, papers_of, signatory_of
from cases.rulepacks import RulePack
from cases.tables import Dossier, Person, Slip, Unit
from documents.facts import FormFacts, HandoverFacts, HandoverRow, RegisterFacts, RegisterRow
from ground.clock import VIETNAM

MOST_ROWS = 2000


def book_facts(session: Session, slip: Slip, house: House) -> Mapping[str, Any]:
    """The facts of a register or of a hand-over list."""
    return _register(session, slip, house) if slip.kind == "register" else _hand_over(session, slip, house)


def _form(session: Session, slip: Slip, house: House, pack: RulePack) -> FormFacts:
    unit = session.get_one(Unit, slip.unit_id)
    return FormFacts(
        demo=house.is_demo, paper_size=paper_size(pack, slip), office=office_of(session, unit), number=slip.number,
        made_at=slip.made_at, look_up="", form_note=pack.form_note(slip.kind),
        heading=pack.desk.titles.get(slip.kind, ""),
        signatory=signatory_of(session, slip.made_by, unit.id, "", slip.made_at),
    )  # fmt: skip


def _register(session: Session, slip: Slip, house: House) -> RegisterFacts:
    first, last = (date.fromisoformat(str(slip.scope[name])) for name in ("from_on", "until_on"))
    pack = pack_in_force(session, first)
    return RegisterFacts(
        **_form(session, slip, house, pack), volume=str(slip.scope["volume"]),
        field_name=str(slip.scope.get("field_name") or ""), from_on=first, until_on=last,
        is_wide=pack.desk.receipt_layout == "table", rows=list(_register_rows(session, slip, first, last)),
    )  # fmt: skip


def _register_rows(session: Session, slip: Slip, first: date, last: date) -> Iterator[RegisterRow]:
    handling = aliased(Unit)
    found = session.execute(
        select(Dossier, Person, handling.name)
        .join(Person, Person.id == Dossier.person_id)
        .join(handling, handling.id == Dossier.handling_unit_id)
        .where(
            Dossier.unit_id == slip.unit_id, Dossier.register_volume == slip.scope["volume"],
            Dossier.accepted_at >= _midnight(first), Dossier.accepted_at < _midnight(last + timedelta(1)),
        )
        .order_by(Dossier.register_serial)
        .limit(MOST_ROWS)
    )  # fmt: skip
    for dossier, person, office in found:
        assert dossier.accepted_at is not None
        yield RegisterRow(
            serial=str(dossier.register_serial or ""), code=dossier.code, procedure=dossier.procedure_name,
            applicant=person.full_name, contact="; ".join(filter(None, (person.address, person.phone))), office=office,
            sets=dossier.sets, accepted_at=dossier.accepted_at, due_at=dossier.original_due_at or dossier.accepted_at,
            returned_at=dossier.returned_at, return_way=RETURN_WORDS[dossier.return_way],
            note=dossier.reason if dossier.state in ("stopped", "withdrawal") else "",
        )  # fmt: skip


def _midnight(on: date) -> datetime:
    return datetime.combine(on, datetime.min.time(), VIETNAM)


def _hand_over(session: Session, slip: Slip, house: House) -> HandoverFacts:
    pack = pack_in_force(session, slip.made_at.astimezone(VIETNAM).date())
    taking = session.get_one(Unit, str(slip.scope["to"]))
    return HandoverFacts(
        **_form(session, slip, house, pack), giving=session.get_one(Unit, slip.unit_id).name, taking=taking.name,
        rows=[_hand_over_row(session, str(code)) for code in slip.scope["codes"]],
    )  # fmt: skip


def _hand_over_row(session: Session, code: str) -> HandoverRow:
    dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
    return HandoverRow(
        code=code, procedure=dossier.procedure_name, papers=papers_of(session, dossier), due_at=dossier.due_at,
        applicant=session.get_one(Person, dossier.person_id).full_name, note="",
    )  # fmt: skip
