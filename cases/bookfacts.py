"""What papers about many dossiers say: the register of a field, the list of what is handed over together, the list of
what goes to the archive.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from cases.editions import pack_in_force
from cases.paperfacts import RETURN_WORDS, House, office_of, paper_size, papers_of, signatory_of
from cases.retentionrules import Retention
from cases.rulepacks import RulePack
from cases.tables import ArchiveLine, Dossier, Person, Slip, Unit
from documents.facts import (
    ArchiveListFacts,
    ArchiveRow,
    FormFacts,
    HandoverFacts,
    HandoverRow,
    RegisterFacts,
    RegisterRow,
)
from ground.clock import VIETNAM

MOST_ROWS = 2000


def book_facts(session: Session, slip: Slip, house: House) -> Mapping[str, Any]:
    """The facts of a register, of a hand-over list, or of a list for the archive."""
    return _FACTS[slip.kind](session, slip, house)


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


def _archive_list(session: Session, slip: Slip, house: House) -> ArchiveListFacts:
    pack = pack_in_force(session, slip.made_at.astimezone(VIETNAM).date())
    rows = session.execute(
        select(ArchiveLine, Dossier)
        .join(Dossier, Dossier.id == ArchiveLine.dossier_id)
        .where(ArchiveLine.list_id == str(slip.scope["list"]))
        .order_by(ArchiveLine.ordinal)
        .limit(MOST_ROWS)
    )
    return ArchiveListFacts(
        **_form(session, slip, house, pack), year=int(str(slip.scope["year"])),
        rows=[
            ArchiveRow(
                code=line.file_code, title=line.title, from_on=dossier.submitted_at.astimezone(VIETNAM).date(),
                until_on=line.closed_on, kept_for=Retention(line.kept_for, "", "").words,
                keep_until_on=line.keep_until_on, papers=line.papers,
            )
            for line, dossier in rows
        ],
    )  # fmt: skip


_FACTS: Mapping[str, Callable[[Session, Slip, House], Mapping[str, Any]]] = {
    "register": _register, "handover": _hand_over, "archive_list": _archive_list,
}  # fmt: skip
