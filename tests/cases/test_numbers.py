"""Numbers are given one after another, whoever asks at once: no duplicate, no gap."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from threading import Barrier

import pytest
from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import IntegrityError

from cases.counting import next_code, next_serial
from cases.rulepacks import pack_named
from cases.tables import CodeCounter, Result, Slip, Unit
from ground.clock import FixedClock, today
from ground.database import open_database, reading, transaction
from ground.errors import DatabaseBusy
from tests.cases.desk import Desk, local

PACK = pack_named("2025")


def take(database: Engine, clock: FixedClock) -> str:
    """One dossier code on the day the clock shows; asked again as long as the database is busy."""
    while True:
        try:
            with transaction(database) as session:
                unit = session.scalars(select(Unit).where(Unit.code == "G09.20")).one()
                return next_code(session, PACK, unit, today(clock))
        except DatabaseBusy:
            continue


def test_fifty_threads_across_midnight_take_every_code_once(desk: Desk) -> None:
    desk.clock.move_to(local("2026-08-25T23:59:59"))
    at_midnight = Barrier(50, lambda: desk.clock.advance(timedelta(seconds=1)))

    def visitor(_: int) -> list[str]:
        before = take(desk.database, desk.clock)
        at_midnight.wait()
        return [before, take(desk.database, desk.clock)]

    with ThreadPoolExecutor(50) as threads:
        codes = sorted(code for pair in threads.map(visitor, range(50)) for code in pair)
    assert codes == [f"G09.20-2608{day}-{serial:04d}" for day in (25, 26) for serial in range(1, 51)]


def test_processes_that_know_nothing_of_each_other_take_every_code_once(desk: Desk) -> None:
    address = desk.database.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(4, get_context("fork")) as processes:
        codes = sorted(code for taken in processes.map(take_ten, [address] * 4) for code in taken)
    assert codes == [f"G09.20-260825-{serial:04d}" for serial in range(1, 41)]


def take_ten(address: str) -> list[str]:
    """What each of those processes does."""
    database = open_database(address)
    return [take(database, FixedClock(local("2026-08-25T09:00"))) for _ in range(10)]


def test_a_code_is_never_given_twice_even_where_its_counter_was_lost(desk: Desk) -> None:
    first = desk.receive()
    with transaction(desk.database) as session:
        session.execute(delete(CodeCounter))
    with pytest.raises(IntegrityError):
        desk.receive()
    assert desk.dossier(first).state == "submitted"


def test_a_dossier_of_2021_bears_the_code_of_the_unit_that_received_it(desk: Desk) -> None:
    desk.clock.move_to(local("2025-06-30T09:30"))
    code = desk.receive(handling_unit="G22.01")
    dossier = desk.dossier(code)
    assert (code, dossier.rule_pack) == ("000.00.20.G09-250630-0001", "2021")
    desk.clock.move_to(local("2025-07-01T09:30"))
    code = desk.receive(handling_unit="G22.01")
    assert (code, desk.dossier(code).rule_pack) == ("G22.01-250701-0001", "2025")


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
