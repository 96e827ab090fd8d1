"""Paper follows its dossier within a working day; a fee that comes first is asked for, reminded of, and paid."""

from dataclasses import replace
from typing import Any

import pytest

from cases.asking import FeeUnpaid
from cases.handling import complete_step, withdraw
from cases.money import FeeNotFirst, ask_payment, take_payment
from cases.people import DossierNotFound
from cases.procedure import deploy_shipped
from cases.reminders import tell_late_papers, tell_unpaid
from cases.slips import hand_over_papers
from cases.tables import Notice
from ground.database import transaction
from tests.cases.desk import Desk, brought, local, shipped

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAPER = "000.00.00.G09-KQ001341"


def accepted(desk: Desk, **changes: Any) -> str:
    code = desk.receive(papers=(brought(PAPER),), **changes)
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    return code


def test_paper_that_does_not_follow_is_told_of_once(desk: Desk) -> None:
    code = accepted(desk, handling_unit="G09")
    assert desk.dossier(code).paper_by_at == local("2026-08-26T09:30")
    desk.pass_time("1wd")
    assert [tell_late_papers(desk.database, desk.clock) for _ in range(2)] == [1, 0]
    assert desk.names(code).count("paper_late") == 1
    assert [notice.recipient for notice in desk.rows(Notice, code) if notice.kind == "paper_late"] == [
        "binh@example.vn"
    ]


def test_accepted_after_three_its_paper_has_until_the_day_after(desk: Desk) -> None:
    desk.clock.move_to(local("2026-08-25T15:30"))
    assert desk.dossier(accepted(desk, handling_unit="G09")).paper_by_at == local("2026-08-27T08:00")


def test_paper_on_a_hand_over_list_is_not_told_of(desk: Desk) -> None:
    code = accepted(desk, handling_unit="G09")
    desk.do("binh", hand_over_papers, [code], "G09")
    desk.pass_time("2wd")
    assert tell_late_papers(desk.database, desk.clock) == 0


def test_paper_that_stays_in_its_unit_has_nowhere_to_go(desk: Desk) -> None:
    assert desk.dossier(accepted(desk)).paper_by_at is None


@pytest.fixture
def with_fee(desk: Desk) -> Desk:
    bundle = shipped("khai_bao_thiet_bi")
    sheet = bundle.files["khai_bao_thiet_bi.toml"].replace(b"amount = 0", b'amount = 120000\nwhen = "acceptance"')
    with transaction(desk.database) as session:
        deploy_shipped(session, desk.clock, replace(bundle, files={**bundle.files, "khai_bao_thiet_bi.toml": sheet}))
    return desk


def test_a_dossier_whose_fee_comes_first_is_not_accepted_unpaid(with_fee: Desk) -> None:
    code = with_fee.receive()
    task = with_fee.task(code, "kiem_tra")
    with pytest.raises(FeeUnpaid):
        with_fee.do("binh", complete_step, task.id, task.version, {"outcome": "accepted"})
    with_fee.do("binh", take_payment, code, 120000, "cash", "BL-1")
    with_fee.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    assert with_fee.dossier(code).accepted_at is not None


def test_asked_for_it_waits_is_reminded_of_once_and_goes_on_when_paid(with_fee: Desk) -> None:
    code = with_fee.receive()
    with pytest.raises(DossierNotFound):
        with_fee.do("en", ask_payment, code)
    with_fee.do("binh", ask_payment, code)
    dossier = with_fee.dossier(code)
    assert (dossier.state, dossier.payment) == ("payment", "due")
    with_fee.pass_time("5wd")
    assert [tell_unpaid(with_fee.database, with_fee.clock) for _ in range(2)] == [1, 0]
    letters = [notice for notice in with_fee.rows(Notice, code) if notice.kind == "fee_due"]
    assert len(letters) == 2
    assert "120.000 đồng" in letters[0].body
    with_fee.do("binh", take_payment, code, 120000, "cash", "BL-1")
    with_fee.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    assert with_fee.dossier(code).state == "handling"


def test_a_dossier_that_waits_for_its_fee_may_be_withdrawn(with_fee: Desk) -> None:
    code = with_fee.receive()
    with_fee.do("binh", ask_payment, code)
    with_fee.do("binh", withdraw, code, "Không còn nhu cầu.")
    with_fee.pass_time("6wd")
    tell_unpaid(with_fee.database, with_fee.clock)
    assert [notice.kind for notice in with_fee.rows(Notice, code)].count("fee_due") == 1


def test_where_no_fee_comes_first_none_is_asked_for(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(FeeNotFirst):
        desk.do("binh", ask_payment, code)
    assert desk.dossier(code).state == "submitted"
