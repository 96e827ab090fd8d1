"""Diagrams as offices have them: the passport names each place, and what is said to run does run.

What a passport must say lies beside the diagram: `<name>.passport`, one line a place.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.dialect import read_processes
from engine.model import Known
from engine.passport import Passport, passports_of
from tests.unit.spiff.player import Player

FILES = Path(__file__).parent / "files"
KNOWN = Known(operations=frozenset({"print_receipt"}))


def passport_of(name: str) -> Passport:
    (passport,) = passports_of({f"{name}.bpmn": (FILES / f"{name}.bpmn").read_bytes()}, KNOWN)
    return passport


def told(passport: Passport) -> Iterator[str]:
    for element in passport.runs:
        yield f"runs {element.line} {element.id}"
    for change in passport.changes:
        yield f"{change.line} {change.element}: {change.written} → {change.becomes or '–'}"
    for finding in passport.refused:
        yield f"{finding.severity} {finding.line} {finding.element}: {finding.rule}"
    for sort, names in (passport.needs or {}).items():
        yield f"needs {sort}: {', '.join(names)}"


@pytest.mark.parametrize("name", sorted(page.stem for page in FILES.glob("*.bpmn")))
def test_the_passport_says_what_it_must(name: str) -> None:
    wanted = (FILES / f"{name}.passport").read_text(encoding="utf-8").splitlines()
    assert list(told(passport_of(name))) == wanted


def test_a_diagram_that_is_said_to_run_runs() -> None:
    assert passport_of("loan").is_good
    play = Player(
        *read_processes((FILES / "loan.bpmn").read_bytes(), "loan.bpmn"),
        nguoi_xu_ly="chi", ngay_den_han="2026-09-01T17:00:00+07:00", so_tien=600_000_000, ma_don="7",
        khach_hang={"ten": "An"}, don_vi=["a", "b", "c"], dossier={"code": "H1"},
    )  # fmt: skip
    task = play.wait("kiem_tra")
    assert (task.assignee, task.candidate_groups, task.priority) == ("chi", ("tiep_nhan", "tham_dinh"), 80)
    assert task.due_at is not None
    play.do("kiem_tra", ket_qua="thieu")
    assert play.wait("cho_bo_sung").correlation == "H1"
    play.receive("cho_bo_sung").do("kiem_tra", ket_qua="du")
    play.fire("nhac").do("lay_y_kien").do("lay_y_kien").do("in_giay")
    assert play.run.ended_in == "xong"


def test_a_diagram_that_cannot_run_says_so() -> None:
    assert not passport_of("invoice").is_good


def test_what_is_no_diagram_has_a_passport_that_says_why() -> None:
    good, bad = passports_of({"loan.bpmn": (FILES / "loan.bpmn").read_bytes(), "x.bpmn": b"<html/>"}, KNOWN)
    assert good.is_good
    assert bad.unreadable is not None
    assert not bad.is_good
