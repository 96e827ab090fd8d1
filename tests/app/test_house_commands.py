"""`motcua unit`, `officer`, `rules`: an empty house gets its people at the command line, and then asks who does it."""

from pathlib import Path

import pytest

from app.cli import main


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.setenv("MOTCUA_DATABASE", f"sqlite:///{tmp_path / 'house.sqlite'}")
    assert main(["db", "upgrade"]) == 0


def order(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and what was said."""
    capsys.readouterr()
    code = main(list(words))
    return code, capsys.readouterr().out


def found(capsys: pytest.CaptureFixture[str]) -> None:
    """A ministry with one administrator."""
    assert order(capsys, "unit", "found", "G09", "--name", "Bộ Nội vụ", "--kind", "ministry")[0] == 0
    quy = ("officer", "engage", "quy", "--full-name", "Đặng Phú Quý", "--unit", "G09", "--role", "quan_tri")
    code, said = order(capsys, *quy)
    assert (code, len(said.split()[1])) == (0, 19)


def test_an_empty_house_gets_its_first_people_and_asks_who_does_it_from_then_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found(capsys)
    chi = ("officer", "engage", "chi", "--full-name", "Trần Mai Chi", "--unit", "G09", "--role", "chuyen_vien")
    assert order(capsys, *chi)[0] == 1
    assert order(capsys, *chi, "--by", "quy")[0] == 0
    assert "Trần Mai Chi" in order(capsys, "officer", "list", "--by", "quy", "--words", "mai chi")[1]
    assert order(capsys, "officer", "give", "chi", "van_thu", "--unit", "G09", "--by", "quy")[0] == 0
    away = ("officer", "away", "chi", "--substitute", "quy", "--from", "2030-01-01", "--until", "2030-01-05")
    assert "chi → quy" in order(capsys, *away, "--reason", "nghỉ phép", "--by", "quy")[1]
    assert order(capsys, "officer", "back", "chi", "--by", "quy")[1].strip() == "chi: 1"
    assert order(capsys, "officer", "dismiss", "chi", "--by", "quy")[0] == 0
    assert "chi" not in order(capsys, "officer", "list", "--by", "quy")[1]
    assert order(capsys, "officer", "restore", "chi", "--by", "quy")[0] == 0
    assert order(capsys, "officer", "change", "chi", "--title", "Phó phòng", "--by", "quy")[0] == 0
    assert "Phó phòng" in order(capsys, "officer", "list", "--by", "quy")[1]


def test_units_are_founded_ended_and_taken_up_again(capsys: pytest.CaptureFixture[str]) -> None:
    found(capsys)
    for code in ("G09.20", "G09.30"):
        assert order(capsys, "unit", "found", code, "--name", f"Cục {code}", "--parent", "G09", "--by", "quy")[0] == 0
    assert order(capsys, "unit", "end", "G09.20", "--on", "2026-12-31", "--into", "G09.30", "--by", "quy")[0] == 0
    assert "    G09.20  Cục G09.20  – … 2026-12-31  → G09.30" in order(capsys, "unit", "tree", "--by", "quy")[1]
    assert order(capsys, "unit", "again", "G09.20", "--parent", "G09", "--by", "quy")[0] == 0
    assert "2026-12-31" not in order(capsys, "unit", "tree", "--by", "quy")[1]


def test_rules_are_proposed_by_one_and_approved_by_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(capsys)
    lam = ("officer", "engage", "lam", "--full-name", "Hồ Tùng Lâm", "--unit", "G09", "--role", "quan_tri")
    assert order(capsys, *lam, "--by", "quy")[0] == 0
    assert "desk.idle_after = 24wh" in order(capsys, "rules", "settings", "2025")[1]
    page = tmp_path / "ours.toml"
    page.write_text('[desk]\nidle_after = "16wh"\n', "utf-8")
    code, said = order(capsys, "rules", "propose", "2025", str(page), "--note", "Thử", "--by", "quy")
    assert (code, "desk.idle_after: 24wh → 16wh" in said) == (0, True)
    approve = ("rules", "approve", "2025~1", "--reference", "QĐ 1", "--by")
    assert order(capsys, *approve, "quy")[0] == 1
    assert order(capsys, *approve, "lam")[0] == 0
    assert "approved" in order(capsys, "rules", "list", "--by", "quy")[1]
