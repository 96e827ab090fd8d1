"""A question put together once answers with rows of the session, as the session's own questions do."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, bindparam, event, literal, select
from sqlalchemy.exc import DBAPIError

from cases.tables import Officer, Unit
from engine.tables import new_id
from ground.asking import Question
from ground.database import reading, transaction

LOCKED = datetime(2026, 8, 25, 2, tzinfo=UTC)
ASKED = Question(
    select(Officer, Unit, Unit.name, literal("x"))
    .outerjoin(Unit, Unit.id == Officer.unit_id)
    .where(Officer.name == bindparam("name"))
    .with_for_update(of=Officer),
    without=(Officer.email,),
)


@pytest.fixture
def chi(database: Engine) -> Officer:
    unit = Unit(id=new_id(), code="H01", name="Sở Nội vụ", kind="agency", city=False)
    officer = Officer(id=new_id(), name="chi", full_name="Chi", unit_id=unit.id, email="chi@example.vn", failures=2)
    officer.locked_until = LOCKED
    with transaction(database) as session:
        session.add_all((unit, officer))
    return officer


def test_the_answer_is_the_row_the_session_itself_would_give(database: Engine, chi: Officer) -> None:
    with transaction(database) as session:
        answer = ASKED.one_or_none(session, name="chi")
        assert answer is not None
        officer, unit, name, said = answer
        assert (officer.locked_until, officer.is_active, unit.name, name, said) == (
            LOCKED,
            True,
            "Sở Nội vụ",
            name,
            "x",
        )
        assert session.get_one(Officer, chi.id) is officer
        assert ASKED.one_or_none(session, name="nobody") is None


def test_what_is_changed_in_such_a_row_is_written_and_nothing_else(database: Engine, chi: Officer) -> None:
    sent: list[str] = []
    event.listen(database, "before_cursor_execute", lambda _c, _k, words, *_: sent.append(words))
    with transaction(database) as session:
        officer = (ASKED.one_or_none(session, name="chi") or ())[0]
        officer.failures += 1
    (written,) = [words for words in sent if words.startswith("UPDATE")]
    assert written.startswith("UPDATE officer SET failures=")
    assert "name=" not in written
    with reading(database) as session:
        assert session.get_one(Officer, chi.id).failures == 3


def test_what_was_left_out_is_read_when_somebody_asks(database: Engine, chi: Officer) -> None:
    with transaction(database) as session:
        officer = (ASKED.one_or_none(session, name="chi") or ())[0]
        assert "email" not in officer.__dict__
        assert officer.email == "chi@example.vn"


def test_asked_again_a_row_shows_what_is_stored_now_but_for_what_this_act_has_changed(
    database: Engine, chi: Officer
) -> None:
    with transaction(database) as session:
        before = session.get_one(Officer, chi.id)
        with session.no_autoflush:
            session.connection().exec_driver_sql("UPDATE officer SET full_name = 'Chị Chi', failures = 9")
        before.locked_until = LOCKED + timedelta(hours=1)
        officer = (ASKED.one_or_none(session, name="chi") or ())[0]
        assert officer is before
        assert (officer.full_name, officer.failures, officer.locked_until) == (
            "Chị Chi",
            9,
            LOCKED + timedelta(hours=1),
        )


def test_what_the_database_refuses_is_told_as_everywhere(database: Engine, chi: Officer) -> None:
    broken = Question(select(Officer.name, literal(1) // bindparam("by", type_=Officer.failures.type)))
    with transaction(database) as session:
        if database.dialect.name == "postgresql":
            with pytest.raises(DBAPIError, match="division by zero"):
                broken.one_or_none(session, by=0)
            session.rollback()
        else:
            assert broken.one_or_none(session, by=0) == ("chi", None)
