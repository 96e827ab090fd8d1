"""Each test gets an empty database of its own with every table."""

from sqlalchemy import Engine, inspect, text

from ground.database import Base, reading, transaction


def test_every_table_is_there(database: Engine) -> None:
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())


def test_a_write_is_read_back(database: Engine) -> None:
    with transaction(database) as session:
        session.execute(text("CREATE TABLE note (body VARCHAR)"))
        session.execute(text("INSERT INTO note VALUES ('chào')"))
    with reading(database) as session:
        assert session.execute(text("SELECT body FROM note")).scalar_one() == "chào"


def test_what_another_test_wrote_is_not_there(database: Engine) -> None:
    assert "note" not in inspect(database).get_table_names()
