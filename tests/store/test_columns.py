"""An answer knows its columns, though the driver describes them only to who asks."""

from sqlalchemy import Engine, text


def test_an_answer_names_its_columns(database: Engine) -> None:
    with database.connect() as connection:
        answer = connection.execute(text("SELECT 1 AS one, 'b' AS two"))
        assert list(answer.keys()) == ["one", "two"]
        assert answer.mappings().one() == {"one": 1, "two": "b"}


def test_an_empty_answer_has_columns_and_a_change_has_none(database: Engine) -> None:
    with database.connect() as connection:
        empty = connection.execute(text("SELECT number FROM seal WHERE number < 0"))
        assert empty.returns_rows
        assert list(empty.keys()) == ["number"]
        assert empty.all() == []
        assert not connection.execute(text("DELETE FROM seal WHERE number < 0")).returns_rows


def test_a_cursor_describes_its_columns_one_by_one(database: Engine) -> None:
    with database.connect() as connection:
        cursor = connection.exec_driver_sql("SELECT 1 AS one, 2 AS two").cursor
        assert cursor is not None
        assert cursor.description is not None
        assert len(cursor.description) == 2
        assert cursor.description[1][0] == "two"
        assert [column[0] for column in cursor.description] == ["one", "two"]
