"""Who appraised does not review or sign; a step goes into fit hands only; who signs, signs in somebody's place."""

from datetime import date

import pytest
from sqlalchemy import select

from cases.approving import DraftForAnother
from cases.assigning import reassign
from cases.authority import MayNotSign
from cases.duties import DutiesTogether
from cases.errands import ERRANDS, Errand, open_errand, undo_errand
from cases.follow import follow
from cases.handling import ColleagueUnfit, ReasonMissing, claim, complete_step, hand_over, release
from cases.people import RoleMissing
from cases.queries import Filters, inbox
from cases.tables import Result, RoleHolding, SigningAuthority, StepTerm, Unit
from engine.batches import run_batches
from ground.database import transaction
from tests.cases.desk import Desk
from tests.documents.conftest import text_of

# Nothing here asks the database for more than rows: one kind is enough.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

APPROVED = {"outcome": "approved"}


def give(desk: Desk, name: str, role: str) -> None:
    """Another role in the department."""
    with transaction(desk.database) as session:
        unit = session.scalars(select(Unit).where(Unit.code == "G09.20")).one()
        session.add(RoleHolding(officer_id=desk.officer(session, name).id, unit_id=unit.id, role=role))


def empower(desk: Desk, name: str, until: date | None = None) -> None:
    """He signs for the head."""
    with transaction(desk.database) as session:
        officer = desk.officer(session, name)
        officer.title = "Phó Giám đốc"
        unit = session.scalars(select(Unit).where(Unit.code == "G09.20")).one()
        session.add(
            SigningAuthority(
                officer_id=officer.id, unit_id=unit.id, form="KT", head_title="Giám đốc", from_on=date(2026, 1, 1),
                until_on=until,
            )
        )  # fmt: skip


def test_who_appraised_neither_reviews_nor_signs_however_he_got_the_step(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_tra")
    give(desk, "chi", "lanh_dao_phong")
    give(desk, "chi", "lanh_dao_don_vi")
    task = desk.task(code, "tham_tra")
    with pytest.raises(DutiesTogether):
        desk.do("chi", claim, task.id, task.version)
    with pytest.raises(DutiesTogether):
        desk.do("chi", complete_step, task.id, task.version, APPROVED)
    with pytest.raises(DutiesTogether):
        desk.do("dung", hand_over, task.id, task.version, "chi", "")
    with pytest.raises(DutiesTogether):
        desk.do("giang", reassign, task.id, task.version, "chi", "Trưởng phòng đi vắng.")
    desk.complete("dung", code, "tham_tra", APPROVED)
    signing = desk.task(code, "ky_duyet")
    with pytest.raises(DutiesTogether):
        desk.do("chi", complete_step, signing.id, signing.version, APPROVED)


def test_the_superior_puts_a_step_into_other_hands_with_a_reason(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    task = desk.task(code, "tham_dinh")
    assert task.assignee == "chi"
    with pytest.raises(ReasonMissing):
        desk.do("dung", reassign, task.id, task.version, "cuc", " ")
    with pytest.raises(RoleMissing):
        desk.do("cuc", reassign, task.id, task.version, "cuc", "Tôi rảnh.")
    with pytest.raises(ColleagueUnfit):
        desk.do("dung", reassign, task.id, task.version, "binh", "Bận.")
    desk.do("giang", reassign, task.id, task.version, "cuc", "Chi nghỉ ốm.")  # from above the head of division
    (row,) = [term for term in desk.rows(StepTerm, code) if term.state != "closed"]
    assert (row.assignee, desk.task(code, "tham_dinh").assignee) == ("cuc", "cuc")
    assert "task_reassigned" in desk.names(code)


def test_a_mass_assignment_is_undone_to_whose_each_step_was_or_to_nobody(desk: Desk) -> None:
    codes = [desk.receive() for _ in range(2)]
    for code in codes:
        desk.walk(code, "tham_dinh")
    held, free = (desk.task(code, "tham_dinh") for code in codes)
    free = desk.do("chi", release, free.id, free.version)
    chosen = [Errand(task.id, task.version) for task in (held, free)]
    batch = desk.do("giang", open_errand, "assign", chosen, "cuc", "Chi quá tải.", "key")
    run_batches(desk.database, desk.clock, follow, further=ERRANDS)
    assert [desk.task(code, "tham_dinh").assignee for code in codes] == ["cuc", "cuc"]
    desk.do("giang", undo_errand, batch.id, "undo")
    run_batches(desk.database, desk.clock, follow, further=ERRANDS)
    assert [desk.task(code, "tham_dinh").assignee for code in codes] == ["chi", None]
    assert [len(desk.see("chi", inbox, Filters(whose=whose)).rows) for whose in ("mine", "free")] == [1, 1]


def test_the_authority_to_sign_stands_on_the_paper_and_in_the_books(desk: Desk) -> None:
    empower(desk, "giang")
    code = desk.receive()
    desk.walk(code, "phat_hanh")
    (result,) = desk.rows(Result, code)
    assert (result.signed_by, result.signed_as) == ("giang", "KT. GIÁM ĐỐC")
    text = text_of(desk.tools.vault.read(result.signed_digest or ""))
    assert "KT. GIÁM ĐỐC" in text
    assert "PHÓ GIÁM ĐỐC" in text


def test_authority_that_has_ended_signs_nothing(desk: Desk) -> None:
    empower(desk, "giang", until=date(2026, 8, 24))
    code = desk.receive()
    desk.walk(code, "ky_duyet")
    task = desk.task(code, "ky_duyet")
    with pytest.raises(MayNotSign):
        desk.do("giang", claim, task.id, task.version)
    with pytest.raises(MayNotSign):
        desk.do("giang", complete_step, task.id, task.version, APPROVED)


def test_the_paper_names_the_leader_who_decided_not_the_one_who_was_expected(desk: Desk) -> None:
    give(desk, "khoa", "lanh_dao_don_vi")
    code = desk.receive()
    desk.walk(code, "ky_duyet")
    with pytest.raises(DraftForAnother):
        desk.complete("khoa", code, "ky_duyet", APPROVED)
    task = desk.task(code, "ky_duyet")
    desk.do("khoa", claim, task.id, task.version)
    desk.work()
    desk.complete("khoa", code, "ky_duyet", APPROVED)
    (result,) = desk.rows(Result, code)
    assert result.signed_by == "khoa"
    text = text_of(desk.tools.vault.read(result.signed_digest or ""))
    assert "kiểm tra văn bản này Khoa" in text
