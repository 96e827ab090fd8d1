"""`motcua calendar`: seen first, applied after; what was shipped and what was decided read the same way."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.cli import main
from cases.tables import CalendarDecision, Unit
from ground.database import open_database, reading, transaction

DECIDED = ["calendar", "decide", "2026-11-24", "--kind", "holiday", "--name", "Ngày Văn hóa Việt Nam", "--basis",
           "Nghị quyết (minh họa)", "--decided", "2026-11-01"]  # fmt: skip


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.setenv("MOTCUA_DATABASE", f"sqlite:///{tmp_path / 'office.sqlite'}")
    assert main(["db", "upgrade"]) == 0
    database = open_database(f"sqlite:///{tmp_path / 'office.sqlite'}")
    with transaction(database) as session:
        session.add(Unit(code="G09", name="Bộ Nội vụ (minh họa)"))
    database.dispose()
    return f"sqlite:///{tmp_path / 'office.sqlite'}"


def test_a_decision_is_shown_then_applied_then_part_of_the_calendar(
    office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(DECIDED) == 0
    assert main(["calendar", "show", "--year", "2026"]) == 0
    assert "2026-11-24" not in capsys.readouterr().out
    assert main([*DECIDED, "--apply"]) == 0
    assert main(["calendar", "show", "--unit", "G09", "--year", "2026"]) == 0
    assert "2026-11-24 holiday" in capsys.readouterr().out
    assert main(["calendar", "show", "--year", "2026", "--known", "2026-10-31"]) == 0
    assert "2026-11-24" not in capsys.readouterr().out
    database = open_database(office)
    with reading(database) as session:
        assert session.scalars(select(CalendarDecision.decided_by)).one() == "motcua"
    database.dispose()


def test_other_hours_are_given_day_by_day(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    hours = [word for _ in range(5) for word in ("--hours", "07:30-11:30 13:30-17:00")]
    week = [*DECIDED, *hours, "--hours", "07:30-11:30", "--hours", "off", "--apply"]
    week[week.index("holiday")] = "week"
    assert main(week) == 0
    assert main(["calendar", "show", "--year", "2030"]) == 0
    assert "2026-11-24 week        07:30-11:30 13:30-17:00 |" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--unit", "G99"], ["--hours", "12:00-08:00"]])
def test_what_cannot_be_decided_is_refused_in_words(
    office: str, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*DECIDED, *wrong]) == 1
    assert capsys.readouterr().err
