"""Communes are loaded from a list by who keeps the house, and proposed where an address is typed."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.cli import main
from app.migrations import upgrade
from cases.communes import PlacesNotReadable, communes_of, count, load_list, read_list
from cases.people import RoleMissing
from cases.tables import Officer
from ground.clock import FixedClock
from ground.database import open_database, reading, transaction
from tests.cast import open_doors

LIST = """\ufeffcode,name,province
00070,Phường Hoàn Kiếm,Hà Nội
00004,Phường Ba Đình,Thành phố Hà Nội
17329,Xã Anh Sơn,Tỉnh Nghệ An
"""


def test_a_list_is_read_whole_or_not_at_all() -> None:
    assert [place.top for place in read_list(LIST)] == ["Thành phố Hà Nội", "Thành phố Hà Nội", "Tỉnh Nghệ An"]
    for wrong, line in (
        ("code;name;province\n", 1), (LIST + "1,Quận Ba Đình,Hà Nội\n", 5), (LIST + "2,Xã Một,Hà Tây\n", 5),
        (LIST + "00070,Phường Khác,Hà Nội\n", 5), ("code,name,province\n", 1),
    ):  # fmt: skip
        with pytest.raises(PlacesNotReadable) as refusal:
            read_list(wrong)
        assert refusal.value.params["line"] == line


def test_the_newest_list_holds_and_is_loaded_by_an_administrator(database: Engine, clock: FixedClock) -> None:
    with transaction(database) as session:
        assert load_list(session, clock, None, read_list(LIST)) == 3
        assert load_list(session, clock, None, read_list(LIST)[:2]) == 2
        assert list(communes_of(session, "Hà Nội", "hoan")) == ["Phường Hoàn Kiếm"]
        assert list(communes_of(session, "Nghệ An")) == []
        stranger = Officer(name="an", full_name="An", unit_id="0" * 32)
        with pytest.raises(RoleMissing):
            load_list(session, clock, stranger, read_list(LIST))


def test_the_command_loads_it_and_the_page_proposes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clock: FixedClock
) -> None:
    address = f"sqlite:///{tmp_path / 'house.sqlite'}"
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.setenv("MOTCUA_DATABASE", address)
    database = open_database(address)
    upgrade(database)
    (tmp_path / "xa.csv").write_text(LIST, encoding="utf-8")
    assert main(["places", "load", str(tmp_path / "xa.csv")]) == 0
    assert main(["places", "list", "Hà Nội"]) == 0
    assert capsys.readouterr().out.splitlines()[1:3] == ["Phường Ba Đình", "Phường Hoàn Kiếm"]
    client = open_doors(database, clock, tmp_path).test_client()
    assert client.get("/places/communes?top=Thành phố Hà Nội&q=ba dinh").get_json() == ["Phường Ba Đình"]
    with reading(database) as session:
        assert count(session) == 3
    database.dispose()
