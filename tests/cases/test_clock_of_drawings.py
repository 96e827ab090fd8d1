"""A drawing stops the dossier's clock while another body answers, and begins a new phase with its answer."""

import tomllib
from typing import Any

import pytest

from cases.calendars import calendar_named
from cases.deadlines import due_at, parse_term
from cases.forms import FormRefused
from cases.handling import complete_step
from cases.incoming import MessageUnknown, bring
from cases.operations import operations
from cases.people import DossierNotFound, RoleMissing
from cases.procedure import deploy_shipped
from cases.tables import Pause
from engine.jobs import Call
from ground.database import transaction
from tests.cases.desk import ROOT, Desk, shipped

SLUG = "hop_dong_cung_ung_lao_dong"
ANSWER = {
    "so_van_ban_tham_dinh": "12/BQL", "ngay_van_ban_tham_dinh": "2026-09-10", "ket_qua_nuoc_ngoai": "phu_hop",
    "noi_dung_tra_loi": "Đủ năng lực.",
}  # fmt: skip


def given() -> dict[str, Any]:
    """What the stories of the procedure hand in."""
    page = tomllib.loads((ROOT / "processes" / f"{SLUG}.scenarios.toml").read_text("utf-8"))
    return {name: str(each) if hasattr(each, "isoformat") else each for name, each in page["given"].items()}


@pytest.fixture
def abroad(desk: Desk) -> str:
    """A contract that waits for its appraisal abroad; every piece of machine work was done twice on the way."""
    with transaction(desk.database) as session:
        deploy_shipped(session, desk.clock, shipped(SLUG))
    real = operations(desk.tools)

    def twice(call: Call, name: str) -> Any:
        real[name](call)
        return real[name](call)

    doubled = {name: lambda call, name=name: twice(call, name) for name in real}
    code = desk.receive(procedure=SLUG, answers=given())
    opinion = {"noi_dung_tham_dinh": "Năng lực tiếp nhận.", "y_kien_tham_dinh": "Cần thẩm định."}
    steps = (
        ("binh", "kiem_tra", {"outcome": "accepted"}),
        ("dung", "phan_cong", {"nguoi_thu_ly": "chi"}),
        ("chi", "kiem_tra_hop_dong", {"outcome": "abroad", **opinion}),
    )
    for by, element, answers in steps:
        task = desk.task(code, element)
        desk.do(by, complete_step, task.id, task.version, answers)
        desk.work(doubled)
    return code


def test_the_clock_stands_still_on_a_ground_of_the_rule_pack_and_only_once(desk: Desk, abroad: str) -> None:
    (pause,) = desk.rows(Pause, abroad)
    assert (pause.kind, pause.key, pause.until_at) == ("suspend", "foreign_verification", None)
    assert desk.names(abroad).count("paused") == 1


def test_the_answer_begins_a_new_phase_from_its_day(desk: Desk, abroad: str) -> None:
    first = desk.dossier(abroad).original_due_at
    desk.pass_time("10wd")
    desk.do("hanh", bring, abroad, "ket_qua_tham_dinh", ANSWER, "answer-1")
    desk.work()
    dossier, (pause,) = desk.dossier(abroad), desk.rows(Pause, abroad)
    assert pause.until_at == desk.clock.now()
    assert (dossier.term, dossier.original_due_at) == ("3wd", first)
    assert dossier.clock_at == desk.clock.now()
    assert dossier.due_at == due_at(calendar_named(), parse_term("3wd"), desk.clock.now())
    assert desk.task(abroad, "ket_luan_tham_dinh").assignee == "chi"


def test_a_message_sent_again_under_its_key_changes_nothing(desk: Desk, abroad: str) -> None:
    desk.do("hanh", bring, abroad, "ket_qua_tham_dinh", ANSWER, "answer-1")
    assert desk.do("hanh", bring, abroad, "ket_qua_tham_dinh", ANSWER, "answer-1") is None
    assert desk.names(abroad).count("message_received") == 1


def test_only_the_role_the_sheet_names_enters_a_message(desk: Desk, abroad: str) -> None:
    with pytest.raises(RoleMissing):
        desk.do("chi", bring, abroad, "ket_qua_tham_dinh", ANSWER, "k")
    with pytest.raises(DossierNotFound):
        desk.do("en", bring, abroad, "ket_qua_tham_dinh", ANSWER, "k")
    with pytest.raises(MessageUnknown):
        desk.do("hanh", bring, abroad, "quyet_dinh_khac", ANSWER, "k")
    with pytest.raises(FormRefused):
        desk.do("hanh", bring, abroad, "ket_qua_tham_dinh", {}, "k")
    assert "message_received" not in desk.names(abroad)
