"""What the processes write while they run: one line a fact, and nobody's data in it."""

import logging
import sys

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from app.log import Discreet
from cases.tables import Officer, Unit
from ground.database import transaction

OTHER = logging.LogRecord("motcua", logging.INFO, "", 0, "at %s", ("/track\r\n2026 motcua ERROR forged",), None)


def test_a_refused_row_is_logged_without_what_stands_in_it(database: Engine) -> None:
    record = logging.LogRecord("motcua", logging.ERROR, "", 0, "unexpected", (), None)
    try:
        with transaction(database) as session:
            unit = Unit(code="G09", name="Sở Nội vụ")
            session.add(unit)
            session.flush()
            for _ in range(2):
                session.add(Officer(name="0901234567", full_name="Nguyễn Thị Kín", unit_id=unit.id))
                session.flush()
    except IntegrityError:
        record.exc_info = sys.exc_info()
    told = Discreet().format(record)
    assert "IntegrityError" in told
    assert "Kín" not in told
    assert "0901234567" not in told


def test_nobody_forges_a_line() -> None:
    assert Discreet().format(OTHER).count("\n") == 0
