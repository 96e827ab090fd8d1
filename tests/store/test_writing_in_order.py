"""A session writes once, at the end of an act: parents before children, whatever the order they were made in."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from cases.tables import Officer, Unit
from engine.tables import Definition, Instance, Task, Timer, new_id
from ground.clock import SystemClock
from ground.database import reading, transaction

NOW = SystemClock().now()


@pytest.fixture
def sent(database: Engine) -> Iterator[list[str]]:
    """The first word and the table of every change sent to the database."""
    words: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            words.append(" ".join(statement.replace("INTO ", "").split()[:2]))

    event.listen(database, "before_cursor_execute", note)
    yield words
    event.remove(database, "before_cursor_execute", note)


def definition() -> Definition:
    return Definition(
        id=new_id(), key="p", version=1, name="p", digest="0", state="draft", deployed_at=NOW, deployed_by="lam"
    )


def instance(of: Definition) -> Instance:
    return Instance(
        id=new_id(), definition_id=of.id, business_key="HS-1", state="running", frontier=b"", standing={},
        started_at=NOW, started_by="lam",
    )  # fmt: skip


def task(of: Instance) -> Task:
    return Task(
        id=new_id(), instance_id=of.id, token=new_id(), process="p", element="e", name="e", role="", groups=[],
        form_id="", properties={}, priority=50, state="open", opened_at=NOW,
    )  # fmt: skip


def test_children_made_first_are_written_last(database: Engine, sent: list[str]) -> None:
    drawing = definition()
    run = instance(drawing)
    with transaction(database) as session:
        session.add_all((task(run), task(run), run, drawing))
    assert sent == ["INSERT definition", "INSERT instance", "INSERT task"]


def test_a_row_knows_what_it_was_given_when_it_was_written(database: Engine) -> None:
    drawing = definition()
    run = instance(drawing)
    timer = Timer(id=new_id(), instance_id=run.id, token="t", element="e", due_at=NOW, state="waiting")
    with transaction(database) as session:
        session.add_all((drawing, run, timer))
        session.flush()
        assert (timer.held, timer.failures, timer.settled_at, run.version) == (False, 0, None, 1)
    with reading(database) as session:
        assert session.get_one(Timer, timer.id).failures == 0


def test_a_question_writes_first_only_where_it_looks(database: Engine, sent: list[str]) -> None:
    drawing = definition()
    with transaction(database) as session:
        session.add(drawing)
        assert session.scalars(select(Officer)).all() == []
        assert sent == []
        assert session.scalars(select(Officer.id).where(Officer.name.in_(select(Definition.key)))).all() == []
        assert sent == ["INSERT definition"]


def test_only_what_changed_is_written(database: Engine, sent: list[str]) -> None:
    unit = Unit(id=new_id(), code="u", name="Cục", kind="bureau")
    with transaction(database) as session:
        session.add(unit)
    with transaction(database) as session:
        stored = session.get_one(Unit, unit.id)
        stored.name, stored.city = "Cục", stored.city
    assert sent == ["INSERT unit"]


def test_of_two_who_changed_a_versioned_row_the_second_fails(database: Engine) -> None:
    drawing = definition()
    run = instance(drawing)
    with transaction(database) as session:
        session.add_all((drawing, run))
    with reading(database) as session:
        read = session.get_one(Instance, run.id)
    with transaction(database) as session:
        session.get_one(Instance, run.id).business_key = "HS-2"
    read.business_key = "HS-3"
    with pytest.raises(StaleDataError), transaction(database) as session:
        session.add(read)
    with reading(database) as session:
        stored = session.get_one(Instance, run.id)
        assert (stored.business_key, stored.version) == ("HS-2", 2)


def test_a_row_that_must_not_be_is_an_integrity_error_and_nothing_is_written(database: Engine) -> None:
    first, second = definition(), definition()
    with pytest.raises(IntegrityError), transaction(database) as session:
        session.add_all((first, second))  # the same version of one process
    with reading(database) as session:
        assert session.scalars(select(Definition)).all() == []


def test_what_was_fetched_by_its_key_is_fetched_once(database: Engine) -> None:
    unit = Unit(id=new_id(), code="u", name="Cục", kind="bureau")
    with transaction(database) as session:
        session.add(unit)
    asked: list[str] = []
    event.listen(database, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
    with reading(database) as session:
        assert session.get_one(Unit, unit.id).name == session.get_one(Unit, unit.id).name
    assert sum(statement.startswith("SELECT") for statement in asked) == 1


@pytest.mark.parametrize("count", [1, 2, 8, 9])
def test_however_many_rows_of_a_table_are_new_each_is_stored_as_it_is(
    database: Engine, sent: list[str], count: int
) -> None:
    run = instance(drawing := definition())
    made = [task(run) for _ in range(count)]
    for number, row in enumerate(made):
        row.properties, row.due_at, row.priority = {"n": str(number)}, NOW if number % 2 else None, number
    with transaction(database) as session:
        session.add_all((drawing, run, *made))
    assert sent.count("INSERT task") == 1
    with reading(database) as session:
        stored = {row.id: (row.properties, row.due_at, row.priority) for row in session.scalars(select(Task))}
    assert stored == {row.id: (row.properties, row.due_at, row.priority) for row in made}


def test_a_new_row_takes_no_value_it_has_no_column_for() -> None:
    with pytest.raises(TypeError, match="Task has no assigne"):
        Task(id=new_id(), assigne="chi")
