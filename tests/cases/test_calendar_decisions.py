"""A decision about working time: what it would move is seen first, and only the applicants gain without a name."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from cases.calendars import CalendarNotReadable, Change
from cases.deadlines import due_at, parse_term
from cases.handling import complete_step
from cases.moves import DateWithoutGround, redate
from cases.people import RoleMissing
from cases.queries import deadline_of, dossier_page
from cases.tables import CalendarDecision, CalendarVersion, Dossier, Notice, RoleHolding, StepTerm, Unit
from cases.worktime import (
    CalendarUnitUnknown,
    DecisionWithoutBasis,
    DossiersWouldMove,
    calendar_of_unit,
    decide,
    preview,
)
from engine.journal import verify
from engine.tables import Entry
from ground.database import reading, transaction
from tests.cases.desk import Desk, local

# The dossier of these stories is accepted on Tuesday 25 August at 9:30; its five working days end on 4 September.
DUE = local("2026-09-04T09:30")
BASIS = "Quyết định 01/QĐ-BNV (minh họa)"
CLOSED = Change(date(2026, 8, 27), "closure", "Nghỉ do bão", BASIS, date(2026, 8, 26))
SATURDAY = Change(date(2026, 8, 29), "swap_work", "Làm việc thứ Bảy", BASIS, date(2026, 8, 26))
NAMED = "Công văn 12/SNV-VP"


def keeper(desk: Desk) -> None:
    with transaction(desk.database) as session:
        khoa = desk.officer(session, "khoa")
        session.add(RoleHolding(officer_id=khoa.id, unit_id=khoa.unit_id, role="quan_tri"))


def accepted(desk: Desk) -> str:
    keeper(desk)
    code = check(desk)
    assert desk.dossier(code).due_at == DUE
    return code


def check(desk: Desk) -> str:
    code = desk.receive()
    task = desk.task(code, "kiem_tra")
    desk.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"})
    return code


def apply(desk: Desk, change: Change, unit: str = "", reference: str = ""):  # type: ignore[no-untyped-def]
    seen = desk.see("khoa", preview, unit, change).digest
    return desk.do("khoa", decide, unit, change, seen, reference)


def test_the_dossiers_it_would_move_are_listed_and_nothing_is_changed(desk: Desk) -> None:
    code = accepted(desk)
    ahead = desk.see("khoa", preview, "", CLOSED)
    (shift,) = ahead.shifts
    assert (shift.code, shift.before, shift.after) == (code, DUE, local("2026-09-07T09:30"))
    assert not shift.is_in_favour
    with reading(desk.database) as session:
        assert session.scalar(select(CalendarDecision.id)) is None
    assert desk.dossier(code).due_at == DUE


def test_who_has_not_seen_the_list_changes_nothing(desk: Desk) -> None:
    code = accepted(desk)
    for seen in ("", "0" * 64):
        with pytest.raises(DossiersWouldMove):
            desk.do("khoa", decide, "", CLOSED, seen)
    other = desk.see("khoa", preview, "", SATURDAY).digest
    with pytest.raises(DossiersWouldMove):
        desk.do("khoa", decide, "", CLOSED, other)
    assert desk.dossier(code).due_at == DUE
    with reading(desk.database) as session:
        assert session.scalar(select(CalendarVersion.key)) is None


def test_a_day_off_moves_no_promised_date_but_counts_for_those_who_come_after(desk: Desk) -> None:
    code = accepted(desk)
    decided = apply(desk, CLOSED)
    assert ([each.code for each in decided.stayed], decided.moved) == ([code], ())
    assert desk.dossier(code).due_at == DUE
    later = check(desk)
    assert desk.dossier(later).due_at == local("2026-09-07T09:30")
    days = {line.on: line for line in desk.see("chi", deadline_of, later).days}
    assert (days[CLOSED.day_on].reason["vi"], days[CLOSED.day_on].source) == ("Nghỉ do bão", BASIS)
    days = {line.on: line for line in desk.see("chi", deadline_of, code).days}
    assert days[CLOSED.day_on].is_counted


def test_an_additional_working_day_brings_the_date_forward(desk: Desk) -> None:
    code = accepted(desk)
    decided = apply(desk, SATURDAY)
    assert [each.code for each in decided.moved] == [code]
    dossier = desk.dossier(code)
    assert (dossier.due_at, dossier.original_due_at) == (local("2026-09-03T09:30"), DUE)
    days = desk.see("chi", deadline_of, code).days
    assert sum(line.is_counted for line in days) == 5
    assert desk.names(code)[-1] != "due_date_changed"
    assert "due_date_changed" in desk.names(code)


def test_a_later_date_needs_a_decision_by_name_and_that_is_in_the_journal(desk: Desk) -> None:
    code = accepted(desk)
    decided = apply(desk, CLOSED, reference=NAMED)
    assert [each.code for each in decided.moved] == [code]
    page = desk.see("chi", dossier_page, code)
    assert (page.due_at, page.original_due_at) == (local("2026-09-07T09:30"), DUE)
    assert sum(line.is_counted for line in desk.see("chi", deadline_of, code).days) == 5
    with reading(desk.database) as session:
        entry = session.scalars(select(Entry).where(Entry.name == "calendar_decided")).one()
        assert entry.actor == "khoa"
        assert session.scalars(select(CalendarDecision.reference)).one() == NAMED
        assert not verify(session)


def test_a_unit_closes_alone_and_those_below_close_with_it(desk: Desk) -> None:
    code = accepted(desk)
    assert desk.see("khoa", preview, "G22.01", CLOSED).shifts == ()
    assert [each.code for each in desk.see("khoa", preview, "G09", CLOSED).shifts] == [code]
    apply(desk, CLOSED, "G09")
    with reading(desk.database) as session:
        assert not calendar_of_unit(session, "G09.20").is_working_day(CLOSED.day_on)
        assert calendar_of_unit(session, "G22.01").is_working_day(CLOSED.day_on)


def test_the_nearest_decision_holds_and_a_usual_day_takes_it_back(desk: Desk) -> None:
    accepted(desk)
    apply(desk, CLOSED)
    open_again = replace(CLOSED, kind="swap_work", name="Vẫn mở cửa", hours=("08:00-12:00",))
    apply(desk, open_again, "G09.20")
    with reading(desk.database) as session:
        assert [len(calendar_of_unit(session, unit).hours_of(CLOSED.day_on)) for unit in ("G09", "G09.20")] == [0, 1]
    # What the house decides later does not open or close the unit that has said otherwise.
    apply(desk, replace(CLOSED, kind="usual", name="Bãi bỏ"))
    with reading(desk.database) as session:
        assert [len(calendar_of_unit(session, unit).hours_of(CLOSED.day_on)) for unit in ("G09", "G09.20")] == [2, 1]


def test_other_hours_hold_from_their_day_on(desk: Desk) -> None:
    accepted(desk)
    morning = ("07:30-11:30", "13:30-17:00")
    week = Change(
        date(2026, 9, 7), "week", "Giờ mùa đông", BASIS, date(2026, 8, 26), (*[morning] * 5, ["07:30-11:30"], [])
    )
    apply(desk, week, "G09.20")
    with reading(desk.database) as session:
        calendar = calendar_of_unit(session, "G09.20")
        root = calendar_of_unit(session)
    assert calendar.is_working_day(date(2026, 9, 12))
    assert not calendar.is_working_day(date(2026, 9, 5))
    assert due_at(calendar, parse_term("8wh"), local("2026-09-04T16:00")) == local("2026-09-07T16:30")
    assert not root.is_working_day(date(2026, 9, 12))


def test_a_dossier_not_accepted_yet_is_counted_by_the_new_calendar(desk: Desk) -> None:
    keeper(desk)
    code = desk.receive()
    assert apply(desk, CLOSED).moved == ()
    task = desk.task(code, "kiem_tra")
    desk.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"})
    assert desk.dossier(code).due_at == local("2026-09-07T09:30")


@pytest.mark.parametrize(
    ("change", "unit", "refusal"),
    [
        (replace(CLOSED, basis=" "), "", DecisionWithoutBasis),
        (replace(CLOSED, name=""), "", DecisionWithoutBasis),
        (replace(CLOSED, kind="feast"), "", CalendarNotReadable),
        (replace(CLOSED, kind="holiday", hours=("08:00-12:00",)), "", CalendarNotReadable),
        (replace(SATURDAY, hours=("12:00-08:00",)), "", CalendarNotReadable),
        (replace(SATURDAY, hours=("quarter past",)), "", CalendarNotReadable),
        (replace(CLOSED, kind="week", hours=([], [], [], [], [], [], [])), "", CalendarNotReadable),
        (CLOSED, "G99", CalendarUnitUnknown),
    ],
)
def test_what_cannot_be_a_decision_is_refused(desk: Desk, change: Change, unit: str, refusal: type[Exception]) -> None:
    keeper(desk)
    with pytest.raises(refusal):
        desk.do("khoa", decide, unit, change)
    with reading(desk.database) as session:
        assert all(not unit.calendar for unit in session.scalars(select(Unit)))


def test_only_who_keeps_the_house_decides(desk: Desk) -> None:
    for name in ("chi", "en", "giang"):
        with pytest.raises(RoleMissing):
            desk.see(name, preview, "", CLOSED)
        with pytest.raises(RoleMissing):
            desk.do(name, decide, "", CLOSED)


def test_a_date_does_not_move_without_a_ground(desk: Desk) -> None:
    code = accepted(desk)
    with transaction(desk.database) as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        with pytest.raises(DateWithoutGround):
            redate(session, desk.clock, dossier, local("2026-09-10T09:30"), " ", "chi")
    assert desk.dossier(code).due_at == DUE


def test_a_step_that_goes_by_the_dossiers_date_moves_in_the_lists_with_it(desk: Desk) -> None:
    code = accepted(desk)
    with transaction(desk.database) as session:
        (row,) = session.scalars(select(StepTerm).where(StepTerm.dossier_id == desk.dossier(code).id)).all()
        row.state, row.closed_at, row.due_at, row.next_at = "running", None, None, None
    apply(desk, SATURDAY)
    (row,) = desk.rows(StepTerm, code)
    assert row.sort_at == local("2026-09-03T09:30")


def test_whose_date_moves_is_told_so_by_letter(desk: Desk) -> None:
    code = accepted(desk)
    apply(desk, SATURDAY)
    (letter,) = [notice for notice in desk.rows(Notice, code) if notice.kind == "date_moved"]
    assert letter.recipient == "an@example.vn"
    assert "09:30 ngày 04/09/2026 thành 09:30 ngày 03/09/2026" in letter.body
    assert BASIS in letter.body


def test_whose_date_stays_gets_no_letter(desk: Desk) -> None:
    code = accepted(desk)
    apply(desk, CLOSED)
    assert not [notice for notice in desk.rows(Notice, code) if notice.kind == "date_moved"]
