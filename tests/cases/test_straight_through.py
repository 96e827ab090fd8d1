"""From the counter to the returned result: states, dates, slips, bytes, facts."""

import pytest

from cases.dossier import MoveNotAllowed
from cases.queries import dossier_page
from cases.results import give_back
from cases.tables import Notice, Result, Slip, StepTerm
from documents.sign import verify
from engine.journal import verify as journal_faults
from ground.database import reading
from tests.cases.desk import GRANT, Desk, local


def test_acceptance_fixes_the_date_and_prints_the_receipt(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phan_cong")
    dossier = desk.dossier(code)
    assert dossier.state == "handling"
    assert dossier.due_at == dossier.original_due_at == local("2026-09-04T09:30")
    (slip,) = desk.rows(Slip, code)
    assert (slip.kind, slip.number, slip.made_by) == ("receipt", "01/BPTNTKQ", "binh")
    assert slip.digest is not None
    assert desk.tools.vault.read(slip.digest).startswith(b"%PDF")
    (notice,) = desk.rows(Notice, code)
    assert notice.sent_at is not None
    assert "09:30 ngày 04/09/2026" in notice.body


def test_a_granted_dossier_ends_returned_with_a_signed_numbered_sealed_result(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tra_ket_qua")
    assert desk.dossier(code).state == "finished"
    desk.do("binh", give_back, code, **GRANT[-1][2])
    dossier = desk.dossier(code)
    assert (dossier.state, dossier.closed_at) == ("returned", desk.clock.now())
    (result,) = desk.rows(Result, code)
    assert (result.state, result.signed_by, result.serial) == ("returned", "giang", 1)
    assert result.issued_digest is not None
    assert result.number is not None
    verdict = verify(desk.tools.vault.read(result.issued_digest), ())
    assert len(verdict.signatures) == 2
    assert not verdict.changed_after


def test_every_fact_is_in_the_journal_and_the_chain_is_whole(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code)
    told = [
        "dossier_submitted", "dossier_accepted", "result_drafted", "result_signed", "result_numbered", "result_issued",
        "result_returned", "dossier_closed",
    ]  # fmt: skip
    names = desk.names(code)
    assert [name for name in names if name in told] == told
    with reading(desk.database) as session:
        assert journal_faults(session) == []


def test_every_step_is_closed_when_the_dossier_is(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code)
    steps = desk.rows(StepTerm, code)
    assert len(steps) == len(GRANT)
    assert {step.state for step in steps} == {"closed"}


def test_a_result_is_not_given_back_before_it_is_issued(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(MoveNotAllowed):
        desk.do("binh", give_back, code)


def test_the_page_tells_the_whole_story(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code)
    page = desk.see("binh", dossier_page, code)
    assert (page.portal_status, page.timing.state, len(page.steps)) == (10, "early", len(GRANT))
    assert [slip.kind for slip in page.slips] == ["receipt"]
    assert not page.may_withdraw
    assert page.results[0].state == "returned"


@pytest.mark.parametrize(
    ("until", "delivery"),
    [("kiem_tra", "none"), ("phan_cong", "registered"), ("tra_ket_qua", "collecting"), ("", "delivered")],
)
def test_a_result_wanted_by_post_is_on_its_way_beside_the_handling(desk: Desk, until: str, delivery: str) -> None:
    code = desk.receive(return_way="post")
    desk.walk(code, until)
    assert desk.dossier(code).delivery == delivery
