"""Numbers are given one after another, whoever asks at once: no duplicate, no gap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import select

from cases.counting import next_code, next_serial
from cases.rulepacks import pack_named
from cases.tables import Result, Slip, Unit
from ground.database import reading, transaction
from ground.errors import DatabaseBusy
from tests.cases.desk import Desk

PACK = pack_named("2025")


def test_twenty_threads_across_midnight_take_every_code_once(desk: Desk) -> None:
    def take(number: int) -> str:
        while True:
            try:
                with transaction(desk.database) as session:
                    unit = session.scalars(select(Unit).where(Unit.code == "G09.20")).one()
                    return next_code(session, PACK, unit, date(2026, 8, 25 + number % 2))
            except DatabaseBusy:
                continue

    with ThreadPoolExecutor(20) as threads:
        codes = sorted(threads.map(take, range(60)))
    expected = [f"G09.20-2608{day}-{serial:04d}" for day in (25, 26) for serial in range(1, 31)]
    assert codes == expected


def test_a_number_of_a_transaction_that_failed_is_given_again(desk: Desk) -> None:
    with reading(desk.database) as session:
        unit_id = session.scalars(select(Unit.id).where(Unit.code == "G09.20")).one()
    try:
        with transaction(desk.database) as session:
            assert next_serial(session, unit_id, "GXN", 2026) == 1
            raise RuntimeError
    except RuntimeError:
        with transaction(desk.database) as session:
            assert next_serial(session, unit_id, "GXN", 2026) == 1


def test_every_book_and_every_year_begins_at_one(desk: Desk) -> None:
    with transaction(desk.database) as session:
        unit_id = session.scalars(select(Unit.id).where(Unit.code == "G09.20")).one()
        taken = [next_serial(session, unit_id, book, year) for book in ("A", "B") for year in (2026, 2026, 2027)]
    assert taken == [1, 2, 1, 1, 2, 1]


def test_slips_and_results_are_numbered_in_their_own_books(desk: Desk) -> None:
    first, second = desk.receive(), desk.receive()
    for code in (first, second):
        desk.walk(code, "tra_ket_qua")
    assert [desk.rows(Slip, code)[0].number for code in (first, second)] == ["01/BPTNTKQ", "02/BPTNTKQ"]
    assert [desk.rows(Result, code)[0].serial for code in (first, second)] == [1, 2]
