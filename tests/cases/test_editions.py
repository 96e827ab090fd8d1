"""An office sets its own rules: checked, proposed by one, approved by another, never for the past."""

from datetime import date

import pytest
from sqlalchemy import select

from cases.editions import EditionNotReadable, edition, pack_in_force
from cases.law import pack_of
from cases.officepacks import (
    EditionDecided,
    EditionTooEarly,
    EditionUnexplained,
    OwnEdition,
    approve_edition,
    propose,
    reject_edition,
)
from cases.people import RoleMissing
from cases.tables import RoleHolding
from engine.tables import Entry
from ground.database import reading, transaction
from tests.cases.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = """
[code]
pattern = "{unit}-{yyyy}{mm}{dd}-{serial:07d}"
[desk]
idle_after = "16wh"
"""
FROM = date(2026, 8, 25)


@pytest.fixture
def two(desk: Desk) -> Desk:
    with transaction(desk.database) as session:
        for name in ("khoa", "lam"):
            officer = desk.officer(session, name)
            session.add(RoleHolding(officer_id=officer.id, unit_id=officer.unit_id, role="quan_tri"))
    return desk


def test_an_approved_edition_holds_for_what_is_received_from_then_on(two: Desk) -> None:
    before = two.receive()
    two.do("khoa", propose, "2025", PAGE, "Mã hồ sơ bảy chữ số.", FROM)
    assert two.dossier(two.receive()).rule_pack == "2025"
    two.do("lam", approve_edition, "2025~1", "QĐ 12/QĐ-SNV")
    code = two.receive()
    assert code == "G09.20-20260825-0000003"
    two.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    with reading(two.database) as session:
        dossier = session.merge(two.dossier(code), load=False)
        assert str(pack_of(dossier).desk.idle_after) == "16wh"
        assert str(dossier.term) == "5wd"
        assert pack_in_force(session, date(2025, 8, 1)).key == "2025"
    assert two.dossier(before).rule_pack == "2025"


def test_of_two_editions_the_later_day_holds(two: Desk) -> None:
    for page in ('[desk]\nidle_after = "8wh"', '[desk]\nidle_after = "12wh"'):
        key = two.do("khoa", propose, "2025", page, "Thử.", FROM).key
        two.do("lam", approve_edition, key, "QĐ 1")
        two.pass_time("1wh")
    with reading(two.database) as session:
        assert str(pack_in_force(session, FROM).desk.idle_after) == "12wh"


def test_nobody_approves_his_own_and_nothing_is_decided_twice(two: Desk) -> None:
    key = two.do("khoa", propose, "2025", PAGE, "Thử.", FROM).key
    with pytest.raises(OwnEdition):
        two.do("khoa", approve_edition, key, "QĐ 1")
    with pytest.raises(EditionUnexplained):
        two.do("lam", approve_edition, key, " ")
    two.do("lam", reject_edition, key, "Chưa cần.")
    with pytest.raises(EditionDecided):
        two.do("lam", approve_edition, key, "QĐ 1")
    with pytest.raises(RoleMissing):
        two.do("giang", propose, "2025", PAGE, "Thử.", FROM)
    with pytest.raises(EditionTooEarly):
        two.do("khoa", propose, "2025", PAGE, "Thử.", date(2026, 8, 24))


def test_every_step_is_in_the_journal_with_what_changes(two: Desk) -> None:
    key = two.do("khoa", propose, "2025", PAGE, "Thử.", FROM).key
    two.do("lam", approve_edition, key, "QĐ 1")
    with reading(two.database) as session:
        found = session.execute(select(Entry.name, Entry.actor).where(Entry.subject == key).order_by(Entry.seq)).all()
    assert [tuple(each) for each in found] == [("edition_proposed", "khoa"), ("edition_approved", "lam")]


@pytest.mark.parametrize(
    "page",
    [
        "", "nonsense", "[desk]\nidle_afterr = '8wh'", "[desk]\nidle_after = 'eight hours'", "[desk]\nidle_after = 8",
        "key = '2026'", "[states]\nsubmitted = [2, 'x']", "[apology]\nat_most = 3", "desk = 'x'",
        "[code]\npattern = '{unit}-{yy}{mm}{dd}'", "[code]\npattern = '{unit}-{serial:04d}'",
        "[supplement]\nwait = 'open'", "[indicators]\nonline_at_least = 130",
        "[code]\npattern = '{other}-{yy}{mm}{dd}-{serial}'", "[start]\ncutoff = 'noon'", "[code]\nunit = 'none'",
    ],
)  # fmt: skip
def test_settings_that_would_not_work_are_refused(desk: Desk, page: str) -> None:
    with pytest.raises(EditionNotReadable):
        edition("2025~1", "2025", page, FROM)


def test_an_office_sets_what_is_asked_of_its_indicators(desk: Desk) -> None:
    assert edition("2025~1", "2025", "[indicators]\nwait_at_most = 10", FROM).targets.wait == 10
