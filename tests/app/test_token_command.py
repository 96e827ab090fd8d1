"""`motcua token`: issued once, listed without itself, revoked."""

from pathlib import Path

import pytest

from app.cli import main
from ground.clock import FixedClock
from ground.database import open_database
from tests.cast import furnish
from tests.conftest import MORNING


def test_a_token_is_printed_once_listed_and_revoked(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path / 'office.sqlite'}"
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.setenv("MOTCUA_DATABASE", address)
    assert main(["db", "upgrade"]) == 0
    database = open_database(address)
    furnish(database, FixedClock(MORNING))
    database.dispose()
    capsys.readouterr()
    assert main(["token", "issue", "Cổng", "--account", "binh", "--scope", "dossiers.read", "--by", "quy"]) == 0
    told = capsys.readouterr().out.split()
    token, token_id = told[-1], told[0]
    assert main(["token", "list"]) == 0
    listed = capsys.readouterr().out
    assert token_id in listed
    assert token not in listed
    assert main(["token", "revoke", token_id, "--by", "binh"]) == 1
    assert main(["token", "revoke", token_id, "--by", "quy"]) == 0
