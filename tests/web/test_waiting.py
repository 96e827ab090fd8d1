"""How long people wait at the counter: by day and by procedure, as a picture, a table and a file."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine, select

from cases.queries.waiting import Wait, waiting
from cases.queueing import serve_ticket
from cases.tables import Officer, Ticket, Unit
from ground.clock import FixedClock, today
from ground.database import reading, transaction
from tests.cast import ABROAD, HOME
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def tickets(database: Engine, clock: FixedClock, minutes: dict[int, list[int | None]], unit: str = HOME) -> None:
    """Tickets of days ago, each called after so many minutes (None: never) and served ten minutes later."""
    with transaction(database) as session:
        unit_id = session.scalars(select(Unit.id).where(Unit.code == unit)).one()
        for ago, waits in minutes.items():
            at = clock.now() - timedelta(days=ago)
            for number, wait in enumerate(waits, 1):
                called = at + timedelta(minutes=wait) if wait is not None else None
                served = called + timedelta(minutes=10) if called else None
                session.add(Ticket(unit_id=unit_id, day_on=today(clock) - timedelta(days=ago), number=number,
                                   taken_at=at, called_at=called, served_at=served))  # fmt: skip


def test_waits_are_counted_by_day_and_only_of_ones_own_units(quick_database: Engine, clock: FixedClock) -> None:
    tickets(quick_database, clock, {0: [5, 15, 40, None], 3: [10], 45: [90]})
    tickets(quick_database, clock, {0: [60]}, unit=ABROAD)
    with reading(quick_database) as session:
        khoa = session.scalars(select(Officer).where(Officer.name == "khoa")).one()
        month = waiting(session, clock, khoa)
        quarter = waiting(session, clock, khoa, 90)
    assert [(day.tickets, day.wait, day.serving) for day in month.days] == [(1, 10.0, 10.0), (4, 20.0, 10.0)]
    assert month.days[1] == Wait("", today(clock), 4, 20.0, 35.0, 10.0, 1, 1)
    assert (month.total.tickets, month.total.wait, quarter.total.tickets) == (5, 17.5, 6)


def test_a_ticket_served_with_a_dossier_counts_for_its_procedure(
    visit: Visit, quick_database: Engine, clock: FixedClock
) -> None:
    binh, khoa = visit("binh"), visit("khoa")
    assert "Không có lượt lấy số nào" in khoa.text("/board/waiting")
    code = binh.receive()
    binh.post("/counter/tickets", {})
    clock.advance(timedelta(minutes=12))
    binh.post("/counter/tickets/1/call", {"place": "2"})
    clock.advance(timedelta(minutes=7))
    with transaction(quick_database) as session:
        officer = session.scalars(select(Officer).where(Officer.name == "binh")).one()
        serve_ticket(session, clock, officer, 1, code)
    page = khoa.text("/board/waiting?days=7")
    assert ">12,0</td>" in page
    assert ">7,0</td>" in page
    lines = khoa.text("/board/sheets/waiting.csv?days=7").splitlines()
    assert lines[0].startswith("\ufeffNgày hoặc thủ tục,Lượt,")
    assert lines[1].startswith("2026-08-25,1,12.0,")
