"""Each test gets an empty database of its own with every table."""

from sqlalchemy import Engine, inspect, text

from ground.database import Base, reading, transaction


def test_every_table_is_there(database: Engine) -> None:
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())


def test_a_write_is_read_back(database: Engine) -> None:
    with transaction(database) as session:
        session.execute(text("CREATE TABLE scrap_of_paper (body VARCHAR)"))
        session.execute(text("INSERT INTO scrap_of_paper VALUES ('chào')"))
    with reading(database) as session:
        assert session.execute(text("SELECT body FROM scrap_of_paper")).scalar_one() == "chào"


def test_what_another_test_wrote_is_not_there(database: Engine) -> None:
    assert "scrap_of_paper" not in inspect(database).get_table_names()
